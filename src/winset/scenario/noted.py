"""Blocks of the file format that may say where something was read, and why it is as it is."""

from pydantic import Field

from winset.scenario.fields import Block, Maybe, Ref, Text

SOURCE = "The source that bears this out (an id under `sources`)."
NOTE = "Anything a reader should know, such as why these numbers."

MAX_ENTRIES = 200
"""The most of most things: sources, choices, demands, people, pairs of an order, …"""


class Sourced(Block):
    """What may say where it was read."""

    source: Maybe[Ref] = Field(None, description=SOURCE)


class Noted(Sourced):
    """What may say where it was read, and why it is as it is."""

    note: Maybe[Text] = Field(None, description=NOTE)
