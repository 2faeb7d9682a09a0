"""Who may see a post, and from when.

Several values speak of it: `visibility`, `draft`, `published`, `embargo` and a
publication date in the future.  The most careful one counts.  A value that
cannot be read, or a name that is nearly one of these, keeps the post from the
public, because its author meant to hide it and we do not know how.
"""

from __future__ import annotations

import difflib
from datetime import datetime, tzinfo
from functools import lru_cache

from archive.fields import FIELDS, Values
from archive.post import Visibility
from archive.report import Report, quoted
from archive.tree import Scalar
from archive.values import Moment, Unreadable, moment_of, truth_of

_HIDING = ("visibility", "embargo")

_SLIP = 0.84
"""How alike a name and `visibility` are when one letter of it is wrong (0 to 1)."""

_STATUSES = {
    "draft": Visibility.DRAFT,
    "hidden": Visibility.STAFF,
    "pending": Visibility.STAFF,
    "private": Visibility.STAFF,
}
"""What other programs call a post that is not for everyone."""

_STAFF_ONLY = "the post is kept from the public"


def visibility_of(values: Values, report: Report, now: datetime) -> Visibility:
    """Return who may see a post, `embargo` apart from its moment.

    Args:
        values: Of the post.
        report: Told of what cannot be read.
        now: Zone-aware.
    """
    found = [Visibility.PUBLIC]
    for field, reader in (
        ("visibility", _visibility),
        ("draft", _draft),
        ("published", _published),
    ):
        node = values.single(field)
        if node is None:
            continue
        try:
            found.append(reader(node.text if isinstance(node, Scalar) else ""))
        except Unreadable as error:
            if field == "published" and isinstance(node, Scalar) and _is_past(node.text, now):
                report.notice(
                    node.line,
                    "published-is-date",
                    '"published" is a date; only `false` says something here',
                    'map it in [fields]: date = ["published"]',
                )
                continue
            found.append(Visibility.STAFF)
            shown = quoted(node.text) if isinstance(node, Scalar) else "a list or table"
            report.warning(
                node.line,
                f"{field}-unreadable",
                f'"{field}" {error}: {shown}; {_STAFF_ONLY}',
                error.remedy,
            )
    found += _slips(values, report)
    found += _status(values, report)
    return max(found, key=[Visibility.PUBLIC, Visibility.STAFF, Visibility.DRAFT].index)


def embargo_of(values: Values, zone: tzinfo, report: Report) -> tuple[datetime | None, bool]:
    """Return the end of an embargo, and whether there is one that cannot be read."""
    node = values.single("embargo")
    if node is None:
        return None, False
    try:
        return moment_of(node.text if isinstance(node, Scalar) else "").at(zone), False
    except Unreadable as error:
        shown = quoted(node.text) if isinstance(node, Scalar) else "a list or table"
        report.warning(
            node.line,
            "embargo-unreadable",
            f'"embargo" {error}: {shown}; {_STAFF_ONLY}',
            error.remedy,
        )
        return None, True


def public_from(
    embargo: datetime | None, published: Moment | None, zone: tzinfo, now: datetime
) -> datetime | None:
    """Return the moment from which a public post may be seen, or None if that is past.

    Args:
        embargo: Its end, zone-aware; kept even if it is past.
        published: The publication date; it counts while it lies ahead.
        zone: Of a date without one.
        now: Zone-aware.
    """
    ahead = published.at(zone) if published is not None else None
    if ahead is None or ahead <= now:
        return embargo
    return max(embargo, ahead) if embargo is not None else ahead


def _visibility(text: str) -> Visibility:
    try:
        return Visibility(text.strip().casefold())
    except ValueError:
        raise Unreadable("a visibility", "write public, staff or draft") from None


def _draft(text: str) -> Visibility:
    return Visibility.DRAFT if truth_of(text) else Visibility.PUBLIC


def _published(text: str) -> Visibility:
    return Visibility.PUBLIC if truth_of(text) else Visibility.DRAFT


def _is_past(text: str, now: datetime) -> bool:
    try:
        return moment_of(text).day < now.date()
    except Unreadable:
        return False


def _status(values: Values, report: Report) -> list[Visibility]:
    """Return what a `status` says as WordPress and Pelican write it."""
    for name, node in values.top():
        word = node.text.strip().casefold() if isinstance(node, Scalar) else ""
        if name == "status" and word in _STATUSES:
            report.notice(
                node.line,
                "status-hides",
                f'"status" is {quoted(word)}; {_STAFF_ONLY}',
                f"write `visibility: {_STATUSES[word].value}`",
            )
            return [_STATUSES[word]]
    return []


def _slips(values: Values, report: Report) -> list[Visibility]:
    """Return STAFF for each name that is nearly `visibility` or `embargo`."""
    found = []
    for name, node in values.top():
        meant = _meant(name)
        if meant is not None:
            report.warning(
                node.line,
                "name-misspelt",
                f"{quoted(name)} is no name of ours; {_STAFF_ONLY}",
                f'write "{meant}"',
            )
            found.append(Visibility.STAFF)
    return found


@lru_cache(maxsize=4096)
def _meant(name: str) -> str | None:
    """Return the name that hides a post and that another is nearly, or None."""
    if name in FIELDS:
        return None
    if name.startswith(_HIDING):
        return next(each for each in _HIDING if name.startswith(each))
    near = difflib.get_close_matches(name, _HIDING, n=1, cutoff=_SLIP)
    return near[0] if near else None
