"""Words to facts: units, deadlines, places, what a notice says of itself and what it cites."""
