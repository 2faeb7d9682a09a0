"""One size measured: every engine builds, opens and answers, in turns.

What comes out is plain data, as it is written to a run's JSON.  Lists of times
are in the order of the questions; None stands for one that an engine cannot be
asked.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import disk
from engines import Counts, Site, make
from measure import Times, in_turns
from parsed import Corpus, Post, read_posts
from questions import SAMPLE, Kind, Question, choose, narrowed
from truth import Analysis, Found, count
from worker import Worker

OPENINGS = 3
"""Times that an index is opened by a new process, cold and warm."""

COUNTABLE = 100_000
"""Most posts that are counted one by one to explain a difference; it takes 10 s."""

MODES = {
    "plain": {"facets": False, "snippets": False},
    "faceted": {"facets": True, "snippets": False},
    "narrowed": {"facets": True, "snippets": False},
    "page": {"facets": True, "snippets": True},
}
"""Ways of searching: hits alone, with counts, with values ticked, as a page shows them."""

Data = dict[str, Any]
Teller = Callable[[str], None]


@dataclass(slots=True)
class Trial:
    """The measurement of one number of posts.

    Attributes:
        corpus: At least `posts` of them, in a file.
        names: Of the engines, those that hold so many.
        folder: For the indexes, which are deleted in the end.
        builds: How often each engine builds.
        repeat: How often each question is asked after the first time.
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
        self.questions = choose(sample)
        self.narrowed = narrowed(self.questions, sample)
        data: Data = {name: {} for name in self.names}
        self._build(data)
        self._open(data)
        self._search(data)
        for name in self.names:
            shutil.rmtree(self._place(name))
        return {
            "posts": self.posts,
            "questions": [question.as_json() for question in self.questions],
            "narrowed": [question.as_json() for question in self.narrowed],
            "engines": data,
            "differences": self._differences(data),
        }

    def read(self) -> Iterable[Post]:
        """Read the posts anew."""
        assert self.corpus.file
        return read_posts(self.corpus.file, self.posts)

    def asked(self, mode: str) -> list[Question]:
        """Return the questions of a mode."""
        return self.narrowed if mode == "narrowed" else self.questions

    def _place(self, name: str) -> Path:
        return self.folder / f"{self.posts}-{name}"

    def _build(self, data: Data) -> None:
        for _ in range(self.builds):
            for name in self.names:
                self.tell(f"{self.posts:,} posts: {name} builds")
                shutil.rmtree(self._place(name), ignore_errors=True)
                self._place(name).mkdir(parents=True)
                with Worker(name, self._place(name)) as worker:
                    built = worker.build(self.corpus, self.posts)
                data[name].setdefault("builds", []).append(built)

    def _open(self, data: Data) -> None:
        """Open with nothing of the index in memory, then once more as that left it."""
        self.tell(f"{self.posts:,} posts: opening")
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

    def _search(self, data: Data) -> None:
        with ExitStack() as stack:
            workers = [stack.enter_context(Worker(name, self._place(name))) for name in self.names]
            for worker in workers:
                worker.open()
            for mode, wanted in MODES.items():
                self.tell(f"{self.posts:,} posts: {mode} searches")
                questions = self.asked(mode)
                asked = {name: _answerable(name, questions, mode) for name in self.names}
                times = in_turns(workers, asked, repeat=self.repeat, **wanted)
                for name in self.names:
                    data[name][mode] = _laid_out(questions, asked[name], times[name])
            self.tell(f"{self.posts:,} posts: pages in HTML")
            sites = [worker for worker in workers if isinstance(make(worker.name), Site)]
            for turn in range(self.repeat + 1):
                for site in sites:
                    asked = _answerable(site.name, self.questions, "faceted")
                    seconds = site.pages(asked)["seconds"]
                    if turn:
                        data[site.name].setdefault("html", []).extend(seconds)
            for worker in workers:
                data[worker.name]["memory"] = worker.memory()

    def _differences(self, data: Data) -> list[Data]:
        """List what engines found or counted differently, each with its reason if known."""
        found: list[tuple[Question, dict[str, Data]]] = []
        for mode in ("faceted", "narrowed"):
            for number, question in enumerate(self.asked(mode)):
                listed = {name: data[name][mode]["answers"][number] for name in self.names}
                given = {name: answer for name, answer in listed.items() if answer}
                facts = [_facts(answer) for answer in given.values()]
                if any(fact != facts[0] for fact in facts):
                    found.append((question, given))
        return self._explained(found)

    def _explained(self, found: list[tuple[Question, dict[str, Data]]]) -> list[Data]:
        """Compare what differs with counts post by post, made as each engine makes words."""
        known = bool(found) and self.posts <= COUNTABLE
        questions = [question for question, _ in found]
        listed: list[Data] = [
            {
                "question": question.as_json(),
                "engines": {name: answer["total"] for name, answer in given.items()},
                "reasons": {},
            }
            for question, given in found
        ]
        analyses = {name: make(name).analysis for name in self.names}
        true = {
            each: count(self.read(), questions, each, self.corpus.language)
            for each in {Analysis(), *analyses.values()}
            if known
        }
        for number, (entry, (_, given)) in enumerate(zip(listed, found, strict=True)):
            for name, answer in given.items():
                expected = {each: _truth(true[each][number]) for each in true}
                reason = _reason(_facts(answer), expected, analyses[name])
                if reason:
                    entry["reasons"][name] = reason
        return listed


Facts = tuple[int, Counts]


def _facts(answer: Data) -> Facts:
    return answer["total"], answer["counts"]


def _truth(found: Found) -> Facts:
    return found.total, found.counts


def _reason(facts: Facts, expected: dict[Analysis, Facts], analysis: Analysis) -> str | None:
    """Return why an engine found what it did; None if it is what all should find."""
    if not expected:
        return "not counted post by post: too many"
    if facts == expected[Analysis()]:
        return None
    return analysis.reason if facts == expected[analysis] else "unexplained"


def _answerable(name: str, questions: Sequence[Question], mode: str) -> list[Question]:
    """Return the questions that an engine can be asked."""
    engine = make(name)
    if (mode == "narrowed" and not engine.narrows) or (mode == "page" and not engine.quotes):
        return []
    return [question for question in questions if question.kind not in engine.unanswered]


def _laid_out(questions: Sequence[Question], asked: Sequence[Question], times: Times) -> Data:
    """Return times and answers in the order of all questions, None for those not asked."""
    rows = zip(times.first, times.medians, times.answers, strict=True)
    by_question = dict(zip(map(id, asked), rows, strict=True))
    filled = [by_question.get(id(question), (None, None, None)) for question in questions]
    return {
        "first": [row[0] for row in filled],
        "median": [row[1] for row in filled],
        "answers": [row[2] for row in filled],
    }
