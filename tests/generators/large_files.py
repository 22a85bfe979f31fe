"""Large scenario files, as large as the format allows and more."""

import random


def large_file(
    steps: int,
    *,
    parties: int = 2,
    demands: int = 0,
    proposals: int = 0,
    levers: int = 0,
    chained: bool = False,
    seed: int = 1,
) -> str:
    """Return a scenario with so many of each; `chained`: each step only after the one before."""
    rng = random.Random(seed)  # noqa: S311
    lines = ["winset: 1", "title: Large", "parties:"]
    lines += [f"  p{i}: {{name: Party {i}, breach_penalty: 2}}" for i in range(parties)]
    lines.append("steps:")
    for k in range(steps):
        by = k % parties
        worths = [-rng.uniform(0.5, 4) if i == by else rng.uniform(0, 6) for i in range(parties)]
        value = ", ".join(f"p{i}: {worth:.2f}" for i, worth in enumerate(worths))
        after = f", after: [s{k - 1}]" if chained and k else ""
        undone = rng.choice((0, 0.3, 1))
        lines.append(f"  s{k}: {{by: [p{by}], value: {{{value}}}, reversible: {undone}{after}}}")
    lines += ["demands:"] if demands else []
    for k in range(demands):
        what, step, cost = (
            rng.choice(("require", "refuse")),
            rng.randrange(steps),
            rng.randint(1, 9),
        )
        lines.append(f"  d{k}: {{by: p{k % parties}, {what}: [s{step}], cost: {cost}}}")
    lines += ["proposals:"] if proposals else []
    for k in range(proposals):
        some = ", ".join(f"s{s}" for s in sorted(rng.sample(range(steps), min(steps, 4))))
        lines.append(f"  q{k}: {{by: p{k % parties}, title: Paper {k}, steps: [{some}]}}")
    lines += ["levers:"] if levers else []
    for k in range(levers):
        path = f"steps.s{k % steps}.value.p{k % parties}"
        lines.append(f"  l{k}: {{by: [p0], cost: {k + 1}, set: {{{path}: {k}}}}}")
    return "\n".join(lines) + "\n"
