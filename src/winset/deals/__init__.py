"""What could be signed: packages, values, frontier, solutions, ratification, terms."""
