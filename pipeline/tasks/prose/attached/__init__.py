"""What words attach to an item: labels, brackets, and the bodies and times that they name."""
