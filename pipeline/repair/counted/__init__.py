"""Numbers of items that are damaged, told from the count around them."""
