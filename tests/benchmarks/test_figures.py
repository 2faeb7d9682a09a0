"""
What a run is told as: ratios, promises, differences, README.
"""

import math

import chart
import figures
import promises
import published
import pytest
from differing import differing, explained
from engines import make
from parsed import Post, write_posts
from questions import Kind, Question
from trial import FIRST, MODES

QUESTION = {"kind": "rare word", "words": ["drill"], "partner": [], "theme": [], "year": []}


def timed(seconds, *, build=1.0, html=None):
    """
    What an engine took for one question in every mode.
    """
    times = {"median": [seconds], "turns": 1}
    built = {"seconds": build, "cpu": build, "bytes": 10, "peak": 1 << 30, "before": 1 << 29}
    return {
        "builds": [built],
        "cold": [[1.0, 0.1, 0.1]],
        "warm": [[0.5, 0.1, 0.1]],
        "hashed": {"cold": 0.75, "warm": 0.25},
        "memory": {"resident": 5, "anonymous": 3},
        "first": {mode: [seconds * 3] for mode in FIRST},
        **dict.fromkeys(MODES, times),
        **({"html": html} if html else {}),
    }


def sized(posts, **engines):
    """
    What a size took.
    """
    named = {name.replace("_", "-"): each for name, each in engines.items()}
    listed = {"questions": [QUESTION], "narrowed": [QUESTION], "differences": []}
    return {"posts": posts, "reading": 0.0, "engines": named, **listed}


def run_of(*sizes):
    return {
        "began": ["2026-01-01T00:00:00+00:00"],
        "corpus": "synthetic posts, seed 1",
        "language": "english",
        "machine": {"python": "3.11", "cores": 2, "system": "Linux"},
        "versions": {"pressmark": "Pressmark", "tantivy": "tantivy 1"},
        "missing": {},
        "sizes": list(sizes),
        "real": [],
    }


def promised(beginning, *sizes):
    (found,) = [p for p in promises.promises(run_of(*sizes)) if p.what.startswith(beginning)]
    return found


class TestFigures:
    def test_ratios_are_against_the_first_engine(self):
        """
        Below one, the first engine needed less.
        """
        times = {"ours": [0.001, 0.002], "theirs": [0.002, 0.008]}
        size = {"engines": {name: {"plain": {"median": each}} for name, each in times.items()}}

        (line,) = figures.compared(size, "plain", "ours")

        assert ("theirs", 0.3, pytest.approx(math.sqrt(0.125)), 2) == line

    def test_pages_are_told_by_the_slowest_of_a_hundred_too(self):
        """
        A reader remembers the page that took long.
        """
        taken = [0.004] * 98 + [0.1, 0.2]
        size = {"engines": {"site": {"html": taken}, "library": {}}}

        half, nearly_all, rate = figures.pages(size)

        assert ({"site": 0.004}, {"site": 0.2}) == (half.values, nearly_all.values)
        assert pytest.approx(100 / sum(taken)) == rate.values["site"]

    def test_the_slowest_questions_have_a_figure(self):
        """
        A promise is about the slowest of twenty questions, not about their middle.
        """
        times = [0.001] * 18 + [0.05, 0.07]
        data = timed(1.0)
        data["plain"] = {"median": times, "turns": 1}
        size = {**sized(10, ours=data), "questions": [QUESTION] * 20}

        rows = {row.label: row.values["ours"] for row in figures.searches(size, "plain")}

        assert 0.07 == rows[figures.P95]
        assert pytest.approx(sum(times) / 20) == rows[figures.MEAN]


