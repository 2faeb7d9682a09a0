"""A sequence that is made when somebody first looks at it.

An answer offers more than every page shows: a list of partners has no timeline,
a feed no topics.  What is asked for anyway costs the same as before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar, overload

Item = TypeVar("Item")


class Later(Sequence[Item]):
    """A sequence that equals the tuple it is made as.

    Args:
        make: Gives the items; asked once, or as often as threads look first at the same time.
            It must not need an open file, because an edition may be closed by then.
    """

    def __init__(self, make: Callable[[], Sequence[Item]]) -> None:
        self._make = make

    @cached_property
    def _items(self) -> tuple[Item, ...]:
        return tuple(self._make())

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, place: int | slice) -> Item | tuple[Item, ...]:
        return self._items[place]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    def __eq__(self, other: object) -> bool:
        return self._items == (other._items if isinstance(other, Later) else other)

    def __hash__(self) -> int:
        return hash(self._items)

    def __repr__(self) -> str:
        return repr(self._items)
