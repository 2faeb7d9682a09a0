"""Stretches of time as they are asked for in a search: `2024-03..2024-06`, `last 6 months`.

Both ends count.  A year or a month stands for all of its days, an end that is
left open for all of time.  What ends before it begins is turned round: a reader
who names two dates means the time between them.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from index.asking.dates import DATE_FORMS, DateUnreadable, PartialDate
from index.sentence import Sentence

BETWEEN = ".."
"""Stands between the two ends."""

MONTHS_OF_A_YEAR = 12

_NUMBERS = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve".split(),
        range(1, 13),
        strict=True,
    )
)

LAST = rf"last\s+(\d{{1,4}}|{'|'.join(_NUMBERS)})\s+(day|week|month|year)s?"
"""Pattern of a stretch that ends today."""

_LAST = re.compile(LAST, re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from one to another, both included.

    Attributes:
        first: None for the beginning of time.
        last: None for its end.
    """

    first: date | None = None
    last: date | None = None

    @classmethod
    def parse(cls, text: str, today: date) -> Self:
        """Read a date, two dates with two points between them, or `last 6 months`.

        Raises:
            DateUnreadable: If it is none of them.
        """
        if found := _LAST.fullmatch(text.strip()):
            typed = found[1].lower()
            return cls.until(today, _NUMBERS.get(typed) or int(typed), found[2].lower())
        begin, between, end = text.partition(BETWEEN)
        if not between:
            day = PartialDate.parse(text)
            return cls(day.first, day.last)
        ends = [PartialDate.parse(each) if each.strip() else None for each in (begin, end)]
        if not any(ends):
            raise DateUnreadable(text)
        if ends[0] and ends[1] and ends[1].last < ends[0].first:
            ends.reverse()
        return cls(ends[0].first if ends[0] else None, ends[1].last if ends[1] else None)

    @classmethod
    def since(cls, text: str) -> Self:
        """Read the date from whose first day on.

        Raises:
            DateUnreadable: If it is none.
        """
        return cls(first=PartialDate.parse(text).first)

    @classmethod
    def before(cls, text: str) -> Self:
        """Read the date before whose first day.

        Raises:
            DateUnreadable: If it is none, or nothing can be before it.
        """
        first = PartialDate.parse(text).first
        if first == date.min:
            raise DateUnreadable(text)
        return cls(last=first - timedelta(days=1))

    @classmethod
    def until(cls, today: date, count: int, unit: str) -> Self:
        """Return some days, weeks, months or years that end today, today counted.

        Raises:
            DateUnreadable: If the count is 0.
        """
        if not count:
            raise DateUnreadable(f"last 0 {unit}s")
        try:
            if unit in {"day", "week"}:
                first = today - timedelta(days=count * (7 if unit == "week" else 1))
            else:
                first = _months_before(today, count * (MONTHS_OF_A_YEAR if unit == "year" else 1))
            return cls(first + timedelta(days=1), today)
        except (OverflowError, ValueError):
            return cls(None, today)


def _months_before(day: date, months: int) -> date:
    """Return the same day of an earlier month, or the last day of a shorter one."""
    year, month = divmod(day.year * MONTHS_OF_A_YEAR + day.month - 1 - months, MONTHS_OF_A_YEAR)
    if year < 1:
        raise ValueError(f"no year {year}")
    longest = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, longest))


PERIOD_FORMS = Sentence(
    "%(forms)s, two of them with %(between)s between, or last 6 months",
    forms=DATE_FORMS,
    between=BETWEEN,
)
"""The forms that are read, as a note lists them."""
