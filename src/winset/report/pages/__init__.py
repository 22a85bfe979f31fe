"""Pages for people: the brief and the study guide, and the forms they can take.

A page is a tree of blocks (`document`) in which every assertion names what bears it out. Its words
come from one file (`strings.toml`), its facts from the scenario and the results, and three modules
write it as HTML, Markdown or PDF.

Read in this order:

- `document`: the tree; `wording`: its words; `sections`: what all sections share;
- the sections of a brief: `answer`, `first`, `details`, `background`, `deal`, `reasons`,
  `conflicts`, `openings`, `outlook`, with `chronology`, `sessions`, `claims`, `pairs`;
- `sources`, `brief`, `side_brief`: a page put together, for all or for one side;
- `questions`, `quiz`, `cards`, `classroom`, `study`: a page to learn from;
- `sentences_at`: the sentences that rest on one place of a result;
- `files` with `html`, `markdown`, `pdf`: a page as a file.
"""
