"""Feeds as the wire has them, made into plain, typed entries."""
