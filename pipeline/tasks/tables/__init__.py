"""Grids to drafts: which column plays which role, and which rows hold tasks."""
