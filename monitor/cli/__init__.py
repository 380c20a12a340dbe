"""The `accords` command."""
