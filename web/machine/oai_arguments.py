"""The arguments of a harvester's request, and all that can be wrong with them.

The protocol has a code for each kind of mistake and lets several be told at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from werkzeug.datastructures import MultiDict

Arguments = dict[str, str]

SHOWN = 80
"""Characters of a wrong value that are repeated in the answer."""

TOKEN = "resumptionToken"  # noqa: S105 - the protocol's name for a place in a list

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class Refused(Exception):
    """The protocol has a code for what is wrong with a request.

    Attributes:
        problems: Codes with messages.
    """

    def __init__(self, *problems: tuple[str, str]) -> None:
        super().__init__(problems)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Takes:
    """The arguments that a verb takes; a resumption token replaces all others."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


_LIST = Takes(("metadataPrefix",), ("from", "until", "set", TOKEN))

VERBS = {
    "Identify": Takes(),
    "ListMetadataFormats": Takes(optional=("identifier",)),
    "ListSets": Takes(optional=(TOKEN,)),
    "GetRecord": Takes(("identifier", "metadataPrefix")),
    "ListIdentifiers": _LIST,
    "ListRecords": _LIST,
}
"""The six verbs of the protocol."""


def read(arguments: MultiDict[str, str]) -> Arguments:
    """Return the arguments of a request, its verb among them.

    Raises:
        Refused: If they are not what the verb takes; all that is wrong is told.
    """
    verbs = arguments.getlist("verb")
    if len(verbs) != 1 or verbs[0] not in VERBS:
        asked = f"“{verbs[0][:SHOWN]}” is no verb" if len(verbs) == 1 else "there must be one verb"
        raise Refused(("badVerb", f"{asked}; there are {', '.join(VERBS)}"))
    takes = VERBS[verbs[0]]
    messages = [*_unknown(takes, arguments), *_missing(takes, arguments), *_days(arguments)]
    if messages:
        raise Refused(*(("badArgument", message) for message in messages))
    return arguments.to_dict()


def day_of(text: str | None) -> date | None:
    """Return the day that a text names, or None."""
    if text is None or not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _unknown(takes: Takes, arguments: MultiDict[str, str]) -> Iterator[str]:
    for name in arguments:
        if name not in {"verb", *takes.required, *takes.optional}:
            yield f"“{name[:SHOWN]}” is not an argument of this verb"
        elif len(arguments.getlist(name)) > 1:
            yield f"“{name}” can be given once"


def _missing(takes: Takes, arguments: MultiDict[str, str]) -> Iterator[str]:
    if TOKEN in takes.optional and TOKEN in arguments:
        if len(arguments) > len(("verb", TOKEN)):
            yield f"{TOKEN} stands alone beside the verb"
        return
    for name in takes.required:
        if name not in arguments:
            yield f"“{name}” is missing"


def _days(arguments: MultiDict[str, str]) -> Iterator[str]:
    for name in ("from", "until"):
        if name in arguments and day_of(arguments[name]) is None:
            yield f"“{name}” is not a day: {arguments[name][:SHOWN]}; write year-month-day"
    first, last = day_of(arguments.get("from")), day_of(arguments.get("until"))
    if first is not None and last is not None and first > last:
        yield f"until {last} is before from {first}"
