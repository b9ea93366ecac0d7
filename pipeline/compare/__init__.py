"""The same work in other plans: who took what over from whom, what was added or left out, by when."""
