"""Constructed scenarios whose reasons are known, for the twin of the impasse and for the engine.

In most of them nothing but what the case is about can stand in the way: penalties and guarantees
are high and trust is full. Each case names all its reasons, and all smallest sets of groups that
must be given up for the rest to hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from winset.scenario import Lever, Number, Scenario, load_text

EASY: Final = "breach_penalty: 9, guarantee: 9"
PARTIES: Final = f"""
parties:
  ann: {{name: Ann, {EASY}, trust: {{ben: 1}}}}
  ben: {{name: Ben, {EASY}, trust: {{ann: 1}}}}
"""
"""Two parties that neither break nor fear it."""

GOOD: Final = "{by: [ann], value: {ann: 1, ben: 1}}"
"""A step that is good for both."""

Sets = frozenset[frozenset[str]]


@dataclass(frozen=True)
class Case:
    """A scenario with its reasons, and with the smallest sets that can be given up.

    Parameters
    ----------
    name
        What the case is about.
    text
        The file, without its first two lines.
    reasons
        The smallest sets of groups that cannot hold, each as names with spaces between.
    given_up
        What the largest sets that can hold leave out; None where not even nothing can hold.
    kinds
        The kinds of groups that the reasons are made of.
    parts
        The number of independent conflicts.
    """

    name: str
    text: str
    reasons: tuple[str, ...]
    given_up: tuple[str, ...] | None
    kinds: frozenset[str]
    parts: int = 1

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        return load_text(f"winset: 1\ntitle: Constructed\n{self.text}", name=self.name)


def sets(names: Iterable[str]) -> Sets:
    """Return sets of groups that are written as names with spaces between."""
    return frozenset(frozenset(one.split()) for one in names)


def one_reason(name: str, text: str, reason: str, kind: str) -> Case:
    """Return a case with one reason, of one kind: any one of its groups can be given up."""
    return Case(name, PARTIES + text, (reason,), tuple(reason.split()), frozenset([kind]))


def swap(party: str = "trust: {{{}: 0.25}}", steps: str = "", more: str = "") -> str:
    """Return the swap: each does what costs it 1 and gives the other 3, and one wants both.

    ``party`` is written into each party with the other's id in it, ``steps`` into each step.
    """
    return f"""
parties:
  a: {{name: A, {party.format("b")}}}
  b: {{name: B, {party.format("a")}}}
steps:
  sa: {{by: [a], value: {{a: -1, b: 3}}{steps}}}
  sb: {{by: [b], value: {{a: 3, b: -1}}{steps}}}
demands: {{both: {{by: a, require: [sa, sb]}}}}
{more}"""


NO_PENALTY: Final = Case(
    "swap",
    swap(),
    (
        "bond:a bond:b",
        "demand:both bond:a trust:a.b",
        "demand:both bond:b trust:b.a",
        "demand:both trust:a.b trust:b.a",
        "no_deal:a bond:b trust:b.a",
        "no_deal:b bond:a trust:a.b",
        "no_deal:a no_deal:b trust:a.b trust:b.a",
    ),
    (
        "bond:a trust:b.a",
        "bond:b trust:a.b",
        "bond:a demand:both no_deal:a",
        "bond:b demand:both no_deal:b",
    ),
    frozenset({"scope", "price", "trust", "stake"}),
)
"""Nothing keeps either from breaking, and neither trusts the other."""

MISTRUST: Final = swap("breach_penalty: 50, trust: {{{}: 0.25}}")

PENALTIES: Final = Case(
    "swap-with-penalties",
    MISTRUST,
    ("demand:both trust:a.b trust:b.a", "no_deal:a no_deal:b trust:a.b trust:b.a"),
    ("trust:a.b", "trust:b.a", "demand:both no_deal:a", "demand:both no_deal:b"),
    frozenset({"scope", "price", "trust"}),
)
"""Neither would break, yet neither knows that of the other."""

HALF_DONE: Final = Case(
    "swap-half-done",
    swap("breach_penalty: 50, trust: {{{}: 0.25}}", more="standing: {done: [sa]}"),
    ("demand:both trust:a.b", "no_deal:a trust:a.b"),
    ("trust:a.b", "demand:both no_deal:a"),
    frozenset({"scope", "price", "trust"}),
)
"""A has done its part, and no other order is left."""

WRONG_WAY_ROUND: Final = tuple(
    Case(
        name,
        text.replace("trust: {b: 0.25}", "trust: {b: 0.5}"),
        (f"demand:both {group} trust:b.a", f"no_deal:b {group} trust:b.a"),
        (group, "trust:b.a", "demand:both no_deal:b"),
        frozenset({"scope", "price", "order", "trust"}),
    )
    for name, group, text in (
        (
            "swap-that-b-must-begin-by-demand",
            "demand:b-first",
            MISTRUST.replace("demands: {", "demands: {b-first: {by: a, before: [[sb, sa]]}, "),
        ),
        (
            "swap-that-b-must-begin-by-policy",
            "prerequisite:sa",
            MISTRUST.replace("by: [a]", "by: [a], after: [sb], policy: true"),
        ),
    )
)
"""A would go first, for it trusts B enough; yet B is to."""

OPEN: Final = tuple(
    Case(name, text, (), ("",), frozenset(), parts=0)
    for name, text in {
        "swap-with-trust-of-a-third": swap("breach_penalty: 50, trust: {{{}: 0.3333333333333333}}"),
        "swap-with-a-guarantee-of-a-third": swap(
            "breach_penalty: 50, guarantee: 0.3333333333333333, trust: {{{}: 0.25}}"
        ),
        "swap-in-two-slices": swap("breach_penalty: 50, trust: {{{}: 0.25}}", steps=", slices: 2"),
        "swap-in-escrow": swap(
            "breach_penalty: 50, trust: {{{}: 0.25}}",
            more="escrow: [{steps: [sa, sb], cost: {a: 0.25}}]",
        ),
        # seeing B come to visit doubles the odds, so that a prior of 1/5 would do
        "swap-after-a-visit": swap("breach_penalty: 50, trust: {{{}: 0.25}}").replace(
            "demands:", "  visit: {by: [b], hazard: 0.5}\ndemands:"
        ),
        "one-good-step": f"{PARTIES}steps: {{open: {GOOD}}}",
    }.items()
)
"""Where a deal exists."""

ONE_KIND: Final = (
    one_reason(
        "opposed-orders",
        f"""
