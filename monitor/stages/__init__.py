"""The stages: use cases over ports."""
