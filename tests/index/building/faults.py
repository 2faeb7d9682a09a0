"""
Faults at the n-th step of a build, in a forked process.

A step is whatever changes the disk or makes it safe: a file opened for writing,
a rename, a link, a removal, a folder made, a write or an fsync, by the builder
itself or by the engine.  Most are seen by an audit hook, which no code can
bypass; what Python does not audit is seen where `durable` calls it.
"""

import json
import os
import sys
import threading
import traceback
from dataclasses import replace

from index import IndexProblem
from index.store import durable
from index.store.manifest import read_manifest, write_manifest

AUDITED = {
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.truncate",
    "os.chmod",
    "shutil.rmtree",
}
WRITING = os.O_WRONLY | os.O_RDWR

DONE, REPORTED, WRONG, DIED = 0, 3, 1, 9
"""How a build ended: well, with an error of ours, with another, or at once."""


class Steps:
    """Counts the steps below a folder and does something at one of them."""

    def __init__(self, folder, at, fault):
        self.folder = str(folder)
        self.at = at
        self.fault = fault
        self.count = 0
        self.active = True
        self.synced = set()
        self.lock = threading.Lock()

    def step(self):
        if not self.active:
            return
        with self.lock:  # files are synced by several threads
            self.count += 1
            meant = self.count == self.at
        if meant:
            self.fault(self)

    def audit(self, event, arguments):
        if not self.active:
            return
        if event == "open":
            path, _, flags = arguments
            if isinstance(path, int) or not flags & WRITING:
                return
        elif event in AUDITED:
            path = arguments[0]
        else:
            return
        if isinstance(path, int) or os.fspath(path).startswith(self.folder):
            self.step()

    def install(self):
        sys.addaudithook(self.audit)
        durable.os = _Os(self)


class _Os:
    """`os`, with its unaudited steps counted."""

    def __init__(self, steps):
        self._steps = steps

    def __getattr__(self, name):
        return getattr(os, name)

    def fsync(self, descriptor):
        self._steps.step()
        os.fsync(descriptor)
        state = os.fstat(descriptor)
        self._steps.synced.add(state.st_ino)

    def write(self, descriptor, data):
        self._steps.step()
        return os.write(descriptor, data)


def build_with_fault(build, folder, at, fault, notes):
    """Run a build in a forked process and return how it ended and its number of steps.

    Args:
        build: Called without arguments.
        folder: Steps below it count.
        at: The step at which the fault happens, from 1.
        fault: Given the `Steps`.
        notes: A file for what the process has to say.
    """
    child = os.fork()
    if child == 0:
        code = WRONG
        steps = Steps(folder, at, fault)
        try:
            steps.install()
            build()
            code = DONE
        except IndexProblem as problem:
            code = REPORTED
            notes.write_text(json.dumps([steps.count, str(problem)]))
        except BaseException:  # noqa: BLE001 - the parent fails the test
            notes.write_text(json.dumps([steps.count, traceback.format_exc()]))
        finally:
            steps.active = False
            if code == DONE:
                notes.write_text(json.dumps([steps.count, ""]))
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def refuse(number):
    """A fault: the file system answers with an error, once."""

    def fault(_steps):
        raise OSError(number, os.strerror(number), "the disk")

    return fault


def refuse_for_good(number):
    """A fault: the file system answers with an error from now on."""

    def fault(steps):
        steps.at = steps.count + 1
        raise OSError(number, os.strerror(number), "the disk")

    return fault


def die(_steps):
    """A fault: the process is gone."""
    os._exit(DIED)


def lose_power(journal):
    """A fault: the process is gone, and says which files were safe."""

    def fault(steps):
        steps.active = False
        journal.write_text(json.dumps(sorted(steps.synced)))
        os._exit(DIED)

    return fault


def spoil(path):
    """Change one bit of a file in place, as a tired disk does."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def rewrite(place, **versions):
    """Give the public edition a manifest of another version, in order otherwise."""
    manifest = read_manifest(place.edition())
    write_manifest(
        place.edition(), replace(manifest, versions=replace(manifest.versions, **versions))
    )