steps: {{first: {GOOD}, second: {GOOD}}}
demands:
  forwards: {{by: ann, before: [[first, second]]}}
  backwards: {{by: ben, before: [[second, first]]}}
""",
        "demand:forwards demand:backwards",
        "order",
    ),
    one_reason(
        "opposed-scope",
        f"""
steps: {{open: {GOOD}, other: {GOOD}}}
demands:
  with-it: {{by: ann, require: [open]}}
  without-it: {{by: ben, refuse: [open]}}
""",
        "demand:with-it demand:without-it",
        "scope",
    ),
    one_reason(
        "demanded-prices",
        """
steps:
  low: {by: [ann], value: {ann: 1, ben: 3}}
  high: {by: [ann], value: {ann: 3, ben: 1}}
choices: {price: {one_of: [low, high]}}
demands:
  much: {by: ann, at_least: 2}
  little: {by: ben, at_least: 2}
""",
        "demand:much demand:little",
        "price",
    ),
    one_reason(
        "price-gap",
        """
steps:
  low: {by: [ann], value: {ann: -1, ben: 3}}
  high: {by: [ann], value: {ann: 3, ben: -1}}
choices: {price: {one_of: [low, high]}}
""",
        "no_deal:ann no_deal:ben",
        "price",
    ),
    Case(
        "veto",
        f"""
parties:
  ann:
    name: Ann
    {EASY.replace(", ", chr(10) + "    ")}
    trust: {{ben: 1}}
    home: {{senate: {{name: Senate, floor: 1, no_deal: 0.5}}, league: {{name: League}}}}
  ben: {{name: Ben, {EASY}, trust: {{ann: 1}}}}
steps: {{open: {GOOD}}}
""",
        ("ratifier:ann.senate",),
        ("ratifier:ann.senate",),
        frozenset({"home"}),
    ),
    Case(
        "too-much-on-the-way",
        f"""
parties:
  ann:
    name: Ann
    {EASY.replace(", ", chr(10) + "    ")}
    trust: {{ben: 1}}
    home: {{senate: {{name: Senate, floor_on_the_way: -1}}}}
  ben: {{name: Ben, {EASY}, trust: {{ann: 1}}}}
steps:
  pay: {{by: [ann], value: {{ann: -2, ben: 3}}}}
  give: {{by: [ben], value: {{ann: 4, ben: -1}}, after: [pay]}}
demands: {{gift: {{by: ann, require: [give]}}}}
""",
        ("ratifier:ann.senate",),
        ("ratifier:ann.senate",),
        frozenset({"home"}),
    ),
    Case(
        "votes",
        f"""
