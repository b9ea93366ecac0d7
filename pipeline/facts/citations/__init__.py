"""The documents that a notice names."""
