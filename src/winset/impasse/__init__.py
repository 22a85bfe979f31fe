"""Why there is no deal, and what would open one: reasons, repairs, and how near the edge one is.

Read in this order:

- `groups`: what could be given up, by its `tagged_id`; `package_tables`, `unmet`: the packages, and
  what each does not meet;
- `order_rules`: what groups ask of an order; `passes`: which packages are known to have one;
- `solver`: which groups can hold together; `marco`: all smallest sets that cannot, by such answers;
- `reasons` with `blocked`: these sets with their proofs, and the largest sets that can;
- `interventions`, `openings` with `strengths`: what could be changed, and the smallest sets of
  changes that open a deal, none stronger than it must be; `repairs`: these in full;
- `thresholds` with `axes`, `amendments`, `approaches`, `next_attempt`, `closings`: what follows;
- `verify`: the check of a result without a search;
- `explain`: the verb, and `impasse`: its result.
"""
