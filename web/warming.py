"""What a server does before its first reader comes.

Templates are compiled once, before the server's workers part from it.  Each
worker then opens the edition and asks itself for the pages that readers begin
with, so that the first of them waits no longer than the others.
"""

from __future__ import annotations

import gc
import threading
from urllib.parse import urlencode

from flask import Flask
from werkzeug.test import Client

from index import Query
from web.editions import Editions, NoEdition
from web.links import post_path
from web.rendering import compile_templates
from web.shelf import premises

_WARMING = "pressmark.warming"

BEGINNINGS = ("/", "/search", "/partners/", "/themes/", "/archive/")
"""Pages that readers begin with, beside a search and a post."""


def prepare(app: Flask) -> None:
    """Do what all workers of a server share."""
    compile_templates(app)
    # What is there now stays for ever: the collector need not go through it again, which would
    # hold up a page for as long as some pages take, nor touch what workers share until written.
    gc.collect()
    gc.freeze()


def begin(app: Flask) -> threading.Thread:
    """Warm one worker, aside: a large edition takes longer to open than a server waits for it."""
    done = app.extensions[_WARMING] = threading.Event()
    thread = threading.Thread(target=_begin, args=(app, done), name="warming", daemon=True)
    thread.start()
    return thread


def is_warm(app: Flask) -> bool:
    """Tell whether no reader waits longer than the next; always so where no server warms."""
    done: threading.Event | None = app.extensions.get(_WARMING)
    return done is None or done.is_set()


def _begin(app: Flask, done: threading.Event) -> None:
    with app.app_context():
        editions = premises().editions
    client = Client(app)
    try:
        for path in (*BEGINNINGS, *_of_the_newest(editions)):
            client.get(path).close()
        _prepare(editions)
    finally:
        done.set()  # a page that fails does so for readers too, and its log says why
    editions.follow()


def _prepare(editions: Editions) -> None:
    """Have the engine do what no page of these asks of it."""
    try:
        with editions.public() as shelf:
            shelf.engine.prepare()
    except NoEdition:
        return


def _of_the_newest(editions: Editions) -> tuple[str, ...]:
    """Return a search that finds the newest post, and its page."""
    try:
        with editions.public() as shelf:
            hits = shelf.engine.search(Query(size=1)).hits
    except NoEdition:
        return ()
    return tuple(
        path
        for hit in hits
        for title in ("".join(span.text for span in hit.title),)
        for path in (f"/search?{urlencode({'q': title})}", post_path(hit.slug))
    )
