"""
A run of the benchmark: what it keeps, what it goes on with, and what it leaves behind.
"""

import json
from xml.etree import ElementTree as ET

import figures
import merging
import pytest
import report
import run
import trial
import whole
from measure import PATIENCE, geometric_mean, in_turns, ratios
from parsed import Corpus, write_posts
from posts import synthetic_posts
from questions import Kind, Question
from trial import FIRST, MODES
from worker import Worker

from index import Edition, Query, open_current


class TestMeasure:
    def test_a_half_and_a_double_cancel_out(self):
        """
        The geometric mean favours neither engine.
        """
        assert pytest.approx(1.0) == geometric_mean(ratios([1.0, 4.0], [2.0, 2.0]))
        assert geometric_mean([]) is None

    def test_a_slow_engine_leaves_the_turns_after_its_second(self):
        """
        A run of all engines must end; nobody is left without a repetition.
        """
        workers = [_Asked("quick", 0.001), _Asked("slow", PATIENCE * 1.1)]
        questions = {worker.name: [Question(Kind.EVERYTHING)] for worker in workers}

        times = in_turns(workers, questions, repeat=5)

        assert {"quick": 5, "slow": 1} == {name: each.turns for name, each in times.items()}
        assert [PATIENCE * 1.1] == times["slow"].medians


class _Asked:
    """
    A worker whose every question takes the same seconds.
    """

    def __init__(self, name, seconds):
        self.name = name
        self._seconds = seconds

    def search(self, questions):
        return {"seconds": [self._seconds] * len(questions), "answers": [{}] * len(questions)}


def measured(folder, *more, sizes="60"):
    places = ["--json", str(folder / "run.json"), "--chart", str(folder / "run.svg")]
    few = ["--sizes", sizes, "--repeat", "1", "--builds", "1", "--folder", str(folder)]
    run.main(["--engines", "fts5", *few, *places, *more])
    return json.loads((folder / "run.json").read_text())


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("run")
    measured(folder)
    return folder


@pytest.fixture(scope="module")
def size(made):
    (only,) = json.loads((made / "run.json").read_text())["sizes"]
    return only


