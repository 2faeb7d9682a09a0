"""A record as the document that is written: terms with their places, and what is stored.

Each text is read once.  Stems are made of its distinct words, not of every
word, and put at the same places.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archive import Term, Vocabulary
from index.folding import fold
from index.languages import primary, stem
from index.record import Label, Record
from index.record_json import to_json
from index.schema import TEXT_FIELDS, Places
from index.snapshot import FACTS, KEY_SEPARATOR
from index.tokens import places

APART = 8
"""Places left free between two names, so that no phrase reaches from one into the next."""

UNDATED = 0
"""Stands for the day of a post without a date."""


def document_of(record: Record, partners: Vocabulary, themes: Vocabulary) -> dict[str, Any]:
    """Return the fields of a record, ready for the writer."""
    texts = {
        "title": [record.title] if record.titled else [],
        "summary": [record.summary] if record.summary else [],
        "names": list(dict.fromkeys(names_of(record, partners, themes))),
        "body": [record.text],
    }
    document: dict[str, Any] = {
        "slug": [record.slug],
        "partner": [label.slug for label in record.partners],
        "theme": [label.slug for label in record.themes],
        "category": [record.category] if record.category else [],
        "language": [record.language],
        "redirect": [path_key(path) for path in record.redirects],
        "key": key_of(record),
        "display": to_json(record),
        "text": record.text,
        "html": record.html,
    }
    lengths = []
    language = primary(record.language)
    for field in TEXT_FIELDS:
        found, length = read_texts(texts[field.name])
        document[field.name] = found
        document[field.stems] = stems_of(found, language)
        lengths.append(length)
    day = record.date.toordinal() if record.date else UNDATED
    document["facts"] = FACTS.pack(day, *lengths)
    return document


def key_of(record: Record) -> bytes:
    """Return what posts are told apart and put in order by: slug and folded title."""
    title = fold(record.title).replace(KEY_SEPARATOR, "")
    return f"{record.slug}{KEY_SEPARATOR}{title}".encode("utf-8", "replace")


def names_of(record: Record, partners: Vocabulary, themes: Vocabulary) -> Iterator[str]:
    """Yield every name under which a post may be looked for."""
    for labels, vocabulary in ((record.partners, partners), (record.themes, themes)):
        for label in labels:
            yield from _names(label, vocabulary.get(label.slug))
    yield from record.people
    if record.event:
        yield from filter(None, (record.event.name, record.event.place))


def _names(label: Label, term: Term | None) -> tuple[str, ...]:
    return term.names() if term else (label.name,)


def read_texts(texts: list[str]) -> tuple[dict[str, list[int]], int]:
    """Return the places of every word of some texts, and the number of words."""
    if len(texts) == 1:
        found, _, words = places(texts[0])
        return found, words
    merged: dict[str, list[int]] = {}
    first = total = 0
    for text in texts:
        found, after, words = places(text, first)
        for term, at in found.items():
            merged.setdefault(term, []).extend(at)
        first = after + APART
        total += words
    return merged, total


def stems_of(found: Places, language: str) -> Places:
    """Return the places of every stem."""
    stems: dict[str, Any] = {}
    shared = set()
    for term, at in found.items():
        stemmed = stem(language, term)
        if stemmed in stems:
            shared.add(stemmed)
            stems[stemmed] = [*stems[stemmed], *at]
        else:
            stems[stemmed] = at
    for stemmed in shared:
        stems[stemmed] = sorted(set(stems[stemmed]))
    return stems


def path_key(path: str) -> str:
    """Return an old path in the form in which it is looked for: without a closing slash."""
    return path.rstrip("/") or "/"
