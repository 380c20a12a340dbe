"""What is English: its words, its grammar, its dates. The engine reaches it through the language alone."""
