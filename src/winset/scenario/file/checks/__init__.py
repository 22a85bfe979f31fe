"""Checks that the parts of a file fit together, a module for each kind of part.

`ids` looks at plain data of any shape. The others look at what of a file is sound, as a `Draft`:
what the format objects to is left out, and told there.

Read in this order: `ids`; `precedence`, `packages`, `orders` and `sets`, about steps; `devices`,
`windows` and `start`, about what may be done with them on the way; `levers`, `successors` and
`beliefs`, about what else numbers could be; `record` and
`conflict`; `told`, about results in texts.
"""

from collections.abc import Iterator

from winset.scenario.file.checks.beliefs import check_beliefs
from winset.scenario.file.checks.conflict import check_conflict
from winset.scenario.file.checks.ids import check_ids
from winset.scenario.file.checks.levers import FITTING, check_levers
from winset.scenario.file.checks.orders import check_orders
from winset.scenario.file.checks.packages import check_packages
from winset.scenario.file.checks.record import check_record
from winset.scenario.file.checks.sets import check_sets
from winset.scenario.file.checks.successors import check_leaving, check_successors
from winset.scenario.file.checks.told import check_told
from winset.scenario.file.draft import Draft
from winset.scenario.tree import Finding


def check(draft: Draft) -> Iterator[Finding]:
    """Yield all that does not fit together in a file."""
    looks = (
        check_ids,
        check_sets,
        *FITTING,
        check_levers,
        check_leaving,
        check_successors,
        check_conflict,
        check_packages,
        check_orders,
        check_record,
        check_beliefs,
        check_told,
    )
    for look in looks:
        yield from look(draft)
