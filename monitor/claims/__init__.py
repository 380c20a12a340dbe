"""Text to claims; pure."""
