"""
What an operator sees of a build while it goes on.
"""

import io

import pytest

from web.cli.progress import Progress


class Terminal(io.StringIO):
    """
    A stream that says it is one.
    """

    def isatty(self):
        return True

    @property
    def lines(self):
        """
        Each line as it stood before it was drawn over.
        """
        return self.getvalue().split("\r\x1b[K")[1:]


@pytest.fixture
def terminal():
    return Terminal()


@pytest.fixture
def clock(monkeypatch):
    """
    Seconds, as the line and the time left are told them.
    """
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    return now


class TestLine:
    def test_it_counts_with_rate_and_the_time_left_of_all_phases(self, terminal, clock):
        """
        Reading is a part of the work: half of it read means far more than as much again.
        """
        with Progress(terminal) as progress:
            progress("reading", 0, 1000)
            clock[0] = 10.0
            progress("reading", 500, 1000)

            said = terminal.lines[-1]

        assert said.startswith("reading: 500 of 1000, 50 posts/s, about ")
        assert int(said.split("about ")[1].split(" s left")[0]) > 20

    @pytest.mark.parametrize(
        ("done", "unit"), [(900, " s left"), (100, " min left"), (1, " h left")]
    )
    def test_long_times_are_told_in_longer_units(self, terminal, clock, done, unit):
        """
        Nobody counts 4,000 seconds.
        """
        with Progress(terminal) as progress:
            progress("reading", 0, 1000)
            clock[0] = 20.0
            progress("reading", done, 1000)

            assert terminal.lines[-1].endswith(unit)

    def test_a_phase_without_a_count_is_named_with_the_time_left(self, terminal, clock):
        """
        A name alone is better than the last count of the phase before.
        """
        with Progress(terminal) as progress:
            progress("reading", 1, 1000)
            clock[0] = 1.0
            progress("writing", 1000, 1000)
            progress("learning themes", 0, None)

            assert terminal.lines[-1].startswith("learning themes, about ")

    def test_the_line_is_gone_in_the_end(self, terminal):
        """
        The report stands where the line was.
        """
        with Progress(terminal) as progress:
            progress("reading", 1, 2)

        assert "" == terminal.lines[-1]

    def test_it_never_says_that_no_time_is_left(self, terminal, clock):
        """
        What goes on is not done.
        """
        with Progress(terminal) as progress:
            progress("reading", 0, 1)
            clock[0] = 1e-3
            progress("reading", 1, 1)
            progress("switching", 1, 1)

            assert terminal.lines[-1].endswith("about 1 s left")

    def test_elsewhere_than_on_a_terminal_it_is_silent(self):
        """
        A log has no use for it.
        """
        stream = io.StringIO()

        with Progress(stream) as progress:
            progress("reading", 1, 2)

        assert "" == stream.getvalue()