class TestPromises:
    def test_a_verdict_is_what_comparing_says(self):
        """
        A verdict that was written down would outlive its figure.
        """
        beginning = "search with counts, share of tantivy's time, 100,000"
        near = sized(100_000, pressmark=timed(0.7), tantivy=timed(1.0))
        far = sized(100_000, pressmark=timed(0.71), tantivy=timed(1.0))

        assert "kept" == promised(beginning, near).verdict
        assert "MISSED" == promised(beginning, far).verdict
        assert "not measured" == promised(beginning, sized(1_000, pressmark=timed(1))).verdict

    def test_an_aim_beyond_the_promise_is_told_apart(self):
        """
        Kept, but not what was hoped for.
        """
        beginning = "build, times tantivy's rate"
        built = sized(100_000, pressmark=timed(1, build=10.0), tantivy=timed(1, build=9.0))

        each = promised(beginning, built)

        assert (pytest.approx(0.9), "kept, the aim missed") == (each.value, each.verdict)

    def test_rates_are_promised_as_factors(self):
        """
        Twelve times the rate is a twelfth of the time.
        """
        built = sized(5_000, pressmark=timed(1, build=1.0), whoosh=timed(1, build=13.0))

        each = promised("build, times whoosh's rate, 5,000", built)

        assert (pytest.approx(13.0), "kept") == (each.value, each.verdict)

    def test_pages_are_compared_with_the_site_that_also_serves(self):
        """
        The engine behind it is not what answers.
        """
        served = sized(
            100_000,
            pressmark=timed(1),
            pressmark_http=timed(1, html=[0.005]),
            datasette=timed(1, html=[0.2]),
        )

        assert pytest.approx(40.0) == promised("pages/s over HTTP, one", served).value
        assert "MISSED" == promised("pages/s over HTTP, one", served).verdict
        assert "not measured" == promised("pages/s over HTTP, 8", served).verdict
        assert pytest.approx(5.0) == promised("page of results over HTTP, p50", served).value

    def test_people_who_ask_at_once_have_a_promise_of_their_own(self):
        """
        A site that answers one after the other is quick for one reader alone.
        """
        met = {"p50": 0.02, "p99": 0.09, "rate": 300.0}
        slow = {"p50": 2.0, "p99": 4.0, "rate": 4.0}
        served = sized(
            100_000,
            pressmark=timed(1),
            pressmark_http={**timed(1, html=[0.005]), "crowd": met},
            datasette={**timed(1, html=[0.2]), "crowd": slow},
        )

        assert (75.0, "kept") == (
            promised("pages/s over HTTP, 8", served).value,
            promised("pages/s over HTTP, 8", served).verdict,
        )
        assert "connections at once it is 20 and 90 ms, and 75 times" in " ".join(
            published.section(run_of(served)).split()
        )

    def test_medians_do_not_stand_for_what_is_asked_for_the_first_time(self):
        """
        Whoever asks for a word first waits longer than whoever asks again.
        """
        million = sized(1_000_000, pressmark=timed(0.03))

        again = promised("search with counts, p95 of the questions' medians", million)
        first = promised("search with counts, p95 of requests asked for the first", million)
        longest = promised("search with counts, longest request", million)

        assert (pytest.approx(30), "kept") == (again.value, again.verdict)
        assert (pytest.approx(90), "MISSED") == (first.value, first.verdict)
        assert (pytest.approx(90), "no promise") == (longest.value, longest.verdict)

    def test_memory_and_opening_are_those_of_the_whole_process(self):
        """
        What an engine took before its first post is memory, too.
        """
        million = sized(1_000_000, pressmark=timed(0.01))

        assert pytest.approx(1.5) == promised("build, peak memory", million).value
        assert pytest.approx(0.25) == promised("cold open beyond one SHA-256", million).value

    def test_reading_is_no_part_of_how_building_grows(self):
        """
        Posts are read within the clock only where they do not fit into memory.
        """
        small = {**sized(100_000, pressmark=timed(1, build=10.0)), "reading": 0.5}
        large = {**sized(1_000_000, pressmark=timed(1, build=150.0)), "reading": 5e-5}

        assert pytest.approx(1.0) == promised("build, CPU time of a post", small, large).value

    def test_updates_and_merging_have_promises(self):
        """
        Both happen every day.
        """
        taken = {"seconds": 0.4, "cpu": 0.3}
        changed = {"one post changed": {"running": taken, "command": {**taken, "seconds": 0.9}}}
        size = sized(100_000, pressmark=timed(1)) | {"whole": {"updates": changed}}
        size["merging"] = {"segments": 10, "stock": 30.0, "columnar": 1.0}

        assert "kept" == promised("update of one post in a running", size).verdict
        assert "MISSED" == promised("update of one post by command", size).verdict
        assert 30.0 == promised("merging", size).value


