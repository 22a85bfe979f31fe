"""How Winset speaks: numbers, dates and names in words, and one catalogue of messages a language.

It knows nothing of negotiations, so that every part can speak. Nothing is imported or read before
something is said. Read in this order: `messages` with ``en.toml``; `directions`, `letters`,
`templates`, `words`, `dates`, `helpers`; `catalogue`.
"""
