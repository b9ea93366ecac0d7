"""The items of a plan, whole and in parts, and who does them."""
