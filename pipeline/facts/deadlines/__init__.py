"""When something must be done: the words of time, and the days that they mean."""
