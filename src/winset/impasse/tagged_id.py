"""Ids of what Winset finds in a scenario: what could be given up, and what could be changed."""


class TaggedId(str):
    """An id that says what sort of thing it names, and whose: ``trust:up.down``.

    Text, so that results write it as it is; its parts are known by name.

    Examples
    --------
    >>> group = TaggedId("trust:up.down")
    >>> group.kind, group.about, group.holder, group.other
    ('trust', 'up.down', 'up', 'down')
    >>> TaggedId("demand:line-first").holder, TaggedId("gauge-station").kind
    ('line-first', '')
    """

    __slots__ = ()

    @property
    def kind(self) -> str:
        """What sort of thing it is; nothing for a lever, which has an id of its own."""
        return self.rpartition(":")[0]

    @property
    def about(self) -> str:
        """What it is about: all behind its kind."""
        return self.rpartition(":")[2]

    @property
    def holder(self) -> str:
        """Whose it is, or the thing itself where it is nobody's."""
        return self.about.partition(".")[0]

    @property
    def other(self) -> str:
        """What of its holder it is, or whom it is turned to; nothing where there is no such."""
        return self.about.partition(".")[2]
