"""Numbered and unnumbered prose to drafts."""
