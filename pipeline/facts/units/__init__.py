"""Which bodies words name: cut, read, in which role, under whose jurisdiction, in which line of work."""
