"""One size measured: every engine builds, opens and answers, in turns.

What comes out is plain data, as it is written to a run's JSON.  Lists of times
are in the order of the questions; None stands for one that an engine cannot be
asked.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import disk
from differing import differing, explained
from engine_pressmark import tag_of
from engines import Site, make
from figures import exceeded_by_few
from measure import PATIENCE, Times, in_turns
from parsed import Corpus, Post, read_posts
from questions import SAMPLE, Kind, Question, choose, narrowed
from worker import Worker

from index.words.function_words import function_words
from index.words.stop_words import stop_words

OPENINGS = 3
"""Times that an index is opened by a new process, cold and warm."""

READ = 10_000
"""Posts whose reading is timed by itself."""

PATIENCE_TO_BUILD = 40.0
"""Seconds of building after which an engine builds no further time."""

MODES = {
    "plain": {"facets": False, "snippets": False},
    "faceted": {"facets": True, "snippets": False},
    "narrowed": {"facets": True, "snippets": False},
    "page": {"facets": True, "snippets": True},
}
"""Ways of searching: hits alone, with counts, with values ticked, as a page shows them."""

FIRST = ("plain", "faceted")
"""The ways whose questions are also asked for the first time, each in a process of its own."""

Data = dict[str, Any]
Teller = Callable[[str], None]


@dataclass(slots=True)
class Trial:
    """The measurement of one number of posts.

    Attributes:
        corpus: At least `posts` of them, in a file.
        names: Of the engines, those that hold so many.
        folder: For the indexes, which are deleted in the end.
        builds: How often each engine builds; fewer times if that takes long.
        repeat: How often each question is asked after the first time; likewise.
        tell: Told what is being done.
    """

    corpus: Corpus
    posts: int
    names: Sequence[str]
    folder: Path
    builds: int
    repeat: int
    tell: Teller
    questions: list[Question] = field(default_factory=list)
    narrowed: list[Question] = field(default_factory=list)

    def run(self) -> Data:
        """Measure everything and return it."""
        sample = list(islice(self.read(), SAMPLE))
        tag = tag_of(self.corpus.language)
        without = function_words(tag) | stop_words(tag)
        self.questions = choose(sample, without=without)
        self.narrowed = narrowed(self.questions, sample)
        data: Data = {name: {} for name in self.names}
        self._build(data)
        self._open(data)
        self._ask_first(data)
        self._search(data)
        for name in self.names:
            shutil.rmtree(self._place(name))
        return {
            "posts": self.posts,
            "reading": self._reading(),
            "questions": [question.as_json() for question in self.questions],
            "narrowed": [question.as_json() for question in self.narrowed],
            "engines": data,
            "differences": self._differences(data),
        }

    def read(self) -> Iterable[Post]:
        """Read the posts anew."""
        assert self.corpus.file
        return read_posts(self.corpus.file, self.posts)

    def _reading(self) -> float:
        """Return the processor seconds that reading a post takes, which large builds do too."""
        began = time.process_time()
        number = sum(1 for _ in islice(self.read(), READ))
        return (time.process_time() - began) / number

    def asked(self, mode: str) -> list[Question]:
        """Return the questions of a mode."""
        return self.narrowed if mode == "narrowed" else self.questions

    def _place(self, name: str) -> Path:
        return self.folder / f"{self.posts}-{name}"

    def _build(self, data: Data) -> None:
        for _ in range(self.builds):
            for name in self.names:
                built = data[name].setdefault("builds", [])
                if sum(each["seconds"] for each in built) > PATIENCE_TO_BUILD:
                    continue
                self._say(f"{name} builds")
                shutil.rmtree(self._place(name), ignore_errors=True)
                self._place(name).mkdir(parents=True)
                with Worker(name, self._place(name)) as worker:
                    built.append(worker.build(self.corpus, self.posts))

    def _open(self, data: Data) -> None:
        """Open with nothing of the index in memory, then once more as that left it."""
        self._say("opening")
        for _ in range(OPENINGS):
            for name in self.names:
                disk.evict(self._place(name))
                for state in ("cold", "warm"):
                    with Worker(name, self._place(name)) as worker:
                        seconds = [worker.open()["seconds"]]
                        for kind, facets in ((Kind.RARE, False), (Kind.COMMON, True)):
                            first = [q for q in self.questions if q.kind is kind][:1]
                            seconds += worker.search(first, facets=facets)["seconds"]
                    data[name].setdefault(state, []).append(seconds)
        for name in self.names:
            disk.evict(self._place(name))
            data[name]["hashed"] = {
                state: disk.hashed(self._place(name)) for state in ("cold", "warm")
            }

    def _ask_first(self, data: Data) -> None:
        """Ask processes that were never asked anything, the index's files in the page cache.

        An engine keeps of a word what any question found of it, so a process is asked each
        question once, in one way, and ends.  Of words that two questions have in common, the
        first of them alone meets nothing kept.
        """
        for mode in FIRST:
            self._say(f"{mode} searches for the first time")
            for name in self.names:
                disk.hashed(self._place(name))
                asked = _answerable(name, self.questions, mode)
                with Worker(name, self._place(name)) as worker:
                    worker.open()
                    seconds = worker.search(asked, **MODES[mode])["seconds"]
                taken = dict(zip(map(id, asked), seconds, strict=True))
                first = [taken.get(id(question)) for question in self.questions]
                data[name].setdefault("first", {})[mode] = first

    def _search(self, data: Data) -> None:
        with ExitStack() as stack:
            workers = [stack.enter_context(Worker(name, self._place(name))) for name in self.names]
            for worker in workers:
                worker.open()
            for mode, wanted in MODES.items():
                self._say(f"{mode} searches")
                questions = self.asked(mode)
                asked = {name: _answerable(name, questions, mode) for name in self.names}
                times = in_turns(workers, asked, repeat=self.repeat, **wanted)
                for name in self.names:
                    data[name][mode] = _laid_out(questions, asked[name], times[name])
            sites = [worker for worker in workers if isinstance(make(worker.name), Site)]
            self._ask_for_pages(data, sites)
            for worker in workers:
                data[worker.name]["memory"] = worker.memory()
            self._say("pages in HTML, several at once")
            for site in sites:
                asked = _answerable(site.name, self.questions, "faceted")
                data[site.name]["crowd"] = _summed_up(site.crowd(asked))

    def _ask_for_pages(self, data: Data, sites: Sequence[Worker]) -> None:
        """Ask sites for pages in turns, over one connection each."""
        self._say("pages in HTML")
        for site in sites:
            data[site.name]["html"] = []
        for turn in range(self.repeat + 1):
            for site in sites:
                taken = data[site.name]["html"]
                if sum(taken) > PATIENCE:
                    continue
                asked = _answerable(site.name, self.questions, "faceted")
                seconds = site.pages(asked)["seconds"]
                # The first turn is the warming up.
                taken += seconds if turn else []

    def _differences(self, data: Data) -> list[Data]:
        """List what engines found or counted differently, each with its reason."""
        found = []
        for mode in ("faceted", "narrowed"):
            answers = {name: data[name][mode]["answers"] for name in self.names}
            found += differing(self.asked(mode), answers)
        if found:
            self._say(f"{len(found)} answers that differ are counted post by post")
        assert self.corpus.file
        return explained(found, self.corpus.file, self.posts, self.corpus.language)

    def _say(self, what: str) -> None:
        self.tell(f"{self.posts:,} posts: {what}")


def _answerable(name: str, questions: Sequence[Question], mode: str) -> list[Question]:
    """Return the questions that an engine can be asked."""
    engine = make(name)
    if (mode == "narrowed" and not engine.narrows) or (mode == "page" and not engine.quotes):
        return []
    return [question for question in questions if question.kind not in engine.unanswered]


def _laid_out(questions: Sequence[Question], asked: Sequence[Question], times: Times) -> Data:
    """Return times and answers in the order of all questions, None for those not asked."""
    rows = zip(times.medians, times.answers, strict=True)
    by_question = dict(zip(map(id, asked), rows, strict=True))
    filled = [by_question.get(id(question), (None, None)) for question in questions]
    return {
        "median": [row[0] for row in filled],
        "turns": times.turns,
        "answers": [row[1] for row in filled],
    }


def _summed_up(crowd: Data) -> Data:
    """Return what a crowd met in three figures: its thousands of times are not kept."""
    return {
        "p50": exceeded_by_few(crowd["seconds"], 0.5),
        "p99": exceeded_by_few(crowd["seconds"], 0.99),
        "rate": crowd["within"] / crowd["span"],
    }
