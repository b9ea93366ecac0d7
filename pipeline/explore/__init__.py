"""What people look at: the tables of a run as one static site, which opens from a file and asks nothing of a network."""
