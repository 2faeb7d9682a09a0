"""What belongs to posts, by slug, read from where it was put aside whenever it is asked for.

Of each post a shelf keeps a number in memory, whatever there is to say of it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from archive import Spool

T = TypeVar("T")

_NOTHING = -1
"""In place of a number where a post has no value."""


class Shelf(Mapping[str, T], Generic[T]):
    """Values of posts, in the order of the posts.

    Args:
        numbers: Of all posts that may have one, by slug, from 0 on.
        values: Where values are; a `Spool` if any are set.
    """

    def __init__(self, numbers: Mapping[str, int], values: Sequence[T]) -> None:
        self._numbers = numbers
        self._values = values
        self._places = array("q", [_NOTHING]) * len(numbers)
        self._count = 0

    @classmethod
    def of(cls, numbers: Mapping[str, int], values: Sequence[T], chosen: Iterable[int]) -> Shelf[T]:
        """Return the values of some posts, each at the number of its post."""
        shelf = cls(numbers, values)
        for number in chosen:
            shelf._place(number, number)
        return shelf

    def __getitem__(self, slug: str) -> T:
        place = self._places[self._numbers[slug]]
        if place == _NOTHING:
            raise KeyError(slug)
        return self._values[place]

    def __setitem__(self, slug: str, value: T) -> None:
        if not isinstance(self._values, Spool):
            raise TypeError("nothing can be put here")
        self._place(self._numbers[slug], self._values.add(value))

    def share(self, slug: str, other: Shelf[T]) -> None:
        """Take over the value that another shelf of the same spool has of a post."""
        number = self._numbers[slug]
        self._place(number, other._places[number])

    def __contains__(self, slug: object) -> bool:
        number = self._numbers.get(slug) if isinstance(slug, str) else None
        return number is not None and self._places[number] != _NOTHING

    def __iter__(self) -> Iterator[str]:
        places = self._places
        return (slug for slug, number in self._numbers.items() if places[number] != _NOTHING)

    def __len__(self) -> int:
        return self._count

    def _place(self, number: int, place: int) -> None:
        self._count += self._places[number] == _NOTHING
        self._places[number] = place
