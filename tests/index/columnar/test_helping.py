"""
A helper thread does one thing after the other, and nothing goes wrong there in silence.
"""

import threading
import time
from functools import partial

import pytest

from index.columnar.helping import WAITING, Helper


@pytest.fixture
def helper():
    helper = Helper("test")
    yield helper
    helper.close()


def fail():
    raise OSError(28, "no space left")


class TestHelper:
    def test_does_one_thing_after_the_other(self, helper):
        """
        What is learnt of one text is known when the next is read.
        """
        done = []
        for number in range(50):
            helper.submit(partial(done.append, number))

        helper.wait()

        assert list(range(50)) == done

    def test_begins_no_thread_for_little(self, helper):
        """
        An update of one post is made by the thread that asks for it.
        """
        assert threading.get_ident() == helper.submit(threading.get_ident, small=True).result()

    def test_keeps_the_order_where_little_follows_much(self, helper):
        """
        What is gathered in the end comes behind all that was read before.
        """
        done = []
        helper.submit(lambda: (time.sleep(0.02), done.append("much")))

        there = helper.submit(lambda: (done.append("little"), threading.get_ident()), small=True)

        assert threading.get_ident() != there.result()[1]
        assert ["much", "little"] == done

    def test_lets_few_tasks_wait(self, helper):
        """
        Each holds the texts that it is about, and memory is bounded.
        """
        gate = threading.Event()
        for _ in range(WAITING + 1):
            helper.submit(gate.wait)
        late = threading.Thread(target=partial(helper.submit, gate.wait))
        late.start()
        late.join(0.05)
        waiting = late.is_alive()
        gate.set()
        late.join()

        assert waiting

    def test_raises_what_went_wrong(self, helper):
        """
        In the result, and to whoever only waits.
        """
        failed = helper.submit(fail)

        with pytest.raises(OSError, match="no space"):
            failed.result()
        with pytest.raises(OSError, match="no space"):
            helper.wait()

    def test_raises_it_to_whoever_goes_on_too(self, helper):
        """
        A build on a full disk ends, not goes on for an hour.
        """
        failed = helper.submit(fail)
        failed.exception()

        with pytest.raises(OSError, match="no space"):
            helper.submit(time.monotonic)

    def test_drops_what_waits_when_it_is_closed(self, helper):
        """
        A build that is broken off does not finish reading first.
        """
        gate, done = threading.Event(), []
        helper.submit(partial(gate.wait, 0.05))
        helper.submit(partial(done.append, 1))

        helper.close()

        assert [] == done
