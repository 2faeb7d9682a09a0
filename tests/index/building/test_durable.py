"""
Several things that wait for the disk, done at once.
"""

import threading
import time
from functools import partial

import pytest

from index.store import durable


def fail(reason):
    raise OSError(reason)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_whichever_of_them_fails_the_failure_is_told(place):
    """
    A generation whose notes were not written must not be switched to.
    """
    tasks = [lambda: None] * 2
    tasks.insert(place, partial(fail, "no space"))

    with pytest.raises(OSError, match="no space"):
        durable.at_once(tasks)


def test_of_several_failures_the_first_in_order_is_told():
    """
    The same failures are reported with the same words, whichever thread was quicker.
    """
    later_failed = threading.Event()

    def first():
        later_failed.wait(10)
        fail("first")

    def second():
        later_failed.set()
        fail("second")

    with pytest.raises(OSError, match="first"):
        durable.at_once([first, second])


def test_none_goes_on_when_it_returns_or_raises():
    """
    What a caller does next, a rename or a removal, must not meet a half-written file.
    """
    written = []

    def slow():
        time.sleep(0.05)
        written.append("slow")

    durable.at_once([slow, lambda: None])
    after_success = list(written)
    with pytest.raises(OSError, match="full"):
        durable.at_once([partial(fail, "full"), slow])

    assert (["slow"], ["slow"] * 2) == (after_success, written)


def test_they_wait_for_the_disk_together():
    """
    Each would have to wait for the disk's journal in turn.
    """
    meeting = threading.Barrier(durable.SYNCED_AT_ONCE, timeout=10)

    durable.at_once([meeting.wait] * durable.SYNCED_AT_ONCE)

    assert not meeting.broken
