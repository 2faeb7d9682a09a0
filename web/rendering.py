"""Pages from templates, which have an environment for each language.

What is the same on every page of a language, its messages and the maker of its
addresses above all, is a constant of its environment.  A page of results says a
hundred messages and writes a hundred addresses, and asking the request for each
of them which language it is in took a quarter of the page's time.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import lru_cache, partial
from types import CodeType
from typing import Any, cast

from flask import Flask, current_app, request
from jinja2 import BaseLoader, BytecodeCache, Environment, PackageLoader, TemplateSyntaxError
from jinja2.bccache import Bucket

from archive import Kind, SettingsError
from index import SUGGESTIONS, Facet, Query
from web.boxes import boxes
from web.dress import loader_of
from web.menu import sections
from web.own_templates import check_templates
from web.shelf import Premises, premises, years
from web.speech import asked, marked, messages
from web.tongues import stable_path, tongues
from web.trail import found_at
from web.wording import FILTERS, from_to, is_web_address, lang, span_of_days
from web.wording import posts as posts_counted

log = logging.getLogger(__name__)

_NAME = "pressmark.pages"

_OURS = "pressmark.pages.ours"

_TAGS_KEPT = 256
"""Languages whose attribute is kept: more than any archive has, fewer than a scanner invents."""


def install(app: Flask, site: Premises) -> None:
    """Give an application the environments of its languages."""
    compiled = _Compiled()
    ours = PackageLoader("web")
    for name, loader in ((_NAME, loader_of(ours, site.site)), (_OURS, ours)):
        app.extensions[name] = {
            tag: _environment(site, tag, loader, compiled) for tag in site.spoken
        }


def render(template: str, **values: Any) -> str:
    """Return a page in the language of the request.

    Args:
        template: Its name.
        values: What it shows.
    """
    return _render(_NAME, template, values)


def render_ours(template: str, **values: Any) -> str:
    """Return a page as `render` does, of our templates alone, as a site's own may fail."""
    return _render(_OURS, template, values)


def _render(name: str, template: str, values: dict[str, Any]) -> str:
    environments = cast("Mapping[str, Environment]", current_app.extensions[name])
    environment = environments[asked() or premises().languages[0]]
    return environment.get_template(template).render(request=request, **values)


def compile_templates(app: Flask) -> None:
    """Compile all templates, which otherwise happens when a page is made for the first time.

    What of the site's own templates no page will show is logged.

    Raises:
        SettingsError: If one of the site's own cannot be read, or calls for one that is not there.
    """
    for environment in cast("Mapping[str, Environment]", app.extensions[_NAME]).values():
        for name in environment.list_templates(extensions=["html"]):
            try:
                environment.get_template(name)
            except TemplateSyntaxError as error:
                place = f"{error.filename or name}:{error.lineno}"
                raise SettingsError("site.templates", f"{place}: {error.message}") from None
            except UnicodeDecodeError:
                raise SettingsError("site.templates", f"{name} is not UTF-8; save it so") from None
    with app.app_context():
        site = premises().site
    if site.templates:
        for remark in check_templates(environment, site):
            log.warning("site.templates: %s", remark)


def _environment(
    of: Premises, tag: str, loader: BaseLoader, compiled: BytecodeCache
) -> Environment:
    """Return the environment of one language."""
    environment = Environment(
        loader=loader,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled,
    )
    written = lru_cache(_TAGS_KEPT)(partial(lang, default=of.site.language, page=tag))
    environment.filters.update(FILTERS)
    environment.tests["web_address"] = is_web_address
    environment.globals.update(
        **messages(tag),
        site=of.site,
        links=of.spoken[tag],
        language=lambda: tag,
        lang=written,
        boxes=partial(boxes, lang=written),
        tongues=tongues,
        stable_path=stable_path,
        posts=posts_counted,
        from_to=from_to,
        found_at=found_at,
        marked=marked,
        shelf_years=years,
        sections=sections,
        span_of_days=span_of_days,
        Query=Query,
        Facet=Facet,
        Kind=Kind,
        MAX_TEXT=of.settings.limits.query_characters,
        SUGGESTIONS=SUGGESTIONS,
    )
    return environment


class _Compiled(BytecodeCache):
    """Templates as they were compiled for one language, which is as good for the others."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what is known of a template to an environment that asks for it."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what an environment has compiled."""
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code