class TestRun:
    def test_all_sizes_are_measured_unless_some_are_asked_for(self):
        """
        Ratios of different runs are not to be compared, so one run has them all.
        """
        options = run._options([])

        assert [1_000, 5_000, 10_000, 100_000, 1_000_000] == options.sizes
        assert ["pressmark", "whoosh", "fts5", "tantivy"] == options.engines[:4]
        assert ["pressmark-http", "datasette"] == options.engines[4:]

    def test_a_run_tells_everything_in_one_file(self, size):
        """
        Figures that were printed but not kept cannot be checked.
        """
        assert 60 == size["posts"]
        kept = {"builds", "cold", "warm", "hashed", "first", "memory", *MODES}
        assert kept == set(size["engines"]["fts5"])
        assert len(size["questions"]) == len(size["engines"]["fts5"]["plain"]["median"])
        assert 1 == size["engines"]["fts5"]["plain"]["turns"]

    def test_the_first_time_is_the_first_that_a_process_is_asked(self, tmp_path, monkeypatch):
        """
        An engine keeps what it found of a word, so a second way of asking meets kept words.
        """
        made = []

        class Recorded(Worker):
            def __init__(self, *given):
                super().__init__(*given)
                self.told = []
                made.append(self)

            def _ask(self, **command):
                answer = super()._ask(**command)
                self.told.append((command, answer))
                return answer

        monkeypatch.setattr(trial, "Worker", Recorded)
        (size,) = measured(tmp_path, sizes="30")["sizes"]

        for mode in FIRST:
            first = size["engines"]["fts5"]["first"][mode]
            (told,) = [
                worker.told
                for worker in made
                if any(answer.get("seconds") == first for _, answer in worker.told)
            ]
            (opening, _), (asking, _) = told
            assert "open" == opening["do"]
            assert size["questions"] == json.loads(json.dumps(asking["questions"]))
            assert MODES[mode] == asking["wanted"]

    def test_a_pass_of_checksums_stands_beside_opening(self, size):
        """
        An index that proves its bytes cannot be opened in less.
        """
        rows = {row.label: row.values["fts5"] for row in figures.rows(size)}

        for state in ("cold", "warm"):
            alone = rows[f"{state} SHA-256 pass alone, ms"]
            assert 0 < alone == size["engines"]["fts5"]["hashed"][state]

    def test_nothing_is_left_behind(self, made):
        """
        A million posts are some gigabytes of index.
        """
        assert ["run.json", "run.svg"] == sorted(path.name for path in made.iterdir())

    def test_the_chart_says_in_words_what_it_shows(self, made):
        """
        A picture alone tells a blind reader nothing.
        """
        root = ET.fromstring((made / "run.svg").read_text())
        described = root.find("{http://www.w3.org/2000/svg}desc").text

        assert "Search with counts, ms (mean of the questions; lower is better)" in described
        assert "SQLite FTS5: " in described
        assert "(60 posts)" in described

    def test_a_run_that_broke_off_goes_on_with_what_it_lacks(self, tmp_path, monkeypatch):
        """
        A million posts take a quarter of an hour; what was measured is not measured again.
        """
        whole_trial = run.Trial.run

        def stopped_at_40(trial):
            if trial.posts == 40:
                raise KeyboardInterrupt
            return whole_trial(trial)

        monkeypatch.setattr(run.Trial, "run", stopped_at_40)
        with pytest.raises(KeyboardInterrupt):
            measured(tmp_path, sizes="30,40")
        monkeypatch.undo()
        first = json.loads((tmp_path / "run.json").read_text())

        second = measured(tmp_path, "--resume", sizes="30,40")

        assert [30, 40] == [size["posts"] for size in second["sizes"]]
        assert first["sizes"] == second["sizes"][:1]
        assert 2 == len(second["began"])

    def test_a_size_that_is_measured_later_stands_where_it_belongs(self, tmp_path):
        """
        Else the lines of the picture would go back and forth.
        """
        measured(tmp_path, sizes="40")

        found = measured(tmp_path, "--resume", sizes="30")

        assert [30, 40] == [size["posts"] for size in found["sizes"]]

    def test_a_run_of_other_posts_is_not_gone_on_with(self, tmp_path):
        """
        Its figures would stand beside those of posts that they were not measured on.
        """
        measured(tmp_path, sizes="30")

        with pytest.raises(SystemExit, match="measured with another corpus; leave out --resume"):
            measured(tmp_path, "--resume", "--seed", "2", sizes="40")

    def test_real_posts_are_measured_too(self, tmp_path):
        """
        Invented ones might lack what is slow in real ones.
        """
        folder = tmp_path / "harbour"
        folder.mkdir()
        write_posts(folder / "posts.jsonl", synthetic_posts(12, seed=3), "english")

        found = measured(tmp_path, "--real", str(folder / "posts.jsonl"), sizes="none")

        assert [("harbour", 12)] == [(each["corpus"], each["posts"]) for each in found["real"]]
        assert "== 12 posts, harbour;" in report.write(found)

    def test_a_run_is_told_again_without_measuring(self, made, capsys):
        """
        Figures are read more often than they are measured.
        """
        again = made / "again.svg"

        run.main(["--report", str(made / "run.json"), "--chart", str(again)])

        assert "== 60 posts, synthetic posts, seed 1;" in capsys.readouterr().out
        assert (made / "run.svg").read_text() == again.read_text()
        again.unlink()

    def test_an_engine_that_does_not_exist_is_named(self, capsys):
        """
        The remedy is the list of those that do.
        """
        with pytest.raises(SystemExit):
            run.main(["--engines", "fts6"])

        assert "no engine fts6; there are pressmark, whoosh" in capsys.readouterr().err


def test_both_codecs_merge_the_same_posts(tmp_path):
    """
    A codec that lost posts would be quick.
    """
    posts = list(synthetic_posts(40))
    for name in merging.MAKERS:
        folder = merging.segmented(tmp_path / name, name, posts, "english")
        taken = merging.merge(name, folder)

        ix = merging.opened(name, folder)
        assert (40, 1) == (ix.doc_count(), len(ix._segments())), name
        assert taken > 0
        ix.close()


class TestWhole:
    def test_files_are_rebuilt_opened_and_updated(self, tmp_path, monkeypatch):
        """
        Both editions, rendered: what the comparison with libraries leaves out.
        """
        monkeypatch.setattr(whole, "CHANGES", 1)

        found = whole.measured(tmp_path, synthetic_posts(5))

        assert 5 == found["rebuild"]["posts"]
        assert found["opening"]["bytes"] > 0
        changes = {"nothing changed", "one post changed", "its themes changed", "one post added"}
        assert changes == set(found["updates"])
        for ways in found["updates"].values():
            assert {"running", "command"} == set(ways)
        assert 5 + 2 == len(current_posts(tmp_path))

    def test_what_fails_is_told_and_stops_nothing(self, tmp_path, made):
        """
        The figures of an hour are worth more than one that is missing.
        """
        corpus = Corpus((), "english", (), (), tmp_path / "missing.jsonl")

        found = whole.measured_apart(corpus, 5, tmp_path)

        assert "missing.jsonl" in found["failed"]
        figures_of_all = json.loads((made / "run.json").read_text())
        figures_of_all["sizes"][0]["whole"] = found
        assert "both editions: failed: " in report.write(figures_of_all)


def current_posts(folder):
    """
    The slugs that the public may find now.
    """
    opened = open_current(folder / "index", Edition.PUBLIC)
    try:
        return [hit.slug for hit in opened.engine.search(Query(size=50)).hits]
    finally:
        opened.engine.close()
