"""The one composition root."""
