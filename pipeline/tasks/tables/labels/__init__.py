"""The header of a table: which label means which role, and what a column holds whose label does not say."""
