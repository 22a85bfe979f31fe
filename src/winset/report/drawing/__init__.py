"""Pictures and pages set in a process of their own, with the fonts that their letters take."""
