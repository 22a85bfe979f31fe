"""Where a number of a file stands."""

from functools import lru_cache


class NumberPath(str):
    """The path of a number, as `--set` takes it: ``steps.open-dam.reversible``.

    Text, so that it is written, sorted and compared as a file has it; its parts are known by name.

    Examples
    --------
    >>> path = NumberPath("steps.gauges.sets.parties.up.guarantee")
    >>> path.block, path.owner, path.name, path.last
    ('steps', 'gauges', 'sets', 'guarantee')
    >>> path.set_once_done
    'parties.up.guarantee'
    >>> NumberPath("parties.up.trust.down").trust
    ('up', 'down')
    """

    __slots__ = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys and list positions that lead to it, from the top down."""
        return _keys(self)

    @property
    def block(self) -> str:
        """The block of the file that it stands in: ``steps``."""
        return self.keys[0]

    @property
    def owner(self) -> str:
        """Whose it is, within the block: an id, or a list position; nothing for a plain key."""
        return "".join(self.keys[1:2])

    @property
    def name(self) -> str:
        """What of its owner it is: ``reversible``, or ``value`` where it is one of several."""
        return "".join(self.keys[2:3])

    @property
    def last(self) -> str:
        """The key that it stands at."""
        return self.keys[-1]

    @property
    def set_once_done(self) -> "NumberPath | None":
        """The number that a step sets once it is done; None for any other."""
        is_one = self.block == "steps" and self.name == "sets"
        return NumberPath(".".join(self.keys[3:])) if is_one else None

    @property
    def trust(self) -> tuple[str, str] | None:
        """Who trusts whom, where it is a trust."""
        match self.keys:
            case ("parties", who, "trust", other):
                return who, other
        return None


@lru_cache(maxsize=4096)
def _keys(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))
