"""The supervisor of a running service."""
