"""What repair knows of ordinary Chinese text: characters, words, names, marks, and how likely a run of them is."""
