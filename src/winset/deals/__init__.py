"""The win-set (Putnam 1988): packages, values, frontier, solutions, ratification, terms."""
