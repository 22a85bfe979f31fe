"""Pages for people: the brief and the study guide, and the forms they can take.

A page is a tree of blocks (`document`) in which every assertion names what bears it out. Its words
come from one file (`strings.toml`), its facts from the scenario and the results, and three modules
write it as HTML, Markdown or PDF.
"""
