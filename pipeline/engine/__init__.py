"""From inputs to outcomes: what there is to read, and the processes that read it."""
