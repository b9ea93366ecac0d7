"""Tables that do not stand as they are read: on their side, as records, as boxes."""
