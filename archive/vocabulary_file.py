"""The files `partners.yaml` and `themes.yaml`, and what can be wrong in them.

Three shapes are read, alone or below a key `partners:` or `themes:`:

    - {slug: harbour-lab, name: Harbour Lab, acronym: HL}    a list
    harbour-lab: {name: Harbour Lab}                         a table of tables
    harbour-lab: Harbour Lab                                 a table of names

A term that says something wrong loses that something, not its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from archive.fields import folded as folded_key
from archive.report import Report, quoted
from archive.term_reader import TermReader
from archive.text import one_line
from archive.tree import Listing, Node, Table
from archive.values import country_of, language_of
from archive.vocabulary import Kind, Term, Vocabulary, folded, term_slug
from archive.yaml_tree import yaml_tree


@dataclass(frozen=True, slots=True)
class _Entry:
    term: Term
    line: int


def vocabulary_of(text: str, kind: Kind, report: Report) -> Vocabulary:
    """Return the vocabulary that a file holds, as much of it as can be read.

    Args:
        text: YAML.
        kind: What it lists.
        report: Told what is wrong, with lines.

    Raises:
        FormError: If it is not YAML.
    """
    node = yaml_tree(text, report)
    node = _unwrapped(node, kind, report)
    entries = _without_repeated(_entries(node, kind, report), report)
    slugs = _slugs_by_name(entries, report)
    terms = [_linked(entry, slugs, report) for entry in entries]
    vocabulary = Vocabulary(kind, terms)
    _report_circles(vocabulary, {entry.term.slug: entry.line for entry in entries}, report)
    return vocabulary


def _unwrapped(node: Node | None, kind: Kind, report: Report) -> Node | None:
    """Return what stands below a key `partners:` or `themes:` if there is one."""
    if not isinstance(node, Table):
        return node
    for name, below in node.entries.items():
        is_list = isinstance(below, Listing) or (
            isinstance(below, Table) and len(node.entries) == 1
        )
        if folded_key(name) == f"{kind.value}s" and is_list:
            for other, unread in node.entries.items():
                if other != name:
                    report.warning(
                        unread.line,
                        "vocabulary-form",
                        f"{quoted(other)} stands beside the list and is not read",
                        "move it into the list",
                    )
            return below
    return node


def _entries(node: Node | None, kind: Kind, report: Report) -> Iterator[_Entry]:
    if isinstance(node, Listing):
        for item in node.items:
            yield from _entry(None, item, kind, report)
    elif isinstance(node, Table):
        alone = {slug: Table(line=line) for slug, line in node.absent.items()}
        terms = sorted((node.entries | alone).items(), key=lambda item: item[1].line)
        for slug, item in terms:
            yield from _entry(slug, item, kind, report)
    elif node is not None:
        report.warning(
            node.line,
            "vocabulary-form",
            "is neither a list nor a table of terms",
            "write `- name: ...`",
        )


def _entry(key: str | None, node: Node, kind: Kind, report: Report) -> Iterator[_Entry]:
    if isinstance(node, Listing):
        report.warning(
            node.line, "vocabulary-form", "a term is a list", "write its name, or `name: ...`"
        )
        return
    table = node if isinstance(node, Table) else Table({"name": node}, node.line)
    reader = TermReader(table, report)
    name = reader.text("name") or one_line(key or "") or reader.text("slug")
    slug = term_slug(reader.text("slug") or key or name or "")
    if not name or not slug:
        report.warning(
            node.line, "term-nameless", "a term has neither a name nor a slug", "write `name: ...`"
        )
        return
    names = reader.node("names")
    others = tuple(names.entries.values()) if isinstance(names, Table) else ()
    aliases = (*reader.texts("aliases"), *reader.texts_of(others))
    term = Term(
        slug=slug,
        name=name,
        kind=kind,
        aliases=tuple(alias for alias in dict.fromkeys(aliases) if alias != name),
        acronyms=tuple(dict.fromkeys((*reader.texts("acronym"), *reader.texts("acronyms")))),
        broader=reader.texts("broader"),
        related=reader.texts("related"),
        country=reader.read("country", country_of),
        language=reader.read("language", language_of),
        links=reader.addresses("links"),
        description=reader.text("description"),
    )
    reader.report_unknown()
    yield _Entry(term, node.line)


def _without_repeated(entries: Iterable[_Entry], report: Report) -> tuple[_Entry, ...]:
    kept: dict[str, _Entry] = {}
    for entry in entries:
        first = kept.setdefault(entry.term.slug, entry)
        if first is not entry:
            report.warning(
                entry.line,
                "term-repeated",
                f'"{entry.term.slug}" is in line {first.line} too; the first one counts',
                "join the two",
            )
    return tuple(kept.values())


def _slugs_by_name(entries: Iterable[_Entry], report: Report) -> dict[str, str]:
    """Return the slug of every name; a name that two terms claim is the first's."""
    entries = tuple(entries)
    slugs = {entry.term.slug: entry.term.slug for entry in entries}
    own = {entry.term.slug: entry for entry in entries}
    reported = set()
    for entry in entries:
        for name in entry.term.names():
            for form in (folded(name), term_slug(name)):
                holder = slugs.setdefault(form, entry.term.slug) if form else entry.term.slug
                if holder != entry.term.slug and (entry.term.slug, holder) not in reported:
                    reported.add((entry.term.slug, holder))
                    report.warning(
                        entry.line,
                        "name-claimed-twice",
                        f'{quoted(name)} names "{holder}" (line {own[holder].line}) '
                        f'and "{entry.term.slug}"; '
                        "it means the first",
                        "take it from one of the two",
                    )
    return slugs


def _linked(entry: _Entry, slugs: dict[str, str], report: Report) -> Term:
    """Return the term with the names of other terms brought to slugs."""
    term = entry.term
    links: dict[str, tuple[str, ...]] = {}
    for key, names in (("broader", term.broader), ("related", term.related)):
        found = []
        for name in names:
            slug = slugs.get(folded(name)) or slugs.get(term_slug(name))
            if slug is None:
                report.warning(
                    entry.line,
                    f"{key}-unknown",
                    f'"{key}" of "{term.slug}" names {quoted(name)}, which is not listed',
                    "list it or take it away",
                )
            elif slug == term.slug:
                report.warning(
                    entry.line,
                    f"{key}-itself",
                    f'"{term.slug}" is "{key}" of itself',
                    "take it away",
                )
            else:
                found.append(slug)
        links[key] = tuple(dict.fromkeys(found))
    return replace(term, broader=links["broader"], related=links["related"])


def _report_circles(vocabulary: Vocabulary, lines: dict[str, int], report: Report) -> None:
    for term in vocabulary:
        if any(term.slug in (*vocabulary.ancestors(above), above) for above in term.broader):
            report.warning(
                lines[term.slug],
                "broader-circle",
                f'"{term.slug}" is broader than itself, '
                f"by way of {quoted(', '.join(term.broader))}",
                "break the circle",
            )
