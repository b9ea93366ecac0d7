"""UTF-8 read two bytes at a time: what went missing with each odd byte."""
