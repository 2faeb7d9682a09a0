"""A record made into a post, as far as one post alone goes.

What needs the other posts is left open in the `Draft`: the slug it gets, the
posts it is translated in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from archive.hiding import embargo_of, public_from, visibility_of
from archive.language import detected, tag_of_folder
from archive.parts import activity_of, event_of
from archive.post import Post, Visibility
from archive.reading import Reader
from archive.records import Record
from archive.report import Report, quoted
from archive.settings import Settings, UnknownNames
from archive.slugs import MAX_SLUG, fallback, slug_of, split_date
from archive.titles import MAX_TITLE, title_of
from archive.values import (
    Moment,
    Unreadable,
    address_of,
    day_of,
    image_of,
    language_of,
    moment_of,
    redirect_of,
)
from archive.vocabulary import Vocabulary

_PATH_DATE = re.compile(r"(?:^|/)(\d{4})/(\d{1,2})/(\d{1,2})(?:/|$)")


@dataclass(frozen=True, slots=True)
class Draft:
    """A post whose address is still a wish.

    Attributes:
        post: With `slug` as wished, and no translations.
        slug_line: Line of the `slug:`, else of the post.
        translation_of: Slug of the post that it says it translates.
        translation_line: Line of that.
        group: What posts that are translations of each other by their place
            have in common, or None.
        folder: Language of the folder it is in, or None.
        redirects_line: Line of the old paths.
        activity_line: Line of the activity.
        report: Where problems of the post go.
    """

    post: Post
    slug_line: int
    translation_of: str | None
    translation_line: int
    group: str | None
    folder: str | None
    redirects_line: int
    activity_line: int
    report: Report = field(compare=False)


class PostReader:
    """What every post is read with.

    Args:
        settings: See `Settings`.
        partners: Grows with names that it does not list.
        themes: The same.
        now: Moment that publication dates are compared with, zone-aware.
        reported: Kind and slug of names that no vocabulary lists and that need
            not be reported again.
    """

    def __init__(
        self,
        settings: Settings,
        partners: Vocabulary,
        themes: Vocabulary,
        now: datetime,
        reported: Iterable[tuple[str, str]] = (),
    ) -> None:
        self._settings = settings
        self._zone = settings.site.zone
        self._partners = partners
        self._themes = themes
        self._now = now
        self._reported = set(reported)

    def draft(self, record: Record) -> Draft:
        """Return what a record says of its post.

        Raises:
            FormError: If it has neither a title, nor a body, nor a summary.
        """
        values, report = record.values, record.report
        reader = Reader(values, report)
        title, titled = title_of(reader, record)
        site = self._settings.site
        folder, group = language_folder(record.place, (*site.languages, site.language))
        language = self._language(reader, folder, f"{title}\n{record.body}")
        published, name_rest = self._published(reader, record)
        embargo, sealed = embargo_of(values, self._zone, report)
        visibility = visibility_of(values, report, self._now)
        if sealed and visibility is Visibility.PUBLIC:
            visibility = Visibility.STAFF
        activity = activity_of(
            values, report, lambda name, line: self._term(self._partners, name, line, report)
        )
        partners = self._terms(self._partners, reader, "partners", report)
        themes = self._terms(self._themes, reader, "themes", report)
        post = Post(
            slug=_slug(reader, record, name_rest, title),
            title=title,
            titled=titled,
            language=language,
            path=record.path,
            date=published.day if published else None,
            updated=reader.read("updated", day_of),
            category=reader.text("category"),
            partners=tuple(partners),
            themes=tuple(themes),
            partner_names=tuple(partners.values()),
            theme_names=tuple(themes.values()),
            people=reader.texts("people"),
            summary=reader.text("summary"),
            image=reader.read("image", image_of),
            image_alt=reader.text("image_alt"),
            source=reader.read("source", address_of),
            redirects=reader.each("redirects", redirect_of),
            event=event_of(values, report),
            visibility=visibility,
            public_from=public_from(embargo, published, self._zone, self._now),
            expires=reader.read("expires", day_of),
            activity=activity,
            body=record.body,
            markup=record.markup,
            line=record.body_line,
        )
        return Draft(
            post=post,
            slug_line=reader.line("slug"),
            translation_of=reader.text("translation_of"),
            translation_line=reader.line("translation_of"),
            group=group,
            folder=folder,
            redirects_line=reader.line("redirects"),
            activity_line=reader.line("activity"),
            report=report,
        )

    def _language(self, reader: Reader, folder: str | None, text: str) -> str:
        """Return the language of a post: as written, as its folder, as its words."""
        site = self._settings.site
        written = reader.read("language", language_of)
        if written or folder:
            return written or folder or site.language
        if len(site.languages) > 1:
            return detected(text, site.languages) or site.language
        return site.language

    def _published(self, reader: Reader, record: Record) -> tuple[Moment | None, str]:
        """Return when a post was published, and its file's name without date and ending."""
        written = reader.read("date", moment_of)
        opened, rest = _date_of_place(record.place)
        if written is None and opened is None:
            path = reader.text("path")
            opened = _date_of_place(path)[0] if path else None
        return written or opened, rest

    def _terms(
        self, vocabulary: Vocabulary, reader: Reader, field: str, report: Report
    ) -> dict[str, str]:
        """Return the names that a field holds as first written there, by slug."""
        names: dict[str, str] = {}
        for text, line in reader.named(field):
            for name in _names_in(text, vocabulary):
                slug = self._term(vocabulary, name, line, report)
                if slug is not None:
                    names.setdefault(slug, name)
        return names

    def _term(self, vocabulary: Vocabulary, name: str, line: int, report: Report) -> str | None:
        """Return the slug of a name, reporting it once if no vocabulary lists it."""
        known = vocabulary.find(name)
        if known is not None and known.listed:
            return known.slug
        kind = vocabulary.kind.value
        if known is not None and (kind, known.slug) in self._reported:
            return known.slug
        if len(name) > MAX_TITLE or not slug_of(name):
            report.warning(
                line,
                f"{kind}-unreadable",
                f"{quoted(name)} cannot be the name of a {kind}",
                "write a name with letters",
            )
            return None
        message = f"{quoted(name)} is not in {kind}s.yaml"
        if self._settings.unknown_names is UnknownNames.REFUSE:
            report.warning(line, f"{kind}-unknown", message, self._remedy(vocabulary, name))
            return None
        term = vocabulary.add(name)
        self._reported.add((kind, term.slug))
        report.notice(line, f"{kind}-unlisted", message, self._remedy(vocabulary, name))
        return term.slug

    def _remedy(self, vocabulary: Vocabulary, name: str) -> str:
        closest = vocabulary.closest(name)
        if closest is not None:
            return f'did you mean "{closest.slug}"?'
        return f"list it in {vocabulary.kind.value}s.yaml"


