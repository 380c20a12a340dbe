"""What each page tells, put together from rows of the views; how it is written down is not known here."""

from __future__ import annotations
