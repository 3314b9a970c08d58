"""How a household changes by its people: who leaves, who is head, how it divides and joins. Each is one dated act on record."""
