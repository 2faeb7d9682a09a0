"""An engine in a process of its own, and the handle on it.

Commands and answers are lines of JSON.  Nothing but the engine is imported
there before it is measured, so its memory is its own.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self, TextIO

import disk
from crowd import ask_at_once
from engines import Engine, Site, make
from memory import forget_peak, memory, peak_of_children
from parsed import Corpus, read_posts
from questions import Question, from_json

IN_MEMORY = 100_000
"""Most posts that are parsed before the clock starts; of more, reading is timed too."""

Answered = dict[str, Any]


class EngineFailedError(RuntimeError):
    """The process of an engine ended."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: the engine's process ended; its last words are above")
        self.name = name


class Worker:
    """A handle on one engine's process.

    Args:
        name: Of the engine, as in `ENGINES`.
        folder: Of its index.
    """

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        command = [sys.executable, "-W", "ignore", __file__, name, str(folder)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.communicate(json.dumps({"do": "leave"}) + "\n")

    def build(self, corpus: Corpus, number: int) -> Answered:
        """Index posts of the corpus's file; seconds, CPU seconds, memory, bytes on disk.

        Of memory: what was resident before, and what was more afterwards and at most.
        """
        return self._ask(
            do="build",
            file=str(corpus.file),
            number=number,
            language=corpus.language,
            partners=corpus.partners,
            themes=corpus.themes,
        )

    def open(self) -> Answered:
        """Open the index; seconds."""
        return self._ask(do="open")

    def search(self, questions: list[Question], **wanted: bool) -> Answered:
        """Ask questions one after the other; seconds of each, and the answers.

        Args:
            questions: What to ask.
            wanted: As for `Engine.search`.
        """
        listed = [question.as_json() for question in questions]
        return self._ask(do="search", questions=listed, wanted=wanted)

    def pages(self, questions: list[Question]) -> Answered:
        """Ask a site for pages one after the other; seconds of each."""
        return self._ask(do="pages", questions=[question.as_json() for question in questions])

    def crowd(self, questions: list[Question]) -> Answered:
        """Ask a site for pages over several connections at once; as `crowd.Met`."""
        return self._ask(do="crowd", questions=[question.as_json() for question in questions])

    def memory(self) -> dict[str, int] | None:
        """Return the memory of whatever process answers."""
        found: dict[str, int] | None = self._ask(do="memory")["memory"]
        return found

    def _ask(self, **command: Any) -> Answered:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise EngineFailedError(self.name)
        answer: Answered = json.loads(line)
        return answer


def build(engine: Engine, folder: Path, command: Answered) -> Answered:
    """Index posts, the clock running from parsed posts to a finished index."""
    file, number = Path(command["file"]), command["number"]
    posts = read_posts(file, number)
    corpus = Corpus(
        posts=list(posts) if number <= IN_MEMORY else posts,
        language=command["language"],
        partners=tuple(command["partners"]),
        themes=tuple(command["themes"]),
        file=file,
        number=number,
    )
    # The posts are ours, not the engine's: the collector need not go through them.
    gc.collect()
    gc.freeze()
    forget_peak()
    before = memory()
    cpu, began = _cpu_seconds(), time.perf_counter()
    engine.build(folder, corpus)
    seconds, used = time.perf_counter() - began, _cpu_seconds() - cpu
    after = memory()
    answer: Answered = {"seconds": seconds, "cpu": used, "bytes": disk.size(folder)}
    if before and after:
        answer |= {
            "before": before.resident,
            "resident": after.resident - before.resident,
            "peak": max(after.peak - before.resident, peak_of_children()),
        }
    return answer


def search(engine: Engine, command: Answered) -> Answered:
    """Ask questions, each timed by itself, its hits and counts in Python's hands.

    To lay all answers out alike is the benchmark's business, so no engine's clock runs for it.
    """
    seconds, answers = [], []
    for question in map(from_json, command["questions"]):
        began = time.perf_counter()
        found = engine.search(question, **command["wanted"])
        seconds.append(time.perf_counter() - began)
        answers.append(engine.told(found).as_json())
    return {"seconds": seconds, "answers": answers}


def pages(site: Site, command: Answered) -> Answered:
    """Ask for pages, each timed by itself, all of it received."""
    seconds = []
    for question in map(from_json, command["questions"]):
        began = time.perf_counter()
        site.page(question)
        seconds.append(time.perf_counter() - began)
    return {"seconds": seconds}


def serve(engine: Engine, folder: Path, commands: TextIO, answers: TextIO) -> None:
    """Do what each line asks until there are no more; then close what was opened."""
    with ExitStack() as stack:
        for line in commands:
            command = json.loads(line)
            if command["do"] == "leave":
                break
            if command["do"] == "open":
                answer = _open(engine, folder)
                stack.callback(engine.close)
            elif command["do"] == "build":
                answer = build(engine, folder, command)
            elif command["do"] == "search":
                answer = search(engine, command)
            elif isinstance(engine, Site) and command["do"] == "pages":
                answer = pages(engine, command)
            elif isinstance(engine, Site) and command["do"] == "crowd":
                asked = list(map(from_json, command["questions"]))
                answer = asdict(ask_at_once(engine.address(), list(map(engine.path, asked))))
            else:
                found = memory(engine.process())
                answer = {"memory": found and found.as_json()}
            answers.write(json.dumps(answer) + "\n")
            answers.flush()


def _open(engine: Engine, folder: Path) -> Answered:
    began = time.perf_counter()
    engine.open(folder)
    return {"seconds": time.perf_counter() - began}


def _cpu_seconds() -> float:
    """Processor time of this process, all its threads, and the children it has waited for."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def main() -> None:
    """Serve the engine named on the command line."""
    name, folder = sys.argv[1:]
    # Whatever a library prints must not stand between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(make(name), Path(folder), sys.stdin, answers)


if __name__ == "__main__":
    main()
