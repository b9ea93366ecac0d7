"""What is on the page and not of the notice: markup, advertisements, buttons."""