class TestDifferences:
    QUESTION = Question(Kind.PHRASE, ("harbour", "alarm"))

    def test_each_engine_is_judged_by_what_it_says_of_itself(self, tmp_path):
        """
        A difference that nothing explains is a fault of somebody.
        """
        posts = [_post("a", "harbour alarms"), _post("b", "harbour alarm"), _post("c", "alarm")]
        write_posts(tmp_path / "posts", [*posts, _post("d", "harbour alarm")], "english")
        given = {"whoosh": _answer(2), "pressmark": _answer(1), "fts5": _answer(7)}

        (entry,) = explained(
            differing([self.QUESTION], {name: [each] for name, each in given.items()}),
            tmp_path / "posts",
            len(posts),
            "english",
        )

        assert {"whoosh": 2, "pressmark": 1, "fts5": 7} == entry["engines"]
        reasons = {"pressmark": make("pressmark").analysis.reason, "fts5": "unexplained"}
        assert reasons == entry["reasons"]

    def test_an_engine_that_could_not_be_asked_does_not_differ(self):
        """
        It has not said anything.
        """
        assert [] == differing([self.QUESTION], {"a": [_answer(1)], "b": [None]})


class TestReadme:
    @pytest.fixture
    def run(self):
        sizes = [
            sized(number, pressmark=timed(share), tantivy=timed(1.0, build=0.5))
            for number, share in ((10_000, 0.05), (100_000, 1.3))
        ]
        return run_of(*sizes)

    def test_shares_come_from_the_run(self, run):
        """
        A figure that was typed is wrong after the next run.
        """
        text = published.section(run)

        assert "| tantivy | 10,000 | 1/20 | 1/20 | 1/20 | 1/20 | 1/20 | 0.50 |" in text
        assert "| tantivy | 100,000 | 1.30 | 1.30 | 1.30 | 1.30 | 1.30 | 0.50 |" in text

    def test_where_another_engine_is_ahead_is_said(self, run):
        """
        Who reads of victories alone believes none.
        """
        behind = published.section(run).partition("Where tantivy needs less")[2]

        assert "- among 100,000 posts: writing the index 2.0" in behind
        assert "rare word (with counts) 1.3" in behind
        assert "memory" not in behind

    def test_what_is_kept_is_small_and_says_the_same(self, run):
        """
        Answers are megabytes; the fourth digit is noise.
        """
        run["sizes"][0]["engines"]["pressmark"]["plain"] = {
            "median": [1 / 3],
            "turns": 1,
            "answers": [{"total": 5}],
        }

        kept = published.shortened(run)["sizes"][0]["engines"]["pressmark"]["plain"]

        assert {"median": [0.3333], "turns": 1} == kept

    def test_publishing_changes_nothing_else(self, run, tmp_path, monkeypatch):
        """
        What stands before and after is written by people.
        """
        readme = tmp_path / "README.md"
        readme.write_text("Before.\n<!-- speed -->\nold\n<!-- /speed -->\nAfter.\n")
        (tmp_path / ".github").mkdir()
        monkeypatch.setattr(published, "ROOT", tmp_path)
        monkeypatch.setattr(published, "README", readme)
        monkeypatch.setattr(published, "PICTURE", tmp_path / ".github" / "speed.svg")
        monkeypatch.setattr(published, "RESULTS", tmp_path / "results.json")

        published.publish(run)

        text = readme.read_text()
        assert text.startswith("Before.\n<!-- speed -->\n![")
        assert text.endswith("\n<!-- /speed -->\nAfter.\n")
        assert published.section(published.kept()) in text
        assert chart.draw(published.kept()) == (tmp_path / ".github" / "speed.svg").read_text()

    def test_readme_shows_the_run_that_is_kept(self):
        """
        Its figures, words and picture are those of one measurement, none of another.
        """
        found = published.kept()

        assert published.section(found) in published.README.read_text(encoding="utf-8")
        assert chart.draw(found) == published.PICTURE.read_text(encoding="utf-8")


def _post(slug, text):
    return Post(slug, "Title", "", text, f"<p>{text}</p>\n")


def _answer(total):
    counts = {"partner": {}, "theme": {}, "year": {}}
    return {"total": total, "slugs": [], "counts": counts}