parties:
  ann:
    name: Ann
    {EASY.replace(", ", chr(10) + "    ")}
    trust: {{ben: 1}}
    ratification: {{needs: 0.6}}
    home:
      left: {{name: Left, votes: 1, value: {{open: -1}}}}
      right: {{name: Right, votes: 1, floor: 2}}
      centre: {{name: Centre, votes: 1}}
  ben: {{name: Ben, {EASY}, trust: {{ann: 1}}}}
steps: {{open: {GOOD}}}
""",
        ("ratifier:ann.left ratifier:ann.right",),
        ("ratifier:ann.left", "ratifier:ann.right"),
        frozenset({"home"}),
    ),
    one_reason(
        "consent",
        """
observers: {oak: {name: Oak}, elm: {name: Elm}}
steps: {open: {by: [ann], value: {ann: 1, ben: 1, oak: -1, elm: 1}, consent: [oak, elm]}}
""",
        "consent:oak",
        "consent",
    ),
    one_reason(
        "one-word-two-readings",
        f"""
steps: {{near: {GOOD}, far: {GOOD}}}
choices: {{place: {{one_of: [near, far]}}}}
terms: {{border: {{meaning: {{ann: [near], ben: [far]}}}}}}
demands:
  ours: {{by: ann, term: border}}
  theirs: {{by: ben, term: border}}
  ours-again: {{by: ann, term: border}}
""",
        "meaning:ann.border meaning:ben.border",
        "words",
    ),
    one_reason(
        "policy",
        f"""
steps:
  open: {GOOD[:-1]}, after: [visit], policy: true}}
  visit: {GOOD}
demands: {{openness-first: {{by: ben, before: [[open, visit]]}}}}
""",
        "demand:openness-first prerequisite:open",
        "order",
    ),
    one_reason(
        "policy-that-nobody-can-keep",
        f"""
ledgers: {{water: {{name: Water, floor: 0}}}}
steps:
  open: {GOOD[:-1]}, after: [drain], policy: true}}
  drain: {GOOD[:-1]}, changes: {{water: -1}}}}
""",
        "prerequisite:open",
        "order",
    ),
    Case(
        # Ann is left with 0.1 - 1 where Ben takes it back: she must trust him at 0.9 / 1.9
        "trust",
        """
parties:
  ann: {name: Ann, fallback: -1, trust: {ben: 0.25}}
  ben: {name: Ben, breach_penalty: 9}
steps: {lend: {by: [ben], value: {ann: 1, ben: 1}, reversible: 1, automatic: true}}
""",
        ("trust:ann.ben",),
        ("trust:ann.ben",),
        frozenset({"trust"}),
    ),
    Case(
        # it stays when she breaks, and she is 1 better off then
        "stake",
        """
parties:
  ann: {name: Ann, fallback: 1}
  ben: {name: Ben}
steps: {open: {by: [ann], value: {ann: 1, ben: 1}}}
""",
        ("bond:ann",),
        ("bond:ann",),
        frozenset({"stake"}),
    ),
    one_reason(
        # no penalty keeps Ann from a pretence that is never found out
        "never-found-out",
        """
steps: {open: {by: [ann], value: {ann: -1, ben: 1}, detection: 0}}
bonuses: [{when: [open], value: {ann: 2}}]
""",
        "bond:ann",
        "stake",
    ),
    Case(
        # she loses by it as it is, and would lose more: no trust bears that, not even full trust
        "a-loss-to-be-trusted-with",
        """
parties:
  ann: {name: Ann, no_deal: 2, breach_penalty: 9, trust: {ben: 1}}
  ben: {name: Ben}
steps: {take: {by: [ben], value: {ann: 1, ben: 1}}}
""",
        ("no_deal:ann", "trust:ann.ben"),
        ("no_deal:ann trust:ann.ben",),
        frozenset({"price", "trust"}),
        parts=2,
    ),
    Case(
        "two-conflicts",
        PARTIES
        + """
steps:
  low: {by: [ann], value: {ann: 1, ben: 3}}
  high: {by: [ann], value: {ann: 3, ben: 1}}
  visit: {by: [ben]}
choices: {price: {one_of: [low, high]}}
demands:
  much: {by: ann, at_least: 2}
  come: {by: ann, require: [visit]}
  little: {by: ben, at_least: 2}
  stay: {by: ben, refuse: [visit]}
""",
        ("demand:much demand:little", "demand:come demand:stay"),
        (
            "demand:much demand:come",
            "demand:much demand:stay",
            "demand:little demand:come",
            "demand:little demand:stay",
        ),
        frozenset({"price", "scope"}),
        parts=2,
    ),
    Case(
        "nothing-can-be-done",
        PARTIES
        + """
