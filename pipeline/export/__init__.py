"""What was read, in the formats of other programs."""
