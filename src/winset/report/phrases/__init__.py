"""What results come to, in phrases that charts and parts of a document share.

Read in this order:

- `number_names`, `moves`, `pairs`: numbers, moves and pairs of parties;
- `verdicts`, `groups`, `repairs`, `proposals`, `uncertainty`, `aftermath`, `advice`, `time`.
"""
