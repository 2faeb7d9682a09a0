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

from archive import Kind, Settings
from index import Facet, Query
from web import errors, events, headers, health, home, media, posts, search, terms
from web import years as years_pages
from web.asking import AnyRequest
from web.assets import Asset, read_assets
from web.editions import Editions, editions_in, limits_of, today_at
from web.links import Links
from web.machine import BLUEPRINTS
from web.mounting import Mounted
from web.shelf import Premises, move_in, years
from web.shelf import links as site_links
from web.wording import FILTERS, is_web_address, lang, span_of_days


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
    assets = read_assets()
    links = Links(settings.site.url, {name: asset.path for name, asset in assets.items()})
    build = _build(settings, assets)
    move_in(app, Premises(settings, settings.site, links, assets, editions, build))
    _prepare_templates(app, settings, links)
    app.before_request(_with_slash)
    headers.install(app)
    errors.install(app)
    for module in (home, search, posts, terms, years_pages, events, media, health):
        app.register_blueprint(module.blueprint)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if links.prefix:
        app.wsgi_app = Mounted(app.wsgi_app, links.prefix)  # type: ignore[method-assign,assignment]
    return app


def _prepare_templates(app: Flask, settings: Settings, links: Links) -> None:
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.tests["web_address"] = is_web_address
    app.jinja_env.globals.update(
        site=settings.site,
        links=links,
        lang=lambda tag: lang(tag, settings.site.language),
        shelf_years=years,
        span_of_days=span_of_days,
        Query=Query,
        Facet=Facet,
        Kind=Kind,
        MAX_TEXT=settings.limits.query_characters,
    )


def _with_slash() -> AnyResponse | None:
    """Lead to the address that ends in a slash, where it does."""
    rule = request.url_rule
    if rule is None or not rule.rule.endswith("/") or request.path.endswith("/"):
        return None
    moved = errors.moved()  # an old address without its slash: one step, not two
    if moved is not None:
        return moved
    query = request.query_string.decode("ascii", "replace")
    address = site_links().to(quote(request.path) + "/")
    return redirect(f"{address}?{query}" if query else address, 301)


def _build(settings: Settings, assets: dict[str, Asset]) -> str:
    """Return what changes whenever a page would look different."""
    digest = hashlib.sha256(repr(settings.site).encode())
    for asset in assets.values():
        digest.update(asset.path.encode())
    templates = files("web").joinpath("templates").iterdir()
    for template in sorted(templates, key=lambda file: file.name):
        digest.update(template.read_bytes())
    return digest.hexdigest()[:16]
