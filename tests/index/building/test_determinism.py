"""
The same content gives the same answers, whoever builds it and where.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.building.fingerprints import fingerprint

HERE = Path(__file__).parent

SCRIPT = """
import os, random, sys
from pathlib import Path

content, folder, seed, here = sys.argv[1:]
sys.path.insert(0, here)
luck = random.Random(int(seed))
scandir, listdir = os.scandir, os.listdir


class Shuffled:
    def __init__(self, path="."):
        with scandir(path) as entries:
            self.entries = list(entries)
        luck.shuffle(self.entries)

    def __iter__(self):
        return iter(self.entries)

    def __next__(self):
        return self.entries.pop()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    close = __exit__


def shuffled(path="."):
    names = listdir(path)
    luck.shuffle(names)
    return names


os.scandir, os.listdir = Shuffled, shuffled

from small_site import Place, answers

from index import rebuild

if __name__ == "__main__":
    place = Place(Path(content).parent, folder, 1 + int(seed) % 2)
    place.rebuild()
    for edition in ("public", "staff"):
        print(answers(place.open(edition)))
"""

PLACES = (
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/St_Johns", "LC_ALL": "POSIX", "PYTHONHASHSEED": "77", "PYTHONUTF8": "0"},
)


@pytest.mark.parametrize("number", range(1, len(PLACES)))
def test_two_machines_build_the_same(place, number):
    """
    Another order of the folder, time zone, locale and hash seed; scores and
    the order of equals are compared too.
    """
    for extra in range(8):
        place.write(
            f"posts/{extra % 3}/p{extra}.md",
            f"---\ntitle: Exercise {extra % 4}\nthemes: [Own {extra % 3}, OWN 1]\n"
            f"partners: [Lab {extra % 2}]\ndate: 2024-0{1 + extra % 2}-01\n---\n"
            f"The sirens of the exercise, [another](p{(extra + 1) % 8}.md).",
        )

    here, there = (dump(place, seed) for seed in (0, number))

    assert len(here) > 5000
    assert here == there


def dump(place, seed):
    environment = {**os.environ, "LANG": "", "PYTHONIOENCODING": "utf-8", **PLACES[seed]}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, place.content, f"idx{seed}", str(seed), HERE],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env=environment,
    )
    assert 0 == done.returncode, done.stderr
    return done.stdout


@pytest.mark.parametrize("value", [{"a"}, frozenset(), ("plain", [{1: {"b"}}])])
def test_a_set_has_no_fingerprint(value):
    """
    It has another order in every process, so each would take it for changed.
    """
    with pytest.raises(TypeError, match="would differ in every process"):
        fingerprint("text", value)
    assert fingerprint("a text with set() and {braces}", {"key": (1,)})
