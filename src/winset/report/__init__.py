"""Results in words, tables and JSON. Text is made here only.

Read in this order:

- `words`, `dates`, `directions`, `number_names`: numbers, days, names; the same everywhere;
- `sentences`, `group_words`, `repair_words`, `proposal_words`, `uncertainty_words`,
  `aftermath_words`, `advice_words`, `time_words`: what terminal and pages say alike;
- `layout`, `encoding`, `pairs`, `worth_table`: what the terminal views share; `analysis_view`,
  `deals_view`, `roadmap_view`, `impasse_view` with `impasse_parts`, and the other views: one for
  each command or part of a result;
- `envelope`, `tables`: the same as JSON and CSV, and read again; `contents`: what a file holds;
- `charts`: pictures, drawn by `drawing_process` with `fonts`;
- `pages`: the brief and the study guide; `notebook`: results as pages in a notebook.
"""
