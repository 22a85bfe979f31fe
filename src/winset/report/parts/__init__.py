"""Parts of a document, one module a part of the results or of the file. No part knows a form.

Read in this order:

- `opening`, `answer`, `deals`, `advice`, `advice_parts`;
- `clashes`, `changes`, `spells`, `summary`: the first screen;
- `rules`, `case`; `story`: the file's own words; `background`, `details`, `chronology`, `sessions`,
  `claims`, `pairs`;
- `gaps`, `lessons`, `headline`; `course`, `held`, `sure`: the brief;
- `packages`, `conflicts`, `largest`, `answers`;
- `thresholds`, `approaches`, `next_attempt`, `openings`;
- `trust`, `verdicts`, `time`, `proposals`; `needs`, `proofs`, `order`; `calendar`, `cheating`,
  `standing`, `switching`: what becomes of an order;
- `outlook`, `aftermath`, `inverse`; `firmness`;
- `contents`, `verification`: of a file and of a result that were checked;
- `learning`, `concepts`, `questions`, `quiz`; `classroom`; `sentences_at`: the sentences that rest
  on a place of a result.
"""
