"""
What the disk says of the content, asked by several processes at once.
"""

import os
import signal
import threading
import time
from dataclasses import replace

import pytest

from archive import default_settings
from index.building import looking as looking_module
from index.building.looking import LOOKERS, looking
from index.building.scanning import WHOLE, Share, joined, scan


@pytest.fixture
def content(tmp_path):
    """
    Folders of several sizes, with names of several kinds, long settled.
    """
    root = tmp_path / "content"
    for folder, count in ({"": 1, "one": 1, "many": 9, "many/below": 4, "empty": 0}).items():
        (root / folder).mkdir(parents=True, exist_ok=True)
        for number in range(count):
            (root / folder / f"Zürich {number}.md").write_text(f"{folder} {number}")
    (root / ".hidden").write_text("unseen")
    (root / os.fsdecode(b"\xff.md")).write_text("no text at all")
    for path in root.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    return root


@pytest.fixture
def settings(content, tmp_path):
    return default_settings(
        {
            "content": content,
            "index": content / "many/index",
            "state": tmp_path / "state",
            "build.workers": LOOKERS,
        }
    )


@pytest.fixture
def one_thread(monkeypatch):
    """
    Nothing of the threads that other tests may have left.
    """
    monkeypatch.setattr(threading, "active_count", lambda: 1)


@pytest.fixture
def forked(monkeypatch):
    """
    The processes that were started.
    """
    started = []
    fork = os.fork
    monkeypatch.setattr(os, "fork", lambda: started.append(fork()) or started[-1])
    return started


@pytest.mark.parametrize("of", [1, 2, 3, 7])
def test_shares_are_the_whole(content, of):
    """
    Each file is asked by one process, however few a folder has.
    """
    shares = [scan(content, (), Share(number, of)) for number in range(of)]

    assert joined(shares) == scan(content, ())


@pytest.mark.usefixtures("one_thread")
def test_several_processes_see_what_one_sees(content, settings, forked):
    """
    They are gone when they have told it.
    """
    with looking(settings) as look:
        seen = look.whole()

    assert scan(content, [settings.index]) == seen
    assert LOOKERS == len(forked)
    for process in forked:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, 0)


def test_nobody_waits_for_what_is_not_asked(settings, forked):
    """
    A build that may not begin ends what it has started.
    """
    with pytest.raises(KeyError), looking(settings):
        raise KeyError

    for process in forked:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, 0)


def test_a_process_that_was_killed_is_not_missed(content, settings, forked, monkeypatch):
    """
    The kernel may end any process when memory is short.
    """

    def scanned(root, apart, share=WHOLE):
        if share != WHOLE:
            time.sleep(60)
        return scan(root, apart, share)

    monkeypatch.setattr(looking_module, "scan", scanned)
    with looking(settings) as look:
        for process in forked:
            os.kill(process, signal.SIGKILL)

        assert scan(content, [settings.index]) == look.whole()


@pytest.mark.usefixtures("one_thread")
@pytest.mark.parametrize("change", ["a file", "a folder"])
def test_what_changes_between_two_of_them_is_looked_at_again(
    content, settings, change, monkeypatch
):
    """
    The half of one folder and the other half of another are no folder.
    """
    path = content / "many" / "new"

    def scanned(root, apart, share=WHOLE):
        if share.number:
            # After the first one is done, and before the second begins.
            time.sleep(0.3)
            path.mkdir() if change == "a folder" else path.write_text("new")
        return scan(root, apart, share)

    monkeypatch.setattr(looking_module, "scan", scanned)
    with looking(settings) as look:
        seen = look.whole()

    assert scan(content, [settings.index]) == seen
    assert path.exists()


def test_a_process_with_threads_looks_itself(content, settings, forked):
    """
    A copy of it could wait for ever for what another thread held.
    """
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        with looking(settings) as look:
            assert scan(content, [settings.index]) == look.whole()
    finally:
        done.set()
        thread.join()

    assert [] == forked


def test_what_was_just_written_has_no_stamp(content, settings):
    """
    It may be changed again in the same moment, which no stamp would show.
    """
    for path in content.rglob("*"):
        os.utime(path)  # sets the time of the entry, which nobody else can
    (content / "one/new.md").write_text("new")
    began = time.time_ns()
    with looking(settings) as look:
        whole, settled = look.whole(), look.settled()

    assert look.began >= began
    assert all(whole["one/"].entries().values())
    assert not any(settled["one/"].entries().values())
    assert whole["one/"].is_settled
    assert not settled["one/"].is_settled
    assert settled["empty/"] == whole["empty/"]


def test_a_folder_keeps_the_stamps_of_what_rests(content):
    """
    One file that is being written does not make a large folder be read.
    """
    time.sleep(0.05)  # until the clock of the kernel has ticked
    (content / "many/new.md").write_text("new")
    listing = scan(content, ())["many/"]
    stamps = listing.entries()

    found = listing.settled(stamps["new.md"][2]).entries()

    assert stamps | {"new.md": None} == found


def test_it_is_known_when_there_is_nothing_to_wait_for(settings, content, one_thread):
    """
    Meanwhile an update imports what it may turn out not to need.
    """
    with looking(settings) as look:
        end = time.monotonic() + 30
        while not look.is_over and time.monotonic() < end:
            time.sleep(0.001)

        assert look.is_over
        assert scan(content, (settings.index,)) == look.whole()
        assert look.is_over


@pytest.mark.parametrize("slow", [(0, 1), (0,), (1,)])
def test_processes_that_still_look_are_waited_for(content, settings, one_thread, monkeypatch, slow):
    """
    What they have not told they may not have seen.  Nobody waits for what was not asked.
    """

    def scanned(root, apart, share=WHOLE):
        time.sleep(60 if share.number in slow else 0)
        return scan(root, apart, share)

    monkeypatch.setattr(looking_module, "scan", scanned)
    began = time.monotonic()
    with looking(settings) as look:
        time.sleep(0.2)

        assert not look.is_over
    assert time.monotonic() - began < 30


def test_who_may_have_one_worker_alone_looks_itself(content, settings, one_thread, forked):
    """
    A machine that is not to be used up is not used up here.
    """
    with looking(replace(settings, workers=1)) as look:
        assert scan(content, [settings.index]) == look.whole()

    assert [] == forked


@pytest.mark.parametrize("asked", [True, False])
def test_nothing_stays_open(settings, one_thread, forked, asked):
    """
    A process that goes on updating would run out of files.
    """
    before = os.listdir("/proc/self/fd")  # noqa: PTH208

    with looking(settings) as look:
        _ = look.whole() if asked else None

    assert LOOKERS == len(forked)
    assert before == os.listdir("/proc/self/fd")  # noqa: PTH208
