"""Timing engines side by side, and what to make of the times.

Machines have moods.  So engines take turns: every repetition asks all of them
before the next begins, the middle value of each question's times is kept, and
only ratios of such values from one run are compared.  An engine that is slow
leaves the turns early: its times are long, so fewer of them are as exact.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from questions import Question
from worker import Worker

PATIENCE = 15.0
"""Seconds after which an engine takes no further turn; the first two it always takes."""


@dataclass(slots=True)
class Times:
    """What one engine took for some questions.

    Attributes:
        later: Seconds of each repetition, by question.
        answers: What it answered.
        spent: Seconds in all.
    """

    later: list[list[float]] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)
    spent: float = 0.0

    @property
    def turns(self) -> int:
        """Repetitions after the warming up."""
        return len(self.later[0]) if self.later else 0

    @property
    def medians(self) -> list[float]:
        """The middle of each question's repetitions, in seconds."""
        return [median(seconds) for seconds in self.later]


def in_turns(
    workers: Iterable[Worker],
    questions: Mapping[str, Sequence[Question]],
    *,
    repeat: int,
    patience: float = PATIENCE,
    **wanted: bool,
) -> dict[str, Times]:
    """Ask every engine its questions, in turns.

    Args:
        workers: With an index open.
        questions: Of each engine, by its name.
        repeat: Turns after the first, which warms up: its answers are kept, its times are not.
        patience: Seconds after which an engine takes no further turn but its second.
        wanted: As for `Engine.search`.
    """
    times = {worker.name: Times() for worker in workers}
    for turn in range(repeat + 1):
        for worker in workers:
            kept = times[worker.name]
            if turn > 1 and kept.spent > patience:
                continue
            asked = list(questions[worker.name])
            answer = worker.search(asked, **wanted)
            kept.spent += sum(answer["seconds"])
            if turn == 0:
                kept.answers = answer["answers"]
                kept.later = [[] for _ in asked]
            else:
                for seconds, taken in zip(kept.later, answer["seconds"], strict=True):
                    seconds.append(taken)
    return times


def geometric_mean(values: Iterable[float]) -> float | None:
    """Return the mean that treats a half and a double alike; None of nothing."""
    logarithms = [math.log(value) for value in values]
    return math.exp(sum(logarithms) / len(logarithms)) if logarithms else None


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> list[float]:
    """Return ours as a share of theirs, pair by pair: below 1 is faster."""
    return [mine / other for mine, other in zip(ours, theirs, strict=True)]
