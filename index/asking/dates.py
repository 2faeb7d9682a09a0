"""Dates as people write them in a search: a day, a month or a whole year.

A `PartialDate` stands for all the days it covers, so "to 2019" ends on
31 December and "from 2019-05" begins on 1 May, without a rule at either place.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from index.sentence import Sentence

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)
_MONTH_FIRST_YEAR_LAST = re.compile(r"(\d{1,2})[/.](\d{4})", re.ASCII)

DATE_FORMS = Sentence("2019, 2019-05, 2019-05-31 or 31/05/2019")
"""The forms that are read, as an error message lists them."""


class DateUnreadable(ValueError):
    """A text is no date in any form that is read."""

    def __init__(self, text: str) -> None:
        super().__init__(f'"{text}" is not a date; write {DATE_FORMS}')
        self.text = text


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month of a year, or a day.

    Raises:
        ValueError: If there is no such day in the calendar.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read one of the forms in `DATE_FORMS`; blanks around it do not matter.

        Raises:
            DateUnreadable: If it is none of them, or no day of the calendar.
        """
        stripped = text.strip()
        try:
            if found := _ISO.fullmatch(stripped):
                year, month, day = found.groups()
                return cls(int(year), _number(month), _number(day))
            if found := _DAY_FIRST.fullmatch(stripped):
                day, month, year = found.groups()
                return cls(int(year), int(month), int(day))
            if found := _MONTH_FIRST_YEAR_LAST.fullmatch(stripped):
                month, year = found.groups()
                return cls(int(year), int(month))
        except ValueError:
            pass
        raise DateUnreadable(stripped)

    @property
    def first(self) -> date:
        """The first day it covers."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day it covers."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        return text


def _number(text: str | None) -> int | None:
    return int(text) if text is not None else None
