"""The folder of rules: its files read strictly, their faults, and the table of what they make."""
