"""`pressmark search`: the same search as the site's, for people at a terminal and programs.

A terminal gets a readable list, `--json` the answer of `/search.json`, and
`--batch` one line of JSON for each query of a file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from archive import Settings
from index import (
    MAX_PAGE_SIZE,
    PAGE_SIZE,
    DateUnreadable,
    Edition,
    Engine,
    Hit,
    Match,
    PartialDate,
    Query,
    Results,
    Sort,
    open_current,
)
from web.answers import search_answer, suggest_answer
from web.cli.explaining import explain_answer, lines
from web.cli.options import as_json, fail, print_json, with_settings
from web.editions import limits_of, today_at
from web.marks import pressmark

CHARACTERS, WORDS = 20_000, 1_000
"""Nobody attacks the machine from its own command line, and judged queries are long."""


Command = Callable[..., None]


class Day(click.ParamType[PartialDate]):
    """A year, a month or a day, in the forms that the site reads."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> PartialDate:
        """Read the date, or say which forms there are."""
        if isinstance(value, PartialDate):
            return value
        try:
            return PartialDate.parse(value)
        except DateUnreadable as error:
            self.fail(str(error), param, ctx)


def _values(name: str) -> Callable[[Command], Command]:
    return click.option(
        f"--{name}", multiple=True, metavar=name[0].upper(), help="May be given more than once."
    )


@click.command()
@click.argument("text", nargs=-1)
@_values("partner")
@_values("theme")
@_values("category")
@_values("language")
@_values("year")
@click.option("--from", "start", type=Day(), help="First day of publication: 2024, 2024-03, ...")
@click.option("--to", "end", type=Day(), help="Last day of publication.")
@click.option("--sort", type=click.Choice([sort.value for sort in Sort]))
@click.option(
    "--match", type=click.Choice([match.value for match in Match]), default=Match.ALL.value
)
@click.option("--page", type=click.IntRange(min=1), default=1)
@click.option("--size", type=click.IntRange(1, MAX_PAGE_SIZE), default=PAGE_SIZE)
@click.option("--staff", is_flag=True, help="Search the staff edition: every post.")
@click.option(
    "--explain", metavar="SLUG", help="Say why this post is where it is, or is not found."
)
@click.option(
    "--batch",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='JSON lines {"id", "q"}; answers one line each. Needs --json.',
)
@as_json
@with_settings
def search(  # noqa: PLR0913 - one parameter an option
    settings: Settings,
    *,
    text: tuple[str, ...],
    sort: str | None,
    match: str,
    staff: bool,
    explain: str | None,
    batch: Path | None,
    as_json: bool,
    **state: Any,
) -> None:
    """Search the archive; no TEXT, or an empty one, is every post."""
    if batch is not None and explain is not None:
        raise click.UsageError("--explain is about one query; leave out --batch")
    if batch is not None and not as_json:
        raise click.UsageError("--batch answers in JSON lines only; add --json")
    query = Query(
        text=" ".join(text), sort=Sort(sort) if sort else None, match=Match(match), **_unique(state)
    )
    edition = Edition.STAFF if staff else Edition.PUBLIC
    limits = replace(limits_of(settings), characters=CHARACTERS, words=WORDS)
    today = partial(today_at, settings.site)
    engine = open_current(settings.index, edition, limits=limits, today=today).engine
    if batch is not None:
        for line in _answer_batch(engine, query, batch):
            click.echo(line)
    elif explain is not None:
        _explain(engine, query, explain, as_json=as_json)
    elif as_json:
        print_json(search_answer(engine.search(query), settings.site.url))
    else:
        _print(engine.search(query))


def _explain(engine: Engine, query: Query, slug: str, *, as_json: bool) -> None:
    found = engine.explain(query, slug)
    if found is None:
        fail(f"no post has the slug {slug!r} in this edition; the results show it after /news/")
    if as_json:
        print_json(explain_answer(found))
    else:
        click.echo("\n".join(lines(found)))


def _unique(state: dict[str, Any]) -> dict[str, Any]:
    return {
        name: tuple(dict.fromkeys(value)) if isinstance(value, tuple) else value
        for name, value in state.items()
    }


def _answer_batch(engine: Engine, query: Query, path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                asked = json.loads(line)
                name, text = asked["id"], str(asked["q"])
            except (ValueError, TypeError, KeyError):
                fail(f'{path}:{number}: not a line of the form {{"id": "..", "q": ".."}}')
            asked_for = query.but(text=text, page=query.page)
            results = engine.search(asked_for, counts=False, quotes=False)
            hits = [{"slug": hit.slug, "score": hit.score} for hit in results.hits]
            yield json.dumps({"id": name, "total": results.total, "hits": hits}, ensure_ascii=False)


def _print(results: Results) -> None:
    posts = "post" if results.total == 1 else "posts"
    page = f", page {results.query.page} of {results.pages}" if results.pages > 1 else ""
    click.echo(f"{results.total} {posts}{page}")
    if results.reading.dropped:
        click.echo(f"left out: {', '.join(results.reading.dropped)}")
    if results.reading.also:
        click.echo(f"also found: {', '.join(results.reading.also)}")
    for note in results.reading.notes:
        click.echo(note)
    if results.did_you_mean:
        meant = results.did_you_mean
        click.echo(f"did you mean: {meant.text} ({meant.total})")
    for hit in results.hits:
        _print_hit(hit)


def _print_hit(hit: Hit) -> None:
    title = "".join(span.text for span in hit.title)
    facts = [hit.category, ", ".join(label.name for label in hit.partners)]
    click.echo()
    click.echo(f"{pressmark(hit.date, hit.slug)}  {title}")
    click.echo("  " + " · ".join(fact for fact in (*facts, f"/news/{hit.slug}/") if fact))
    if hit.snippet:
        click.echo("  " + "".join(span.text for span in hit.snippet))


@click.command()
@click.argument("prefix", nargs=-1, required=True)
@click.option("--staff", is_flag=True, help="Use the staff edition: every post.")
@as_json
@with_settings
def suggest(settings: Settings, *, prefix: tuple[str, ...], staff: bool, as_json: bool) -> None:
    """Finish what was typed so far: names, words, phrases, titles."""
    edition = Edition.STAFF if staff else Edition.PUBLIC
    engine = open_current(settings.index, edition, limits=limits_of(settings)).engine
    found = engine.suggest(" ".join(prefix))
    if as_json:
        print_json(suggest_answer(found, settings.site.url))
        return
    for each in found:
        click.echo(f"{each.kind.value:8} {each.count:6}  {each.text}")


COMMANDS = (search, suggest)
