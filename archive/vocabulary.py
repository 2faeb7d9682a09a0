"""The partners and the themes: names that mean the same thing, brought to one.

A vocabulary is read from `partners.yaml` or `themes.yaml` and grows while
posts are read, because a name that no vocabulary lists is accepted as a value
of its own.  Names meet when their slugs do, so `Gmina Źrębowo`, `gmina-zrebowo`
and `GMINA ŹRĘBOWO` are one value.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from archive.slugs import slug_of


class Kind(StrEnum):
    """Which vocabulary a term belongs to; the name of its facet."""

    PARTNER = "partner"
    THEME = "theme"


@dataclass(frozen=True, slots=True)
class Term:
    """One partner or one theme.

    Attributes:
        slug: Its identity and address.
        name: The label shown.
        aliases: Other names, in other languages or of other years.
        acronyms: Short forms, case kept.
        broader: Slugs of broader terms, nearest first, as listed.
        related: Slugs of neighbouring terms, as listed.
        country: ISO 3166-1 alpha-2, or None.
        language: BCP 47 tag of `name`, or None for the site's own.
        links: Web addresses.
        description: One or two sentences, plain text.
        listed: False where no vocabulary file lists it.
    """

    slug: str
    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    country: str | None = None
    language: str | None = None
    links: tuple[str, ...] = ()
    description: str | None = None
    listed: bool = True

    def names(self) -> tuple[str, ...]:
        """Return every name of the term: label, aliases, acronyms."""
        return (self.name, *self.aliases, *self.acronyms)


NO_VALUE = "none"
"""The facet value for posts without a partner or theme; never a term's slug."""

CLOSE_ENOUGH = 0.75
"""How alike a name and a listed one must be to be offered as a correction (0 to 1)."""


def folded(name: str) -> str:
    """Return a name as names are compared before their slugs are: case and blanks apart."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def term_slug(name: str) -> str:
    """Return the slug of a name; the empty text if no letter or digit is in it."""
    slug = slug_of(name)
    return f"{slug}-2" if slug == NO_VALUE else slug


class Vocabulary:
    """All partners or all themes.

    Args:
        kind: Which of the two.
        terms: Its terms; of two with one slug the first stays.
    """

    def __init__(self, kind: Kind, terms: Iterable[Term] = ()) -> None:
        self.kind = kind
        self._terms: dict[str, Term] = {}
        self._by_name: dict[str, str] = {}
        self._by_slug: dict[str, str] = {}
        self._listed: dict[str, str] = {}
        for term in terms:
            self._insert(term)

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms.values())

    def __len__(self) -> int:
        return len(self._terms)

    def __contains__(self, slug: object) -> bool:
        return slug in self._terms

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Vocabulary):
            return NotImplemented
        return (self.kind, self._terms) == (other.kind, other._terms)

    __hash__ = None  # type: ignore[assignment]  # it grows while posts are read

    def __repr__(self) -> str:
        return f"Vocabulary({self.kind.value}, {len(self)} terms)"

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term: those of the file in its order, then the others as first met."""
        return tuple(self._terms.values())

    def get(self, slug: str) -> Term | None:
        """Return the term with exactly this slug, or None."""
        return self._terms.get(slug)

    def name(self, slug: str) -> str:
        """Return the label of a slug; the slug itself if there is no such term."""
        term = self._terms.get(slug)
        return term.name if term else slug

    def find(self, name: str) -> Term | None:
        """Return the term that a slug, name, alias or acronym means, or None.

        Case, accents and punctuation make no difference.
        """
        own = term_slug(name)
        if own in self._terms:
            return self._terms[own]
        slug = self._by_name.get(folded(name)) or (self._by_slug.get(own) if own else None)
        return self._terms[slug] if slug else None

    def closest(self, name: str) -> Term | None:
        """Return the listed term whose name is most like a name, or None if none is."""
        near = difflib.get_close_matches(folded(name), self._listed, n=1, cutoff=CLOSE_ENOUGH)
        return self._terms[self._listed[near[0]]] if near else None

    def add(self, name: str) -> Term:
        """Return the term of a name, made and kept if no name has met it yet.

        Raises:
            ValueError: If the name has no letter or digit to make a slug of.
        """
        known = self.find(name)
        if known is not None:
            return known
        slug = term_slug(name)
        if not slug:
            message = f"no slug can be made of {name!r}"
            raise ValueError(message)
        term = Term(slug=slug, name=name, kind=self.kind, listed=False)
        self._insert(term)
        return term

    def ancestors(self, slug: str) -> tuple[str, ...]:
        """Return the slugs of all broader terms, nearest first; a circle ends where it began."""
        found: dict[str, None] = {}
        level = [slug]
        while level:
            above = [broader for below in level for broader in self._broader(below)]
            level = [
                broader
                for broader in dict.fromkeys(above)
                if broader not in found and broader != slug
            ]
            found.update(dict.fromkeys(level))
        return tuple(found)

    def restricted_to(self, slugs: Iterable[str]) -> Vocabulary:
        """Return a vocabulary of these terms and their broader ones alone.

        Links to other terms are dropped: what is left out is not even named.
        """
        wanted = {slug for slug in slugs if slug in self._terms}
        wanted |= {above for slug in tuple(wanted) for above in self.ancestors(slug)}
        return Vocabulary(
            self.kind,
            (
                replace(
                    term,
                    broader=tuple(slug for slug in term.broader if slug in wanted),
                    related=tuple(slug for slug in term.related if slug in wanted),
                )
                for term in self
                if term.slug in wanted
            ),
        )

    def spelled(self, names: Iterable[tuple[str, str]]) -> Vocabulary:
        """Return the same terms, those that no file lists named as some posts write them.

        Where no file says it, the label is the name as first written, and the
        first to write it may be a post that is not for everyone.

        Args:
            names: Slugs and names as written, first ones first.
        """
        first: dict[str, str] = {}
        for slug, name in names:
            first.setdefault(slug, name)
        return Vocabulary(
            self.kind,
            (
                term if term.listed else replace(term, name=first.get(term.slug, term.name))
                for term in self
            ),
        )

    def _broader(self, slug: str) -> tuple[str, ...]:
        term = self._terms.get(slug)
        return tuple(above for above in term.broader if above in self._terms) if term else ()

    def _insert(self, term: Term) -> None:
        if term.slug in self._terms:
            return
        self._terms[term.slug] = term
        for name in (term.slug, *term.names()):
            self._by_name.setdefault(folded(name), term.slug)
            slug = term_slug(name)
            if slug:
                self._by_slug.setdefault(slug, term.slug)
            if term.listed:
                self._listed.setdefault(folded(name), term.slug)
