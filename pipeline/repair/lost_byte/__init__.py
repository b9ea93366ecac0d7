"""GBK text that lost one byte: every pair behind it is shifted."""
