"""Results in words, tables and JSON.

Read in this order:

- `document`: blocks, in which every assertion names what bears it out;
- `phrases`: results in phrases; `charts`: pictures, drawn by `drawing`;
- `parts`: blocks of each part of the results; `forms`: a writer for each form;
- `pages`: what is shown by a command, in the brief, in the study guide;
- `envelope`, `tables`: the same as JSON and CSV, and read again; `contents`: what a file holds;
  `notebook`: results as pages in a notebook.
"""
