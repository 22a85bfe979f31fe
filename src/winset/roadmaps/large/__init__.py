"""The best order of one package that is too large to keep a number for every state.

`search` brackets the answer and asks for better; `problem` puts a package into tables (`_tables`);
the compiled loops judge single states, find a first order, and pass over all states forth and back.

A done-set is an integer; the lowest six bits number the sets within a word of 64, the rest, its
*high part*, the word. The high part is split again into an *outer* part, which numbers blocks of
words, and an *inner* part, which numbers the words of a block.

Whatever an order must not exceed is an *amount*, additive but for the surcharge of relapses:

    x(S) = start + Σ_{k∈S} step_k + Σ_{b complete in S} bonus_b + max_{k∈S} relapse_k ≤ limit,

and on a move S → S+k, where step k can be pretended, x(S) without relapse + pretence_k ≤ limit.
Within a word the high part's sum is one number y, and the sets whose low sums are at most limit − y
are a prefix of the 64 in order of their low sums: one look-up gives the mask of them.
"""
