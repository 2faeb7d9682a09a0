"""
What a build tells of itself, and the time left that follows from it.
"""

from dataclasses import replace

import pytest

from index import rebuild
from index.building.phases import COSTS, LEARNT_FROM, Course

IN_ORDER = list(COSTS)


class Told:
    """
    Every call of a build, in order.
    """

    def __init__(self):
        self.calls = []

    def __call__(self, phase, done, total):
        self.calls.append((phase, done, total))

    @property
    def phases(self):
        """
        Phases, each named once for as long as it lasts.
        """
        names = [phase for phase, _, _ in self.calls]
        return [name for before, name in zip([None, *names], names, strict=False) if name != before]

    def last_of(self, phase):
        return next(call for call in reversed(self.calls) if call[0] == phase)


@pytest.fixture
def clock():
    return [0.0]


@pytest.fixture
def course(clock):
    return Course(lambda: clock[0])


class TestBuild:
    @pytest.mark.parametrize("workers", [1, 2])
    def test_a_rebuild_tells_every_phase_once_and_in_order(self, place, workers, monkeypatch):
        """
        Whether one process writes both editions or two do.
        """
        monkeypatch.setattr("index.building.pair.WORTH_IT", 0)
        monkeypatch.setattr("threading.active_count", lambda: 1)  # other tests leave some
        told = Told()
        place.workers = workers

        place.rebuild(progress=told)

        assert IN_ORDER == told.phases
        assert ("reading", 3, 3) == told.last_of("reading")
        both = 3 if workers == 2 else 5
        assert ("writing", both, both) == told.last_of("writing")

    def test_counts_only_rise_within_a_phase(self, place):
        """
        The public edition's second rendering counts on from the first.
        """
        told = Told()
        place.write("posts/second.md", "---\ntitle: S\n---\nSee [them](minutes.md).")

        place.rebuild(progress=told)

        for phase in IN_ORDER:
            done = [call[1] for call in told.calls if call[0] == phase]
            assert sorted(done) == done
        assert ("rendering", 4, 4) == told.last_of("rendering")

    def test_lines_are_counted_before_they_are_read(self, empty):
        """
        A file of posts says how many there are before the first is read.
        """
        file = empty.root / "posts.jsonl"
        file.write_text('{"title": "A"}\n{"title": "B"}\n', encoding="utf-8")
        told = Told()

        rebuild(replace(empty.settings, content=file), progress=told)

        assert [("reading", 1, 2), ("reading", 2, 2)] == told.calls[:2]


class TestTimeLeft:
    def test_it_is_never_nothing_before_the_last_phase(self, place):
        """
        "0 s left" with most of a build to come is worse than silence.
        """
        course, left = Course(), []

        place.rebuild(progress=lambda *call: left.append((call[0], course.left(*call))))

        assert all(seconds is None or seconds > 0 for _, seconds in left)
        assert {"rendering", "writing", "switching"} <= {phase for phase, known in left if known}

    def test_a_steady_build_is_foretold_to_the_second(self, course, clock):
        """
        Where phases take what they took when they were measured, at half that speed.
        """
        posts = 1_000
        whole = sum(cost.post for cost in COSTS.values()) * posts * 2e-6

        for phase in IN_ORDER:
            left = course.left(phase, 0, posts)
            if clock[0]:
                assert left == pytest.approx(whole - clock[0])
            clock[0] += COSTS[phase].post * posts * 2e-6
            assert course.left(phase, posts, posts) == pytest.approx(whole - clock[0])

    def test_learning_takes_no_longer_for_more_posts_than_it_learns_from(self, course, clock):
        """
        A million posts are not waited for a hundred times as long as ten thousand.
        """
        course.left("reading", 0, 1_000_000)
        clock[0] = COSTS["reading"].post * 1e-6 * 1_000_000
        course.left("reading", 1_000_000, 1_000_000)

        before = course.left("learning themes", 0, None)
        after = course.left("checking", 0, None)

        rest = (COSTS["checking"].post + COSTS["switching"].post) * 1_000_000
        learning = COSTS["learning themes"].post * LEARNT_FROM
        assert before == pytest.approx((learning + rest) * 1e-6)
        assert after == pytest.approx(rest * 1e-6 * clock[0] / (clock[0] + learning * 1e-6))

    def test_what_came_before_the_first_post_tells_nothing(self, course, clock):
        """
        Two seconds of imports are not what a post takes.
        """
        clock[0] = 2.0

        assert course.left("reading", 1, 1_000) is None
        clock[0] = 2.1
        assert course.left("reading", 500, 1_000) < 2

    def test_nothing_is_foretold_while_nobody_knows_how_many_posts_there_are(self, course, clock):
        """
        A packed file says so only when it is read.
        """
        course.left("reading", 0, None)
        clock[0] = 5.0

        assert course.left("reading", 100, None) is None
        assert course.left("rendering", 0, 100) is not None
