"""What results come to, in phrases that charts and parts of a document share.

Read in this order:

- `titles`, `tense`: which of its two names a thing goes by; whether talks are over;
- `number_names`, `worth`, `spans`, `moves`, `pairs`, `promises`: numbers, gains, times, moves,
  pairs of parties, what became of promises;
- `verdicts`, `groups`, `repairs`, `aftermath`, `advice`, `found`; `figures`, and `results` in
  texts.
"""