ledgers: {water: {name: Water, start: 1, floor: 0}}
steps: {drain: {by: [ann], value: {ann: 1, ben: 1}, changes: {water: -2}}}
""",
        ("",),
        None,
        frozenset(),
    ),
)
"""Where groups of one kind alone stand in the way (of one kind each, where there are two)."""

CASES: Final = (NO_PENALTY, PENALTIES, HALF_DONE, *WRONG_WAY_ROUND, *OPEN, *ONE_KIND)


# --------------------------------------------------------------------------------------------
# Repairs


@dataclass(frozen=True)
class RepairCase:
    """A case with levers, and the repairs there are.

    Parameters
    ----------
    name
        What it is about.
    case
        The case without levers.
    levers
        The file's levers.
    costs
        What dropping demands costs.
    repairs
        All of them, cheapest first: levers with spaces between, and what they cost together.
    """

    name: str
    case: Case
    levers: tuple[Lever, ...]
    repairs: tuple[tuple[str, str | None], ...]
    costs: Mapping[str, float] = field(default_factory=dict)

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        bare = self.case.scenario
        demands = tuple(
            replace(demand, cost=Number(self.costs[demand.id]))
            if demand.id in self.costs
            else demand
            for demand in bare.demands
        )
        return replace(bare, levers=self.levers, demands=demands)


def lever(name: str, cost: float | None = None, **sets: float) -> Lever:
    """Return a lever; in ``sets``, two low lines stand for a dot of a path."""
    paths = {path.replace("__", "."): Number(float(number)) for path, number in sets.items()}
    return Lever(name, name, ("a",), paths, None if cost is None else Number(float(cost)))


def named(name: str) -> Case:
    """Return the case of that name."""
    return next(case for case in CASES if case.name == name)


THIRD: Final = 0.3333333333333333

REPAIRS: Final = (
    RepairCase(
        "any-one-will-do",
        PENALTIES,
        (
            lever("trust", parties__a__trust__b=THIRD),
            lever("too-little-trust", 0, parties__a__trust__b=0.3),
            lever("guarantee", 1, parties__b__guarantee=THIRD),
            lever("slices", 0.5, steps__sa__slices=2, steps__sb__slices=2),
        ),
        (("slices", "0.5"), ("guarantee", "1"), ("trust", None)),
        {"both": 0.25},  # without the demand a price still stands in the way
    ),
    RepairCase(
        "together",
        NO_PENALTY,
        (
            lever("stake-of-a", 1, parties__a__breach_penalty=1),
            lever("stake-of-b", 3, parties__b__breach_penalty=1),
            lever("trust-of-a", 1, parties__a__trust__b=THIRD),
            lever("trust-of-b", 2, parties__b__trust__a=THIRD),
            lever("treaty", None, parties__a__breach_penalty=50, parties__b__trust__a=0.5),
        ),
        (
            ("stake-of-a trust-of-b", "3"),
            ("stake-of-b trust-of-a", "4"),
            ("treaty", None),
        ),
    ),
    RepairCase(
        "demands-that-can-be-dropped",
        named("opposed-scope"),
        (),
        (("demand:without-it", "1"), ("demand:with-it", "2")),
        {"with-it": 2, "without-it": 1},
    ),
    RepairCase(
        "a-reading-that-two-demands-name",
        named("one-word-two-readings"),
        (),
        (("meaning:ann.border", "2"), ("meaning:ben.border", "3")),
        {"ours": 1, "ours-again": 1, "theirs": 3},
    ),
    RepairCase(
        "a-reading-of-which-one-demand-stays",
        named("one-word-two-readings"),
        (),
        (("meaning:ben.border", "3"),),
        {"ours": 1, "theirs": 3},
    ),
    RepairCase(
        "equally-dear",
        named("demanded-prices"),
        (
            lever("hard", 0, demands__much__at_least=3),
            lever("soft", 1, demands__little__at_least=1),
            lever("half", 0.5, parties__ann__no_deal=-0.5),
            lever("rest", 0.5, steps__low__value__ann=1.5),
            lever("harder", 0, demands__little__at_least=3),
        ),
        (("soft", "1"), ("demand:much", "1"), ("half rest", "1"), ("demand:little", "2")),
        {"much": 1, "little": 2},
    ),
    RepairCase(
        "open-already",
        named("one-good-step"),
        (lever("more", 1, steps__open__value__ann=2),),
        (("", "0"),),
    ),
    RepairCase(
        "beyond-repair",
        named("nothing-can-be-done"),
        (lever("more", 1, steps__drain__value__ann=2),),
        (),
    ),
)
"""Repairs by hand."""
