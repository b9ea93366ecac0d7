"""The rows of a task table: the work in them, and the bodies and times beside it."""
