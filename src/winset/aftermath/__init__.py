"""What follows a breakdown: a conflict graph, its stable states, and the paths to them.

The graph model for conflict resolution (Fang, Hipel and Kilgour, Interactive Decision Making, 1993)
takes the states that can be, who can move from which to which, and what each prefers. A party's
*improvement* is a move of its own to a state that it prefers. The *others* answer by a legal
sequence of moves, in which nobody moves twice running. A state s is stable for a party

- **Nash**: if it has no improvement from s;
- **GMR** (general metarational): if to each improvement the others have an answer that leaves it no
  better off than s;
- **SMR** (symmetric): if they have one that does so even after its own best move then;
- **SEQ** (sequential): as GMR, with answers in which every move is an improvement for who makes it.

An equilibrium is stable for all. Every Nash state is SMR and SEQ, and all of these are GMR.

Read in this order:

- `graph`: states, moves, preferences, and stability, compiled in `_kernels`;
- `walks`, `witnesses`: moves followed one by one, and why a state is stable;
- `coalitions`, `uncertain`, `inverse`: stability for several at once, where preferences are
  uncertain, and asked the other way round;
- `worth`, `chances`: what states are worth, and where moves by a rule end;
- `trace`: the verb, `result`: its result; `expect`: no deal as the aftermath implies it;
- `layout`: where states stand in a picture.
"""
