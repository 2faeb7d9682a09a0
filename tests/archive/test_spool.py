"""
Values that wait in a file come back as they were, and nobody else can read them.
"""

import errno
import os
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import Spool
from archive import spool as module


@given(st.lists(st.text() | st.integers() | st.binary(max_size=40)), st.integers(1, 100))
def test_values_come_back_as_they_were(tmp_path_factory, values, at_once):
    """
    One by one, in slices and from the end, whether they were written already or not.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_WRITTEN_AT_ONCE", at_once)
        spool = Spool(tmp_path_factory.getbasetemp())
        numbers = [spool.add(value) for value in values]

        assert values == [spool[number] for number in numbers]
        assert values == list(spool)
        assert values[::-2] == spool[::-2]
        assert values[-1:] == [spool[-1] for _ in values[-1:]]


def test_a_forked_process_reads_beside_the_one_that_wrote(tmp_path):
    """
    Neither moves the place at which the other one reads.
    """
    spool = Spool(tmp_path)
    for number in range(1000):
        spool.add(str(number))
    spool.flush()

    child = os.fork()
    if child == 0:
        os._exit(0 if [str(n) for n in range(1000)] == list(spool) else 1)
    assert [str(n) for n in range(1000)] == list(spool)
    assert 0 == os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_reading_leaves_the_place_of_the_file_alone(tmp_path):
    """
    Forked processes have it in common, so one that moved it would mislead the others.
    """
    spool = Spool(tmp_path)
    spool.add("x")
    spool.flush()
    os.lseek(spool._file, 1, os.SEEK_SET)

    assert "x" == spool[0]
    assert 1 == os.lseek(spool._file, 0, os.SEEK_CUR)


def test_what_the_system_writes_in_parts_is_whole(tmp_path, monkeypatch):
    """
    It may write less than it was given, and says how much.
    """
    write = os.pwrite
    monkeypatch.setattr(module.os, "pwrite", lambda file, view, at: write(file, view[:3], at))
    spool = Spool(tmp_path)
    spool.add("written in parts")
    spool.add("and so is this")

    assert ["written in parts", "and so is this"] == list(spool)


def test_sizes_are_those_of_what_is_put_aside(tmp_path):
    """
    Whoever takes values in portions of so many bytes need not read them first.
    """
    spool = Spool(tmp_path)
    for data in (b"one", b"", b"three"):
        spool.add_bytes(data)

    assert [3, 0, 5] == list(spool.sizes)


def test_nobody_can_open_it(tmp_path):
    """
    It has no name, not even while it is written, and its mode lets nobody else in.
    """
    spool = Spool(tmp_path)
    spool.add("not for everyone")
    spool.flush()

    state = os.fstat(spool._file)
    assert [] == list(tmp_path.iterdir())
    assert 0 == state.st_nlink
    assert 0o600 == stat.S_IMODE(state.st_mode)


def test_its_file_is_closed_with_it(tmp_path):
    """
    The disk has its room back as soon as nobody can ask for a value any more.
    """
    spool = Spool(tmp_path)
    number = spool._file
    del spool

    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(number)


def test_a_full_disk_is_told(tmp_path, monkeypatch):
    """
    What cannot be put aside is not lost without a word.
    """
    spool = Spool(tmp_path)
    spool.add("x")

    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(module.os, "pwrite", full)
    with pytest.raises(OSError, match="No space left"):
        spool.flush()
