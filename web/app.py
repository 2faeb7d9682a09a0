"""The application: settings in, a site out.

Nothing is opened, read or decided before `create_app` is called.
"""

from __future__ import annotations

import hashlib
from functools import partial
from importlib.resources import files
from urllib.parse import quote

from flask import Flask, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from archive import Settings
from web import (
    errors,
    events,
    headers,
    health,
    home,
    media,
    posts,
    rendering,
    search,
    speech,
    terms,
)
from web import years as years_pages
from web.asking import AnyRequest
from web.assets import Asset, read_assets
from web.dress import dressed, own_templates
from web.editions import Editions, editions_in, limits_of, today_at
from web.links import Links
from web.machine import BLUEPRINTS
from web.mounting import Mounted
from web.shelf import Premises, move_in, premises
from web.shelf import links as site_links

PAGES = (home, search, posts, terms, years_pages, events)
"""What is for people, and so in their language."""

SPOKEN_FILES = frozenset({"discovery.opensearch"})
"""Endpoints of files that lead to pages, and so are in the language of those."""


def create_app(settings: Settings, *, editions: Editions | None = None) -> Flask:
    """Return the site as a WSGI application.

    Args:
        settings: What `pressmark.toml`, the environment and options say.
        editions: Where the site reads from; by default the index that the
            settings name.
    """
    app = Flask(__name__, static_folder=None)
    app.request_class = AnyRequest
    editions = editions or editions_in(
        settings.index, limits=limits_of(settings), today=partial(today_at, settings.site)
    )
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    assets = dressed(read_assets(), settings.site)
    languages = speech.spoken(settings.site)
    paths = {name: asset.path for name, asset in assets.items()}
    spoken = {tag: Links(settings.site.url, paths, tag) for tag in languages[1:]}
    links = spoken[languages[0]] = Links(settings.site.url, paths)
    build = _build(settings, assets)
    site = Premises(settings, settings.site, links, assets, editions, languages, spoken, build)
    move_in(app, site)
    rendering.install(app, site)
    speech.install(app, languages)
    app.before_request(_in_one_place)
    app.before_request(_with_slash)
    headers.install(app)
    errors.install(app)
    for module in PAGES:
        app.register_blueprint(module.blueprint)
    for blueprint in (media.blueprint, health.blueprint, *BLUEPRINTS):
        app.register_blueprint(blueprint)
    if links.prefix:
        app.wsgi_app = Mounted(app.wsgi_app, links.prefix)  # type: ignore[method-assign,assignment]
    return app


def _in_one_place() -> AnyResponse | None:
    """Lead to the one address of what is the same in all languages, and of the default one."""
    asked = speech.asked()
    if asked is None or request.endpoint is None:
        return None
    names = {module.blueprint.name for module in PAGES}
    is_file = "." in request.path.rpartition("/")[2]
    spoken = (request.blueprint in names and not is_file) or request.endpoint in SPOKEN_FILES
    if asked != premises().languages[0] and spoken:
        return None
    query = request.query_string.decode("ascii", "replace")
    address = premises().links.to(quote(request.path))
    return redirect(f"{address}?{query}" if query else address, 301)


def _with_slash() -> AnyResponse | None:
    """Lead to the address that ends in a slash, where it does."""
    rule = request.url_rule
    if rule is None or not rule.rule.endswith("/") or request.path.endswith("/"):
        return None
    moved = errors.moved()  # an old address without its slash: one step, not two
    if moved is not None:
        return moved
    query = request.query_string.decode("ascii", "replace")
    address = site_links().page(quote(request.path) + "/")
    return redirect(f"{address}?{query}" if query else address, 301)


def _build(settings: Settings, assets: dict[str, Asset]) -> str:
    """Return what changes whenever a page would look different."""
    digest = hashlib.sha256(repr(settings.site).encode())
    for asset in assets.values():
        digest.update(asset.path.encode())
    for folder in ("templates", "translations"):
        texts = files("web").joinpath(folder).iterdir()
        for text in sorted(texts, key=lambda file: file.name):
            digest.update(text.read_bytes())
    for own in own_templates(settings.site):
        digest.update(own.read_bytes())
    return digest.hexdigest()[:16]
