"""Headings that have no number: told by their look and by what stands around them."""
