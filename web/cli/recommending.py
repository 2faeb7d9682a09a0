"""`pressmark topics`, `related` and `events`: what texts are about, and what goes together.

A text comes on the command line, or many in a file of JSON lines; the answer to
those is one line each, as they come.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from archive import Settings
from index import MAX_PAGE_SIZE, RELATED_POSTS, Edition, EventPair, Recommender, Topic, open_current
from web.answers import pair_answer, related_answer, topics_answer
from web.cli.options import as_json, fail, print_json, with_settings

UNLIKELY = 0.01
"""Score below which a theme is not printed for people; programs get them all."""

LINE = '{"id": "..", "title": "..", "body": ".."}'
"""The form of a line of a file of texts."""


@click.command()
@click.argument("text", nargs=-1)
@click.option("--staff", is_flag=True, help="Learn from every post, not from public ones alone.")
@click.option(
    "--batch",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"JSON lines {LINE}; answers one line each.",
)
@as_json
@with_settings
def topics(
    settings: Settings, *, text: tuple[str, ...], staff: bool, batch: Path | None, as_json: bool
) -> None:
    """Name the themes that TEXT is about, the likeliest first."""
    if (batch is None) == (not text):
        raise click.UsageError("give a TEXT or --batch FILE, one of the two")
    edition = Edition.STAFF if staff else Edition.PUBLIC
    recommender = open_current(settings.index, edition).engine.recommender
    if batch is not None:
        for line in _answer_batch(recommender, batch):
            click.echo(line)
        return
    found = recommender.topics_of(None, " ".join(text))
    if as_json:
        print_json(topics_answer(found, settings.site.url))
    else:
        _print(found)


@click.command()
@click.argument("slug")
@click.option(
    "--size",
    type=click.IntRange(1, MAX_PAGE_SIZE),
    default=RELATED_POSTS,
    help="Related posts at most.",
)
@click.option("--staff", is_flag=True, help="Recommend from every post, not public ones alone.")
@as_json
@with_settings
def related(settings: Settings, *, slug: str, size: int, staff: bool, as_json: bool) -> None:
    """Name topics and posts for the reader of a post, each with its reason."""
    edition = Edition.STAFF if staff else Edition.PUBLIC
    found = open_current(settings.index, edition).engine.recommender.post(slug, size=size)
    if found is None:
        fail(f'no post of the index has the slug "{slug}"')
    if as_json:
        print_json(related_answer(found, settings.site.url))
        return
    for topic in found.topics:
        click.echo(f"{topic.kind}  {topic.name}: {topic.reason}")
    for post in found.posts:
        click.echo(f"{post.score:.2f}  {post.title} (/news/{post.slug}/): {post.reason}")


@click.command()
@click.option("--unreported", is_flag=True, help="Past events that no post reports on, alone.")
@click.option("--staff", is_flag=True, help="Look at every post, not at public ones alone.")
@as_json
@with_settings
def events(settings: Settings, *, unreported: bool, staff: bool, as_json: bool) -> None:
    """List the events that were announced, each with the reports on it."""
    edition = Edition.STAFF if staff else Edition.PUBLIC
    today = datetime.now(tz=settings.site.zone).date()
    found = [
        pair
        for pair in open_current(settings.index, edition).engine.recommender.events()
        if not unreported or (not pair.reported and pair.last_day < today)
    ]
    if as_json:
        print_json({"events": [pair_answer(pair) for pair in found]})
        return
    for pair in found:
        _print_event(pair)
    if not found:
        click.echo("no event without a report" if unreported else "no event was announced")


def _print_event(pair: EventPair) -> None:
    named = ", ".join(filter(None, (pair.event.name, pair.event.place))) or "an event"
    click.echo(f"{pair.event.start or pair.event.end}  {named}")
    for what, posts in (("announced", pair.announced), ("reported", pair.reported)):
        for post in posts:
            click.echo(f"  {what} {post.date}: {post.title} (/news/{post.slug}/)")


def _answer_batch(recommender: Recommender, path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                name, title, body = _read(line)
            except (ValueError, TypeError, KeyError, AttributeError):
                fail(f"{path}:{number}: not a line of the form {LINE}")
            found = recommender.themes_of(title, body)
            topics = [{"slug": theme.slug, "score": theme.score} for theme in found]
            yield json.dumps({"id": name, "topics": topics}, ensure_ascii=False)


def _read(line: str) -> tuple[Any, str | None, str | None]:
    asked = json.loads(line)
    texts = asked.get("title"), asked.get("body")
    if not all(text is None or isinstance(text, str) for text in texts):
        raise ValueError
    return asked["id"], *texts


def _print(found: tuple[Topic, ...]) -> None:
    likely = [topic for topic in found if topic.score >= UNLIKELY]
    if not likely:
        click.echo("no theme of the archive is likely")
    for topic in likely:
        click.echo(f"{topic.score:.2f}  {topic.name} ({topic.slug}): {topic.reason}")


COMMANDS = (topics, related, events)
