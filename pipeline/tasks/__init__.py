"""Repaired pages to drafts of tasks: grids, columns, realigned text, numbered prose."""
