"""What the service knows and decides."""
