"""The pages of a list: which of them are offered as links.

The first, the last, the current one and its neighbours; a gap stands for the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageLink:
    """One page, or a gap where `number` is None."""

    number: int | None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Pager:
    """The pages around the current one; `previous` and `next` are None at the ends."""

    current: int
    links: tuple[PageLink, ...]
    previous: str | None
    next: str | None


def pager(current: int, pages: int, link: Callable[[int], str]) -> Pager | None:
    """Return the pages to offer, or None where there is only one."""
    if pages <= 1:
        return None
    shown = sorted({1, pages, *range(max(1, current - 1), min(pages, current + 1) + 1)})
    links: list[PageLink] = []
    for before, number in zip([0, *shown], shown, strict=False):
        if number == before + 2:
            links.append(PageLink(before + 1, link(before + 1)))
        elif number > before + 1:
            links.append(PageLink(None))
        links.append(PageLink(number, link(number)))
    return Pager(
        current,
        tuple(links),
        link(current - 1) if current > 1 else None,
        link(current + 1) if current < pages else None,
    )
