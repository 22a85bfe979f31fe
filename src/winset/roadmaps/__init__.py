"""What would be kept: exit values, the order of the steps, the stake and trust it needs.

Read in this order:

- `exits`: what each party has when an agreement breaks, and what that needs of the whole deal;
- `safeguards`, `limits`: slices and escrows as games over moves; ledgers, floors and windows;
- `lattice` with `slot_tables`, `orders`: one package's states, and the best path through them;
  `large` for those that do not fit into memory; `search`, `slicing` for all the ways in which its
  steps can be made;
- `columns`, `signing`, `keeping`, `choose`, `by_trust`: every package at once, and which to plan
  for; `needs`: an order that keeps one, and how near the others come;
- `order_path`, `requirements`, `judge_order`, and `describe` with `calendar`, `cheating`,
  `learning`, `temptations`, `earlier`: one order in full, with its `verdicts`; `clock`: when its
  states are reached; `going_on`, `in_time` and `successors`: what that does to it, and who would
  keep it;
- `given_order`, `as_written` with `stops`: an order of one's own, and that of a proposal;
- `bracketing`, `parameters`, `switching`: one number changed, and what would turn such an order;
  `standing` with `standing_report`: one under way;
- `certificate`, `proofs`: what proves a verdict, and the check of a result without a search;
- `session`: what verbs share of a scenario, with `value_map`, what all packages are worth;
- `timed_tables`, `timed_search`, `timed_plan`: the best order with time counted in its verdict;
- `plan`: the verb, and `roadmap`: its result.
"""