def language_folder(place: str, known: tuple[str, ...]) -> tuple[str | None, str | None]:
    """Return the language that a path is in, and the path without it.

    The first folder counts whatever language it is named after, folders below
    it only if the site has that language; a name may end in one: `post.fr.md`.
    """
    path = PurePosixPath(place)
    folders = path.parts[:-1]
    for depth, name in enumerate(folders):
        tag = tag_of_folder(name, known)
        if tag is not None and (depth == 0 or tag in known):
            return tag, "/".join((*folders[:depth], "*", *folders[depth + 1 :], path.stem))
    stem, dot, ending = path.stem.rpartition(".")
    tag = tag_of_folder(ending, known) if dot else None
    if tag in known:
        return tag, "/".join((*folders, stem))
    return None, "/".join((*folders, path.stem)) if place else None


def _date_of_place(place: str) -> tuple[Moment | None, str]:
    """Return the date in a path, and the file's name without date and ending."""
    path = PurePosixPath(place)
    name = path.stem
    if name.partition(".")[0] == "index":
        name = path.parent.name
    opened, rest = split_date(name)
    if opened is not None:
        return Moment(opened), rest
    match = _PATH_DATE.search(place)
    if match:
        try:
            return moment_of("-".join(match.groups())), rest
        except Unreadable:
            pass
    return None, rest


def _slug(reader: Reader, record: Record, name: str, title: str) -> str:
    written = reader.text("slug")
    slug = fallback((written or "", name, title), record.path, record.line)
    if written and slug != written:
        report, line = record.report, reader.line("slug")
        if len(written) > MAX_SLUG:
            report.warning(
                line,
                "slug-long",
                f"slug is longer than {MAX_SLUG} characters",
                f"write `slug: {slug}`",
            )
        elif slug_of(written) != slug:
            report.warning(
                line,
                "slug-unreadable",
                f'"slug" holds no letter or digit: {quoted(written)}',
                f"write `slug: {slug}`",
            )
        elif record.place:
            report.notice(
                line,
                "slug-changed",
                f"slug {quoted(written)} is read as {quoted(slug)}",
                f"write `slug: {slug}`",
            )
    return slug


def _names_in(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the names in a text: one, unless commas part it into listed ones.

    `Ministry of Justice, Warsaw` is one partner and `harbour-lab, city-hall`
    are two; only the vocabulary knows.
    """
    if "," not in text or vocabulary.find(text) is not None:
        return (text,)
    names = tuple(part.strip() for part in text.split(",") if part.strip())
    terms = [vocabulary.find(name) for name in names]
    return names if names and all(term is not None and term.listed for term in terms) else (text,)
