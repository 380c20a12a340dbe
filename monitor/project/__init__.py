"""Events to rows; pure."""
