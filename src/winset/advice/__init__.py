"""Which deals to look at first: every package in every draw, the choice, and the ladder.

Read in this order:

- `judging`, `trials`: every package in one draw, and in all of them; `counting`: how often;
- `ground`, `choice`, `orders`: what does not hang on the draws, the rule and the ladder, the order
  to print; `levels`: the choice at each level of trust;
- `deal`, `parts`, `safer`: the choice alone, without each of its steps, with each lever, and what
  would make it safer;
- `term`: what of each deal is in place by a day;
- `search`: what to choose from where there are more packages than can be listed;
- `result`, `advise`: the verb; `plan`: a roadmap through the choice; `verify`: advice replayed.
"""
