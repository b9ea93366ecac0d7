"""What the letter around a plan says: its demands, where it ends, who signed it."""
