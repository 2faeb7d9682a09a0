"""The vocabularies of an edition, in a file beside its index.

They hold the partners and themes that the posts of the edition name, with
their broader ones: what no post names is not even listed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from archive import Kind, Term, Vocabulary

FILE = "vocabulary.json"
"""Name of the file in its edition."""


def write_vocabularies(
    folder: Path, partners: Vocabulary, themes: Vocabulary, language: str
) -> None:
    """Write the file; one that is there is exchanged, never written over."""
    plain: dict[str, Any] = {"language": language}
    for vocabulary in (partners, themes):
        # Terms that no file lists have the order in which posts were read.
        ordered = [term for term in vocabulary if term.listed]
        ordered += sorted((t for t in vocabulary if not t.listed), key=lambda term: term.slug)
        plain[vocabulary.kind.value] = [_plain(term) for term in ordered]
    new = folder / f"{FILE}.new"
    new.write_text(json.dumps(plain), encoding="utf-8")
    new.replace(folder / FILE)


def read_vocabularies(folder: Path) -> tuple[Vocabulary, Vocabulary]:
    """Return the partners and the themes of an edition.

    Raises:
        OSError: If the file cannot be read.
        ValueError: If it is not as it was written.
    """
    plain = json.loads((folder / FILE).read_text(encoding="utf-8"))
    try:
        partners, themes = (
            Vocabulary(kind, [_term(kind, item) for item in plain[kind.value]])
            for kind in (Kind.PARTNER, Kind.THEME)
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"{FILE} is not as it was written: {error!r}") from error
    return partners, themes


def _plain(term: Term) -> dict[str, Any]:
    return {f.name: getattr(term, f.name) for f in fields(Term) if f.name != "kind"}


def _term(kind: Kind, plain: Mapping[str, Any]) -> Term:
    values: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in plain.items()}
    return Term(kind=kind, **values)
