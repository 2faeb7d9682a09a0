"""Writing the two editions at once, where that pays.

The editions share nothing but what they are made from, so a forked process
writes one while this one writes the other.  It pays from a few hundred posts
on; a process with several threads is never forked.
"""

from __future__ import annotations

import gc
import multiprocessing
import threading
from multiprocessing.connection import Connection

from archive import Problem
from index.building.assembling import Target, assemble
from index.building.phases import WRITING, Progress, untold
from index.building.planning import Plan
from index.errors import BuildFailed

WORTH_IT = 300
"""Records from which on writing takes longer than starting a process."""

LARGE = 5_000
"""Posts of an edition from which on opening it does."""

Outcome = list[Problem] | OSError | str
"""What was lost, or why it failed."""


def write_both(
    target: Target, plans: tuple[Plan, Plan], workers: int, progress: Progress = untold
) -> list[Problem]:
    """Write both editions and return the media that could not be taken along.

    Args:
        target: Where.
        plans: For the public edition, then for that of staff.
        workers: Processes that may work at once.
        progress: Told how far it is with the edition of staff, which holds all that the
            public one does and so is done last; where one process writes both, what is
            written of the public one counts before.

    Raises:
        BuildFailed, OSError: As `assembling.assemble`.
    """
    few = min(len(plan.changed) for plan in plans) < WORTH_IT
    small = few and min(plan.posts for plan in plans) < LARGE
    if workers < 2 or small or threading.active_count() > 1:
        first, second = _in_turn(plans, progress)
        problems = assemble(target, plans[0], first)
        return problems + assemble(target, plans[1], second)
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    child = fork.Process(target=_write_and_tell, args=(theirs, target, plans[0]), daemon=True)
    # Looking through what both have for garbage would make a copy of it.
    gc.freeze()
    child.start()
    theirs.close()
    try:
        problems = assemble(target, plans[1], progress)
        return problems + _outcome(target, ours)
    except BaseException:
        child.kill()
        raise
    finally:
        gc.unfreeze()
        child.join()
        child.close()
        ours.close()


def _in_turn(plans: tuple[Plan, Plan], progress: Progress) -> tuple[Progress, Progress]:
    """Return what tells of two editions, one after the other, as if they were one."""
    before = len(plans[0].changed)
    both = before + len(plans[1].changed)

    def first(phase: str, done: int, _total: int | None) -> None:
        if phase == WRITING:
            progress(WRITING, done, both)

    def second(phase: str, done: int, total: int | None) -> None:
        if phase == WRITING:
            progress(WRITING, before + done, both)
        else:
            progress(phase, done, total)

    return first, second


def _write_and_tell(connection: Connection, target: Target, plan: Plan) -> None:
    outcome: Outcome
    try:
        outcome = assemble(target, plan)
    except OSError as error:
        outcome = error
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent reports it
        outcome = str(error) or type(error).__name__
    connection.send(outcome)


def _outcome(target: Target, connection: Connection) -> list[Problem]:
    place = target.layout.generation(target.generation)
    try:
        outcome: Outcome = connection.recv()
    except EOFError:
        raise BuildFailed(place, "the process that wrote the public edition ended") from None
    if isinstance(outcome, OSError):
        raise outcome
    if isinstance(outcome, str):
        raise BuildFailed(place, outcome)
    return outcome
