"""Brands and names of others in place of a government or an issuer."""
