"""Whom to tell of what, when, and in which words; pure decisions over plain values."""
