"""
Whatever happens to a build, one generation answers, whole: the old one or the new one.
"""

import contextlib
import errno
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from itertools import count

import pytest
from faults import (
    DIED,
    DONE,
    REPORTED,
    build_with_fault,
    die,
    lose_power,
    refuse,
    refuse_for_good,
)
from small_site import TORTURE
from versions import BUILD, command, publish, run, settle, shown

from index import BusyError, CannotWrite, rebuild
from index.store import durable
from index.store.lock import building

STRIDE = 1 if TORTURE else 3
"""Every n-th step fails; all of them in the long form."""

KILLS = TORTURE or 15


@pytest.fixture
def numbered(empty):
    """A site of version 0 with an index."""
    publish(empty, 0)
    empty.rebuild()
    return empty


class TestFaultAtEveryStep:
    @pytest.mark.parametrize("build", ["rebuild", "update"])
    @pytest.mark.parametrize(("kind", "first"), [("error", 1), ("death", 2), ("power", 3)])
    def test_the_old_generation_answers_or_the_new_one(
        self, numbered, build, kind, first, tmp_path
    ):
        """
        Each build meets what all the failed ones before it have left.
        """
        notes, journal = tmp_path / "notes", tmp_path / "journal"
        fault = {"error": refuse(errno.EIO), "death": die, "power": lose_power(journal)}[kind]
        version = 0
        endings = []
        for step in count(1 if TORTURE else first, STRIDE):
            publish(numbered, version + 1)
            before = {path.stat().st_ino for path in numbered.folder.rglob("*") if path.is_file()}
            run = getattr(numbered, build)
            code = build_with_fault(run, numbered.folder, step, fault, notes)
            if kind == "power" and code == DIED:
                self.garble(numbered.folder, before | set(json.loads(journal.read_text())))
            assert code in {DONE, REPORTED, DIED}, notes.read_text()
            answered, damage = shown(numbered.folder)
            assert damage is None
            assert answered in {version, version + 1}
            if code == REPORTED and answered == version:
                assert "nothing was switched" in json.loads(notes.read_text())[1]
            version = answered
            endings.append(code)
            if code == DONE and json.loads(notes.read_text())[0] < step:
                break

        assert len(endings) * STRIDE > 40, "a build has more steps than that"
        assert {REPORTED, DIED} & set(endings)
        settle(numbered, version + 1)

    def garble(self, folder, safe):
        """What was not synced is lost: half of each file, or all of it."""
        for number, path in enumerate(sorted(folder.rglob("*"))):
            if path.is_file() and path.stat().st_ino not in safe:
                size = path.stat().st_size
                os.truncate(path, size // 2 if number % 2 else 0)

    def test_what_has_been_switched_to_is_not_removed(self, numbered, monkeypatch):
        """
        The rename was done; only the folder could not be synced after it.
        """
        sync = durable.sync_folder

        def fails_at_the_end(folder):
            if folder == numbered.folder and shown(folder) == (1, None):
                raise OSError(errno.EIO, "Input/output error", str(folder))
            sync(folder)

        monkeypatch.setattr(durable, "sync_folder", fails_at_the_end)
        publish(numbered, 1)

        with pytest.raises(CannotWrite):
            numbered.rebuild()

        assert (1, None) == shown(numbered.folder)

    def test_a_first_build_that_fails_leaves_no_index(self, empty, tmp_path):
        publish(empty, 0)
        build_with_fault(empty.rebuild, empty.folder, 12, refuse(errno.EIO), tmp_path / "notes")

        settle(empty, 1)


class TestRefusals:
    @pytest.mark.parametrize(
        ("number", "remedy"),
        [
            (errno.ENOSPC, "free some space"),
            (errno.EDQUOT, "free some space or ask for a larger quota"),
            (errno.EROFS, "name a folder that can be written with --index"),
            (errno.EMFILE, "allow more open files (ulimit -n)"),
            (errno.EIO, "check the disk"),
        ],
        ids=["ENOSPC", "EDQUOT", "EROFS", "EMFILE", "EIO"],
    )
    def test_a_file_system_that_refuses_is_reported_with_a_remedy(
        self, numbered, number, remedy, tmp_path
    ):
        notes = tmp_path / "notes"
        publish(numbered, 1)
        for step in (1, 8, 20, 35):
            code = build_with_fault(
                numbered.rebuild, numbered.folder, step, refuse_for_good(number), notes
            )

            assert REPORTED == code, notes.read_text()
            reason = os.strerror(number).lower()
            message = f"the disk: {reason}; nothing was switched, {remedy}"
            assert message == json.loads(notes.read_text())[1]
            assert (0, None) == shown(numbered.folder)

    def test_a_real_limit_on_the_size_of_files(self, numbered):
        """
        No stand-in: the kernel refuses.
        """
        publish(numbered, 1)
        script = (
            "import resource, signal, sys\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n" + BUILD
        )

        done = run(script, numbered)

        assert 1 == done.returncode
        assert "CannotWrite" in done.stderr
        assert (0, None) == shown(numbered.folder)
        settle(numbered, 2)


def step_by_step(place):
    """A build that waits at each of its steps until it is told to go on."""
    return subprocess.Popen(
        [*command(BUILD, place), "step by step"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def go_on(process, most):
    """Let a build take some steps, and return how many it took."""
    for taken in range(most):
        if not process.stdout.readline():
            return taken
        process.stdin.write(b"\n")
        process.stdin.flush()
    return most


class TestKills:
    def test_a_build_may_be_killed_at_any_moment(self, numbered):
        """
        Real processes with their workers, and a real kill.

        A build waits at each of its steps until it is told to go on.  Half of them are
        killed while they wait, the others some time after; these may end before.
        """
        with step_by_step(numbered) as process:
            steps = go_on(process, sys.maxsize)
        luck = random.Random(2026)
        version = 0
        endings = []
        for kill in range(KILLS):
            publish(numbered, version + 1)
            with step_by_step(numbered) as process:
                go_on(process, luck.randrange(steps))
                process.stdout.readline()
                if kill % 2:
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        process.communicate(b"\n" * steps, luck.uniform(0, 0.3))
                process.kill()
            endings.append(process.returncode)

            answered, damage = shown(numbered.folder)

            assert damage is None
            assert answered in {version, version + 1}
            version = answered
        assert {-signal.SIGKILL} == {*endings[::2]}
        assert {*endings} <= {0, -signal.SIGKILL}
        settle(numbered, version + 1)


def read_all_the_time(folder, stop, outcome):
    """Open and search until told to stop; the body of a reading process."""
    seen = []
    try:
        while not stop.is_set():
            version, damage = shown(folder)
            assert damage is None, damage
            seen.append(version)
        outcome.put(seen)
    except BaseException as error:  # noqa: BLE001 - reported by the parent
        outcome.put(repr(error))


class TestReaders:
    def test_every_answer_comes_from_one_generation(self, numbered):
        """
        While one generation follows another.
        """
        swaps = max(5, TORTURE // 4)
        fork = multiprocessing.get_context("fork")
        stop, outcome = fork.Event(), fork.Queue()
        readers = [
            fork.Process(target=read_all_the_time, args=(numbered.folder, stop, outcome))
            for _ in range(8 if TORTURE else 3)
        ]
        for reader in readers:
            reader.start()
        for version in range(1, swaps + 1):
            publish(numbered, version)
            (numbered.rebuild if version % 2 else numbered.update)()
        stop.set()
        seen = [outcome.get(timeout=60) for _ in readers]
        for reader in readers:
            reader.join()

        for versions in seen:
            assert isinstance(versions, list), versions
            assert versions == sorted(versions)
        assert len({version for versions in seen for version in versions}) > 1


def try_to_build(folder, barrier, outcome):
    barrier.wait()
    try:
        with building(folder):
            outcome.put("built")
            time.sleep(0.3)
    except BusyError:
        outcome.put("busy")


class TestTwoBuilders:
    def test_exactly_one_wins(self, tmp_path):
        fork = multiprocessing.get_context("fork")
        for trial in range(TORTURE or 5):
            folder = tmp_path / str(trial)
            folder.mkdir()
            barrier, outcome = fork.Barrier(3), fork.Queue()
            builders = [
                fork.Process(target=try_to_build, args=(folder, barrier, outcome)) for _ in range(3)
            ]
            for builder in builders:
                builder.start()
            outcomes = sorted(outcome.get(timeout=30) for _ in builders)
            for builder in builders:
                builder.join()

            assert ["built", "busy", "busy"] == outcomes

    def test_the_second_is_told_at_once_who_is_building(self, numbered):
        publish(numbered, 1)
        busy = []

        def progress(*_):
            began = time.monotonic()
            with pytest.raises(BusyError) as raised:
                rebuild(numbered.settings)
            busy.append((raised.value, time.monotonic() - began))

        numbered.rebuild(progress=progress)

        error, seconds = busy[0]
        assert seconds < 2
        assert os.getpid() == error.pid
        assert (
            f"{numbered.folder}: process {error.pid} on {error.host}, since {error.since},"
            " is building; try again when it is done"
        ) == str(error)
        assert (1, None) == shown(numbered.folder)

    @pytest.mark.parametrize(
        "left",
        [
            b"",
            b"garbage \xff",
            b'{"pid": 999999999, "host": "gone", "since": "2001-01-01T00:00:00+00:00"}',
            b'{"pid": 1, "host": "another-host", "since": "2999-01-01T00:00:00+00:00"}',
            b"[]",
            None,
        ],
        ids=["empty", "garbage", "dead process", "other host and future", "other form", "none"],
    )
    def test_a_lock_that_nobody_holds_is_no_obstacle(self, numbered, left):
        if left is None:
            (numbered.folder / "lock").unlink()
        else:
            (numbered.folder / "lock").write_bytes(left)
        publish(numbered, 1)

        numbered.rebuild()

        assert (1, None) == shown(numbered.folder)

    def test_a_lock_ends_with_its_builder_though_a_child_lives_on(self, tmp_path):
        """
        Workers outlive a killed builder for a moment.
        """
        ready, go_on = os.pipe()
        builder = os.fork()
        if builder == 0:
            with building(tmp_path):
                if os.fork() == 0:
                    time.sleep(20)
                    os._exit(0)
                os.write(go_on, b"x")
                time.sleep(20)
        os.read(ready, 1)
        with pytest.raises(BusyError), building(tmp_path):
            pass

        os.kill(builder, signal.SIGKILL)
        os.waitpid(builder, 0)

        with building(tmp_path):
            pass


def test_an_index_that_cannot_be_made_is_reported(empty):
    publish(empty, 0)
    (empty.root / "idx").symlink_to("/proc/nowhere")

    with pytest.raises(CannotWrite):
        empty.rebuild()
