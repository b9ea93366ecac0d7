"""The printed numbers of items: their styles, their counts, and what a count leaves out."""
