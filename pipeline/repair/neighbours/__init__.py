"""Names that other notices of the same place print whole."""
