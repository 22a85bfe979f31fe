"""Charts of results: pictures as plain data, one module a chart.

Each has a finding as its title, a text for those who do not see it, and its data as rows. It is
painted twice, for a telephone and for a page, so that its type keeps its size. Sides are told apart
by colour (for every eye), and by shape or dash, so that a chart reads in black and white as well.
Read in this order:

- `style`, `measure`, `canvas`: colours and looks, widths of words, and what is painted on;
- `ticks`, `signs`, `panels`: axes, what signs mean, and lines from move to move;
- `offers`, `ladder`, `lanes`, `milestones`, `prices`, `words`: what readers ask for first;
- `plane`, `temptation`, `ledgers`, `firmness`, `grid`, `aftermath`: what the full pages show;
- `svg`, `draw`: charts as SVG and PNG.
"""
