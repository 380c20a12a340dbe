"""The `accords` command."""

from __future__ import annotations
