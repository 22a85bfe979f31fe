"""Which deals to look at first: every package in every draw, the choice, and the ladder.

Read in this order: `judging` (every package in one draw), `counting` (in all of them), `choice`
(the rule and the ladder), `orders` (the order to print), `result`, `advise` (the verb), `plan` (its
roadmap). What is drawn is in `winset.firmness`.
"""
