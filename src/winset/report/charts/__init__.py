"""Charts of results: Vega-Lite specifications as plain data, one module a chart.

Each has a title, a text for those who do not see it, and its data as rows. Sides are told apart by
colour (Okabe and Ito 2008, safe for the colour-blind) and by shape or dash, so that a chart reads
in black and white as well.
"""
