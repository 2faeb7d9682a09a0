"""Short texts that differ where what was built from differs."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Mapping
from dataclasses import fields as fields_of
from dataclasses import is_dataclass
from functools import cache
from pathlib import Path

from archive import Settings
from index.store.manifest import installed


def fingerprint(*values: object) -> str:
    """Return a short text that differs where values differ.

    It goes by `repr`, so values must be plain: texts, numbers, dates, tuples
    and frozen dataclasses of such.

    Raises:
        TypeError: If a set is among them, which has another order in every process.
    """
    text = repr(values)
    if "{" in text or "set(" in text:  # as in all sets, and in few texts
        _refuse_sets(values)
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:32]


def _refuse_sets(value: object) -> None:
    if isinstance(value, set | frozenset):
        raise TypeError(f"a fingerprint of {value!r} would differ in every process")
    if isinstance(value, Mapping):
        value = (*value.items(),)
    elif is_dataclass(value):
        value = [getattr(value, each.name) for each in fields_of(value) if each.repr]
    if isinstance(value, tuple | list):
        for each in value:
            _refuse_sets(each)


@cache
def program() -> str:
    """Return a fingerprint of the program that reads, renders and indexes."""
    digest = hashlib.sha256()
    for root in (Path(inspect.getfile(Settings)).parent, Path(__file__).parents[1]):
        for path in sorted(root.rglob("*.py")):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def environment(settings: Settings) -> str:
    """Return a fingerprint of what shapes every post alike."""
    site = settings.site
    libraries = sorted(installed().items())
    return fingerprint(program(), libraries, site.url, site.language, settings.limits)


def settings_of(settings: Settings) -> str:
    """Return a fingerprint of whatever may shape a post or an edition.

    Which settings were given is left out: it is a set, in another order in every
    process, and says nothing that their values do not.
    """
    names = [each.name for each in fields_of(settings) if each.name != "given"]
    shaping = {name: getattr(settings, name) for name in names}
    return fingerprint(environment(settings), sorted(shaping.items(), key=lambda pair: pair[0]))
