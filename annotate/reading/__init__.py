"""How a figure or a time is found and read: numerals, units, grammars, bounds, changes, intervals."""
