"""Claims to events; pure."""
