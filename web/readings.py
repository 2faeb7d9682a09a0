"""The line above the results that says how a search was read.

It is a list of clauses, each a message of its own, because languages order the
words inside a clause differently but all join clauses with commas.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from index import DatesRead, FieldRead, Match, Reading, Results
from web.speech import gettext, marked, pgettext, said
from web.wording import day, language_name, span_of_days

NAMES_SHOWN = 6
"""Other names of what was typed that the line lists; partners may have a dozen."""

_FOUND = "<mark>%(text)s</mark>"
_NAMED = "<i>%(text)s</i>"
_SENTENCE_ENDS = (".", "!", "?")


def reading_line(results: Results) -> Markup:
    """Return what was understood of a text, and what was not; empty if that needs no words."""
    reading = results.reading
    sentences = [_read(reading, results.query.match), *_left_over(reading)]
    return Markup(" ").join(sentence for sentence in sentences if sentence)


def _read(reading: Reading, match: Match) -> Markup:
    if reading.asked:
        dates = "".join(f", {_days(each)}" for each in reading.dates)
        return marked(
            gettext("<b>Read as</b> %(clauses)s."),
            clauses=marked("<code>%(text)s</code>%(dates)s", text=reading.asked, dates=dates),
        )
    clauses = list(_clauses(reading, match))
    if not clauses:
        return Markup("")
    return marked(gettext("<b>Read as</b> posts %(clauses)s."), clauses=Markup(", ").join(clauses))


def _clauses(reading: Reading, match: Match) -> Iterator[Markup]:
    words = [marked(_FOUND, text=word) for word in reading.words]
    phrases = [
        marked(gettext("the phrase %(phrase)s"), phrase=marked(_FOUND, text=phrase))
        for phrase in reading.phrases
    ]
    if words or phrases:
        joined = _all(words) if match is Match.ALL else _any(words)
        wanted = _all([joined, *phrases] if words else phrases)
        yield marked(pgettext("posts", "with %(words)s"), words=wanted)
    yield from map(_field, reading.fields)
    for dates in reading.dates:
        yield marked("%(days)s", days=_days(dates))
    if reading.excluded:
        without = _any([marked(_NAMED, text=text) for text in reading.excluded])
        yield marked(pgettext("posts", "without %(words)s"), words=without)


def _field(read: FieldRead) -> Markup:
    if read.field == "title":
        message, form = gettext("with %(name)s in the title"), _FOUND
    else:
        message, form = _FIELDS[read.field](), _NAMED
    text = language_name(read.text) if read.field == "language" else read.text
    name = _any([marked(form, text=name) for name in read.names or (text,)])
    return marked(message, name=name)


_FIELDS = {
    "partner": lambda: gettext("of the partner %(name)s"),
    "theme": lambda: gettext("on the theme %(name)s"),
    "person": lambda: gettext("naming %(name)s"),
    "place": lambda: gettext("on an event in %(name)s"),
    "language": lambda: pgettext("language", "in %(name)s"),
    "category": lambda: gettext("of the kind %(name)s"),
}


def _days(read: DatesRead) -> str:
    event = read.of != "published"
    if read.first is None and read.last is None:
        return gettext("without a day of an event") if event else gettext("without a date")
    if read.first and read.last:
        days = span_of_days(read.first, read.last)
        if read.first == read.last:
            return (
                gettext("on an event on %(day)s", day=days)
                if event
                else gettext("published on %(day)s", day=days)
            )
        return (
            gettext("on an event from %(days)s", days=days)
            if event
            else gettext("published from %(days)s", days=days)
        )
    if read.first:
        first = day(read.first)
        return (
            gettext("on an event on %(day)s or later", day=first)
            if event
            else gettext("published on %(day)s or later", day=first)
        )
    last = day(read.last) if read.last else ""
    return (
        gettext("on an event on %(day)s or earlier", day=last)
        if event
        else gettext("published on %(day)s or earlier", day=last)
    )


def _left_over(reading: Reading) -> Iterator[Markup]:
    if reading.dropped:
        words = Markup(", ").join(marked(_NAMED, text=text) for text in reading.dropped)
        yield marked(gettext("Left out: %(words)s."), words=words)
    if reading.also:
        yield marked(gettext("Also found: %(words)s."), words=_few(reading.also))
    for note in reading.notes:
        text = said(note)
        end = "" if text.endswith(_SENTENCE_ENDS) else "."
        yield marked("%(text)s", text=f"{text[:1].upper()}{text[1:]}{end}")


def _few(names: Sequence[str]) -> Markup:
    """Return the first of some names, the others counted."""
    row = Markup(", ").join(marked(_NAMED, text=name) for name in names[:NAMES_SHOWN])
    more = len(names) - NAMES_SHOWN
    if more <= 0:
        return row
    return marked(gettext("%(words)s and %(more)s more"), words=row, more=more)


def _all(parts: Iterable[Markup]) -> Markup:
    return Markup(gettext(" and ")).join(parts)  # noqa: S704 - a message of ours


def _any(parts: Iterable[Markup]) -> Markup:
    return Markup(gettext(" or ")).join(parts)  # noqa: S704 - a message of ours
