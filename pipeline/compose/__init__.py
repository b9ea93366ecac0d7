"""Drafts to tasks: whose work it is, by when, and what the tasks of a letter inherit from it."""
