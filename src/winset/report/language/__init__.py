"""How Winset speaks: numbers, dates and names in words, and one catalogue of messages a language.

Read in this order: `directions`, `messages` with ``en.toml``; `words`, `dates`; `catalogue`.
"""
