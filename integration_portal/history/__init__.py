"""Who changed what, when and why: the state of every aggregate after each saving action."""
