"""Which keys results have as plain data."""

ROADMAP = frozenset(
    {
        *("package", "values", "gross_gains", "signable", "verdict", "margin", "required_bond"),
        *("bond", "required_trust", "trust", "end_holds", "order", "nodes", "moves", "binding"),
        *("ties", "all", "escrow", "tempted", "front", "slices", "phases", "calendar", "cheating"),
        *("stalling", "earlier", "bonds", "certificates"),
    }
)
"""Those of every roadmap."""
