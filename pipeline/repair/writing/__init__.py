"""Characters in another script, width or form than readers expect."""
