"""A record as the document that is written: its texts, its values, and what is stored.

Each text is cut into words once.  What a word is folded to and what its stem is
in the language of the post is asked once for each distinct word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archive import Event, Term, Vocabulary
from index.columnar import Document, Text, TextStream
from index.editions.record import Label, Record
from index.editions.record_json import to_json
from index.editions.schema import DAY, EVENT_DAYS, TEXT_FIELDS, TITLE_ORDER, UNDATED
from index.words.folding import fold
from index.words.languages import primary, stem, stems
from index.words.surfaces import CHUNKING
from index.words.tokens import BESIDE, is_acronym, slots

APART = 8
"""Positions left free between two names, so that no phrase reaches from one into the next."""


def _as_written(_language: str, found: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the terms of some positions."""
    return [
        tuple(dict.fromkeys(slot.split(BESIDE))) if BESIDE in slot else (slot,) for slot in found
    ]


def _stems(language: str, found: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the stems of some positions; an acronym stands there in small letters too."""
    alone = iter(stems(language, [slot for slot in found if BESIDE not in slot]))
    return [_stems_beside(language, slot) if BESIDE in slot else (next(alone),) for slot in found]


def _stems_beside(language: str, slot: str) -> tuple[str, ...]:
    terms = (term for term in slot.split(BESIDE) if not is_acronym(term))
    return tuple(dict.fromkeys(stem(language, term) for term in terms))


STREAMS = {
    field.name: TextStream(
        slots,
        {field.name: _as_written, field.stems: _stems},
        chunking=CHUNKING,
        gap=APART,
        by_position=True,
    )
    for field in TEXT_FIELDS
}
"""How the texts of a document are read, by field."""


def document_of(record: Record, partners: Vocabulary, themes: Vocabulary) -> Document:
    """Return a record as the batch writer takes it."""
    language = primary(record.language)
    texts = {"body": Text(language, record.text)}
    if record.titled:
        texts["title"] = Text(language, record.title)
    if record.summary:
        texts["summary"] = Text(language, record.summary)
    names = list(dict.fromkeys(names_of(record, partners, themes)))
    if names:
        texts["names"] = Text(language, names[0], tuple(names[1:]))
    return Document(
        texts,
        {
            "slug": [record.slug],
            "partner": [label.slug for label in record.partners],
            "theme": [label.slug for label in record.themes],
            "category": [record.category] if record.category else [],
            "language": [record.language],
            "redirect": [path_key(path) for path in record.redirects],
            "person": list(dict.fromkeys(record.people)),
            "place": [record.event.place] if record.event and record.event.place else [],
            TITLE_ORDER: [title_key(record.title)],
        },
        {
            DAY: record.date.toordinal() if record.date else UNDATED,
            **dict(zip(EVENT_DAYS, event_days(record.event), strict=True)),
        },
        {"display": to_json(record), "text": record.text, "html": record.html},
    )


def event_days(event: Event | None) -> tuple[int, int]:
    """Return the first and the last day of an event as ordinals, `UNDATED` twice for none."""
    known = [day.toordinal() for day in (event.start, event.end) if day] if event else []
    return (min(known), max(known)) if known else (UNDATED, UNDATED)


def title_key(title: str) -> str:
    """Return what a title is put in order by."""
    return fold(title).encode(errors="replace").decode()


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


def path_key(path: str) -> str:
    """Return an old path in the form in which it is looked for: without a closing slash."""
    return path.rstrip("/") or "/"
