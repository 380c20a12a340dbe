"""The nouns: frozen, slotted, typed, and without any I/O."""
