"""What results come to, in phrases that charts and parts of a document share.

Read in this order:

- `number_names`, `worth`, `moves`, `pairs`: numbers, gains, moves and pairs of parties;
- `verdicts`, `groups`, `repairs`, `aftermath`, `advice`.
"""
