"""Tables whose structure is gone, rebuilt as grids."""
