"""Posts rendered in worker processes, so that no post can stop a build.

A worker limits itself: a timer of the kernel counts its processor time and ends
it, even in the middle of a regular expression, when one post has had enough.  As
it counts processor time, a busy machine changes nothing.  A second limit, on the
clock, is for a worker that waits for something that never comes.

Each worker has a pipe of its own and answers post by post, so when one ends, the
first post without an answer is the one that ended it.  That post is shown as plain
paragraphs; the others go to a new worker.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import resource
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from typing import Any

from archive.errors import ArchiveError
from archive.post import Post
from archive.rendering.post_rendering import given_up, render_post
from archive.rendering.rendered import RenderContext, Rendered

CHUNK_POSTS = 32
"""Posts handed to a worker at once; enough that waiting for the next chunk costs nothing."""

CHUNK_CHARACTERS = 200_000
"""Characters of bodies handed to a worker at once, above which a chunk is full."""

CHUNKS_AHEAD = 4
"""Chunks per worker that may be read before the first of them is taken; bounds the memory."""

CLOCK_FACTOR = 20
"""How much longer than its processor time a post may take by the clock, on a busy machine."""

CLOCK_LEAST = 20.0
"""Seconds by the clock that every post has: starting a process may be slow."""

ORPHAN_CHECK = 2.0
"""Seconds after which an idle worker looks whether its parent still lives."""

END_WAIT = 5.0
"""Seconds in which a worker that closed its pipe must have ended by itself."""

_READY = "ready"


class WorkersUnusable(ArchiveError):
    """Worker processes end before they begin."""

    def __init__(self, code: int | None) -> None:
        super().__init__(
            f"a worker process ended as it started (exit code {code}); "
            'a script that starts workers needs `if __name__ == "__main__":`'
        )


def render_all(
    posts: Iterable[Post],
    context: RenderContext,
    *,
    workers: int,
    seconds: float = 1.0,
    processes: BaseContext | None = None,
) -> Iterator[Rendered]:
    """Yield each post as the edition shows it, in the order of the posts.

    Posts are read as they are needed.  Closing the iterator ends the workers.

    Args:
        posts: May be endless.
        context: What the edition may show.
        workers: Processes at work; there is always one, or nothing would
            limit a post.
        seconds: Processor time that one post may take.
        processes: How processes start, as `multiprocessing.get_context` gives
            it; by default as the program has set.

    Raises:
        WorkersUnusable: If processes cannot be started.
        ValueError: If `seconds` is not positive.
    """
    if seconds <= 0:
        raise ValueError("seconds must be positive")
    crew = _Crew(
        posts, context, max(1, workers), seconds, processes or multiprocessing.get_context()
    )
    try:
        yield from crew.run()
    finally:
        crew.dismiss()


class _Worker:
    """One process, and the posts that it has not answered yet."""

    def __init__(self, context: RenderContext, seconds: float, processes: Any) -> None:
        ours, theirs = processes.Pipe()
        self.connection: Connection = ours
        self.process = processes.Process(target=_work, args=(theirs, context, seconds), daemon=True)
        self.pending: deque[tuple[int, Post]] = deque()
        self.since = time.monotonic()
        self.ready = False
        try:
            self.process.start()
        finally:
            theirs.close()

    def give(self, chunk: list[tuple[int, Post]]) -> None:
        self.pending.extend(chunk)
        self.since = time.monotonic()
        # A worker that died while idle is found out when its answer is read.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.connection.send([post for _, post in chunk])

    def end(self) -> int | None:
        """End the process if it has not ended, and return its exit code."""
        self.process.join(END_WAIT)
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        self.connection.close()
        code: int | None = self.process.exitcode
        self.process.close()
        return code


class _Crew:
    """The workers of one run, and the posts between them."""

    def __init__(
        self,
        posts: Iterable[Post],
        context: RenderContext,
        size: int,
        seconds: float,
        processes: BaseContext,
    ) -> None:
        self._posts = enumerate(posts)
        self._context = context
        self._size = size
        self._seconds = seconds
        self._clock = max(CLOCK_LEAST, CLOCK_FACTOR * seconds)
        self._processes = processes
        self._workers: list[_Worker] = []
        self._again: deque[list[tuple[int, Post]]] = deque()
        self._done: dict[int, Rendered] = {}
        self._read = 0
        self._exhausted = False

    def run(self) -> Iterator[Rendered]:
        following = 0
        while True:
            self._employ(following)
            while following in self._done:
                yield self._done.pop(following)
                following += 1
            if self._exhausted and following == self._read:
                return
            if following not in self._done:
                self._listen()

    def dismiss(self) -> None:
        """End every worker at once."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _employ(self, following: int) -> None:
        """Give a chunk to every worker that has nothing to do."""
        idle = [worker for worker in self._workers if not worker.pending]
        while idle or len(self._workers) < self._size:
            chunk = self._again.popleft() if self._again else self._chunk(following)
            if not chunk:
                return
            if not idle:
                self._workers.append(_Worker(self._context, self._seconds, self._processes))
                idle.append(self._workers[-1])
            idle.pop().give(chunk)

    def _chunk(self, following: int) -> list[tuple[int, Post]]:
        """Read the next posts, unless enough are waiting to be taken."""
        chunk: list[tuple[int, Post]] = []
        if self._exhausted or self._read - following >= CHUNKS_AHEAD * CHUNK_POSTS * self._size:
            return chunk
        characters = 0
        for number, post in islice(self._posts, CHUNK_POSTS):
            chunk.append((number, post))
            characters += len(post.body)
            if characters >= CHUNK_CHARACTERS:
                break
        self._exhausted = not chunk
        self._read += len(chunk)
        return chunk

    def _listen(self) -> None:
        """Wait for answers and take all there are; replace workers that ended or hang."""
        busy = {worker.connection: worker for worker in self._workers if worker.pending}
        heard = wait(list(busy), timeout=min(1.0, self._clock))
        late = time.monotonic() - self._clock
        for connection, worker in busy.items():
            if connection in heard:
                self._hear(worker)
            elif worker.since < late:
                worker.process.kill()
                self._replace(worker, f"took over {self._clock:g} s by the clock")

    def _hear(self, worker: _Worker) -> None:
        try:
            while worker.pending and worker.connection.poll():
                answer = worker.connection.recv()
                worker.since = time.monotonic()
                if answer == _READY:
                    worker.ready = True
                else:
                    self._done[worker.pending.popleft()[0]] = answer
        except (EOFError, ConnectionResetError):
            self._replace(worker, None)

    def _replace(self, worker: _Worker, reason: str | None) -> None:
        """Give up the post that ended a worker, and hand the others on."""
        self._workers.remove(worker)
        ready = worker.ready
        code = worker.end()
        if not ready:
            raise WorkersUnusable(code)
        number, post = worker.pending.popleft()
        if reason is None:
            limit = code == -signal.SIGPROF
            reason = (
                f"takes over {self._seconds:g} s to render"
                if limit
                else f"ends the renderer (exit code {code})"
            )
        self._done[number] = given_up(post, self._context, reason)
        if worker.pending:
            self._again.append(list(worker.pending))


def _work(connection: Connection, context: RenderContext, seconds: float) -> None:
    """Render what comes through the pipe until it is closed; the body of a worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    gc.freeze()  # looking through what the parent has for garbage would make a copy of it
    parent = os.getppid()
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        connection.send(_READY)
        while True:
            # Forked workers hold each other's pipes open, so the end of the parent may not show.
            while not connection.poll(ORPHAN_CHECK):
                if os.getppid() != parent:
                    return
            for post in connection.recv():
                signal.setitimer(signal.ITIMER_PROF, seconds)
                rendered = render_post(post, context)
                signal.setitimer(signal.ITIMER_PROF, 0)
                connection.send(rendered)
