"""The phases of a build, and the time that is left over all of them.

What a post costs in each phase was measured once, and only its share counts: how
fast this machine goes is told by the phases and posts that are already done.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

READING = "reading"
RENDERING = "rendering"
WRITING = "writing"
LEARNING = "learning themes"
CHECKING = "checking"
SWITCHING = "switching"

Progress = Callable[[str, int, int | None], None]
"""Told the phase, how many posts are done in it and how many there are; None where a phase
is not counted by posts."""


def untold(_phase: str, _done: int, _total: int | None) -> None:
    """Tell nobody of progress."""


LEARNT_FROM = 10_000
"""Posts from which on learning themes takes no longer."""


class _Cost(NamedTuple):
    """What a phase takes.

    Attributes:
        post: Microseconds for a post on two cores, the phase's share of everything that
            is done from its beginning to that of the next one: a rebuild of 40,000 posts.
        most: Posts from which on it takes no longer; None if there are none.
    """

    post: int
    most: int | None = None

    def of(self, posts: int) -> int:
        return self.post * (posts if self.most is None else min(posts, self.most))


COSTS = {
    READING: _Cost(550),
    RENDERING: _Cost(840),
    WRITING: _Cost(780),
    LEARNING: _Cost(900, LEARNT_FROM),
    CHECKING: _Cost(100),
    SWITCHING: _Cost(170),
}
"""By phase, in their order."""


class Course:
    """How far a build is, and how long the rest will take.

    Args:
        clock: Tells seconds; None is the one that never goes back.
    """

    def __init__(self, clock: Callable[[], float] | None = None) -> None:
        self._clock = clock or time.monotonic
        self._began: float | None = None
        self._phase = READING
        self._posts = 0
        self._behind = 0

    def left(self, phase: str, done: int, total: int | None) -> float | None:
        """Return about how many seconds are left, over this phase and all after it.

        Args:
            phase: As `Progress` is told it.
            done: Posts.
            total: Posts, or None.

        Returns:
            None where nothing is known yet: too little is done, or nobody knows of how much.
        """
        if self._began is None:
            # What went before, imports and a checksum, tells nothing of the speed.
            self._began = self._clock()
            return None
        if phase != self._phase:
            self._behind += COSTS[self._phase].of(self._posts)
            self._phase = phase
        counted = total is not None
        self._posts = total if total is not None else max(done, self._posts)
        work = self._behind + (COSTS[phase].of(done) if counted else 0)
        if not work:
            return None
        ahead = list(COSTS)[list(COSTS).index(phase) :]
        everything = self._behind + sum(COSTS[each].of(self._posts) for each in ahead)
        return (everything - work) * (self._clock() - self._began) / work
