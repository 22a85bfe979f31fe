"""How Winset speaks: numbers, dates and names in words, and one catalogue of messages a language.

Read in this order: `directions`, `words`, `dates`; `catalogue` with ``en.toml``.
"""
