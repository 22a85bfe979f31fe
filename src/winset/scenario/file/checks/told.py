"""Check that the results which texts hold are some, and that they can be said as they ask."""

from collections.abc import Iterator

from winset.language.catalogue import told, worded
from winset.scenario.fields import HELPERS, Field, kind_of, pieces
from winset.scenario.file.draft import Draft
from winset.scenario.keys import RefusedError, Room
from winset.scenario.tree import Finding, mapping, shown, suggest


def check_told(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong with the results in a file's texts."""

    def known(block: str) -> list[str]:
        return list(mapping(draft.data, block))

    for path, text, form in draft.places:
        if form.mark(Room) is None or not isinstance(text, str):
            continue
        try:
            for piece in pieces(text):
                if isinstance(piece, Field):
                    _check(piece, kind_of(piece.place, known))
        except RefusedError as error:
            yield Finding(path, error.wrong, error.remedy)


def _check(field: Field, kind: str) -> None:
    """Refuse a helper that there is not, or that says no result of this kind."""
    fitting = [name for name, kinds in HELPERS.items() if kind in kinds]
    if field.helper and field.helper not in HELPERS:
        wrong = worded("errors.story.no_way", helper=shown(field.helper))
        raise RefusedError(wrong, suggest(field.helper, fitting or HELPERS, "ways"))
    if field.helper and field.helper not in fitting:
        data = {"place": field.place, "helper": field.helper, "ways": ", ".join(fitting)}
        raise RefusedError(*told("errors.story.no_fit", **data))
