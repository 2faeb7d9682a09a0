"""A post as it is cited: by hand in two styles, and as reference managers read it.

The author is the organisation, as in the citation on the page: the people of a
post are those it names, and not always those who wrote it.

Source:
    RIS: the Research Information Systems tags, one a line, lines ending in CRLF.
    BibTeX counts braces even behind a backslash, so in values there are none
    but those of commands.
    Publication Manual of the American Psychological Association, 7th edition,
    section 10.16: a page whose author is its publisher.
"""

from __future__ import annotations

import re

from flask import Blueprint, Response, abort

from archive import Site
from index import Record
from web.links import Links, post_path
from web.machine.texts import one_line, to_keep
from web.marks import pressmark
from web.shelf import engine, premises

blueprint = Blueprint("citations", __name__)

_NO_KEY = re.compile(r"[^A-Za-z0-9-]+", re.ASCII)

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "$&#%_"},
}
_TEX_MARKS = re.compile("[" + re.escape("".join(_TEX)) + "]")

ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

_TEX_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


@blueprint.get("/news/<slug>/cite.bib")
def as_bibtex(slug: str) -> Response:
    """Give a post as an entry of a BibTeX file."""
    text = bibtex(_found(slug), premises().site, premises().links)
    return to_keep(text, "application/x-bibtex", f"{_key(slug)}.bib")


@blueprint.get("/news/<slug>/cite.ris")
def as_ris(slug: str) -> Response:
    """Give a post as a RIS record."""
    text = ris(_found(slug), premises().site, premises().links)
    return to_keep(text, "application/x-research-info-systems", f"{_key(slug)}.ris")


@blueprint.get("/news/<slug>/cite.txt")
def as_text(slug: str) -> Response:
    """Give a post as a line to paste, in two styles."""
    record, site, links = _found(slug), premises().site, premises().links
    text = f"{apa(record, site, links)}\n\n{plain(record, site, links)}\n"
    return to_keep(text, "text/plain", f"{_key(slug)}.txt")


def apa(record: Record, site: Site, links: Links) -> str:
    """Return a citation in the style of the American Psychological Association.

    Its months are English whatever the language of the post, as the style has it.
    """
    day = record.date
    when = f"{day.year}, {ENGLISH_MONTHS[day.month - 1]} {day.day}" if day else "n.d."
    address = links.absolute(post_path(record.slug))
    return f"{_sentence(site.name)} ({when}). {_sentence(record.title)} {address}"


def plain(record: Record, site: Site, links: Links) -> str:
    """Return a citation that needs no manual: title, publisher, day, pressmark, address."""
    day = record.date.isoformat() if record.date else "undated"
    mark = pressmark(record.date, record.slug)
    address = links.absolute(post_path(record.slug))
    name = one_line(site.name)
    return f"{_sentence(record.title)} {name}, {day}. Pressmark {mark}. {address}"


def bibtex(record: Record, site: Site, links: Links) -> str:
    """Return a post as a BibTeX entry.

    `@misc` is read by BibTeX and by biblatex; `date` is for the latter.
    """
    fields = [
        ("author", f"{{{_tex(site.name)}}}"),
        ("title", f"{{{_tex(record.title)}}}"),
    ]
    if record.date is not None:
        fields += [
            ("year", f"{record.date.year:04d}"),
            ("date", record.date.isoformat()),
        ]
    fields += [
        ("howpublished", _tex(f"{site.name}, news archive")),
        ("url", _address(links.absolute(post_path(record.slug)))),
        ("note", _tex(f"Pressmark {pressmark(record.date, record.slug)}")),
        ("language", _tex(record.language)),
    ]
    if record.themes:
        fields.append(("keywords", _tex(", ".join(label.name for label in record.themes))))
    lines = [f"  {name} = {{{value}}}," for name, value in fields]
    if record.date is not None:
        lines.insert(3, f"  month = {_TEX_MONTHS[record.date.month - 1]},")
    return "\n".join((f"@misc{{{_key(record.slug)},", *lines, "}", ""))


def ris(record: Record, site: Site, links: Links) -> str:
    """Return a post as a RIS record."""
    day = record.date
    tags = [
        ("TY", "ELEC"),
        ("TI", record.title),
        ("AU", site.name),
        ("PY", f"{day.year:04d}" if day else ""),
        ("DA", f"{day.year:04d}/{day.month:02d}/{day.day:02d}" if day else ""),
        ("T2", f"{site.name}, news archive"),
        ("PB", site.name),
        ("AB", record.summary or ""),
        *(("KW", label.name) for label in record.themes),
        ("LA", record.language),
        ("UR", links.absolute(post_path(record.slug))),
        ("N1", f"Pressmark {pressmark(day, record.slug)}"),
    ]
    lines = [f"{tag}  - {text}" for tag, value in tags if (text := one_line(value))]
    return "\r\n".join((*lines, "ER  - ", ""))


def _found(slug: str) -> Record:
    view = engine().post(slug)
    if view is None:
        abort(404)
    return view.record


def _key(slug: str) -> str:
    """Return a slug as a name for entries and files."""
    return _NO_KEY.sub("-", slug).strip("-") or "post"


def _sentence(text: str) -> str:
    """Return a text as one line with a full stop, unless it ends like a sentence."""
    line = one_line(text)
    return line if line.endswith((".", "!", "?", "…")) else f"{line}."


def _tex(text: str) -> str:
    return _TEX_MARKS.sub(lambda found: _TEX[found[0]], one_line(text))


def _address(url: str) -> str:
    """Return an address as BibTeX styles take it: unescaped, without what ends a value."""
    return one_line(url).replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")
