"""Notices as rows: schema, data dictionary, the files of `parsed/`."""
