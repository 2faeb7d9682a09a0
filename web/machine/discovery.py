"""What robots and browsers ask before anything else: what to read, how to search."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Blueprint, Response, json, request

from index import Facet
from web.answers import completion_path
from web.arguments import read_arguments
from web.links import Links
from web.machine.texts import one_line
from web.shelf import engine, links, premises
from web.speech import gettext
from web.trail import PLACE

blueprint = Blueprint("discovery", __name__)

OPEN_SEARCH = "http://a9.com/-/spec/opensearch/1.1/"

SUGGESTIONS_TYPE = "application/x-suggestions+json"
"""A list of four lists: what was typed, texts, remarks, addresses."""

SHORT_NAME, LONG_NAME, DESCRIPTION = 16, 48, 1024
"""Most characters of each name in a description of a search, as OpenSearch has it."""

FOR_PROGRAMS = ("/search.json", "/suggest.json", "/search.csv", "/api/")
"""What no robot need read: the pages say the same."""

NARROWING = (*(facet.value for facet in Facet), "from", "to")
"""Parameters that narrow a search, in the order in which our addresses name them; the last two
are one filter, a stretch of time."""

ARRANGING = ("sort", "match", "size")
"""Parameters that show the same posts in another way."""


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Ask robots to read posts and lists, and not every combination of filters."""
    lines = (
        "User-agent: *",
        *_refusals(links()),
        "",
        f"Sitemap: {links().absolute('/sitemap.xml')}",
    )
    return Response("\n".join((*lines, "")), mimetype="text/plain")


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """Tell browsers and programs how to search here, in the language of the address."""
    site, address, page = premises().site, links().absolute, links().absolute_page
    name = one_line(site.name)
    told = f"{gettext('Search the archive')}: {name}"
    root = Element("OpenSearchDescription", xmlns=OPEN_SEARCH)
    for tag, text in (
        ("ShortName", name[:SHORT_NAME]),
        ("LongName", name[:LONG_NAME]),
        ("Description", (one_line(site.tagline) or told)[:DESCRIPTION]),
        ("InputEncoding", "UTF-8"),
        ("OutputEncoding", "UTF-8"),
        ("Image", address("/favicon.ico")),
    ):
        SubElement(root, tag).text = text
    root[-1].set("type", "image/svg+xml")
    asked = "?q={searchTerms}"
    for kind, found in (
        ("text/html", page(f"/search{asked}")),
        ("application/atom+xml", address(f"/search.atom{asked}")),
    ):
        SubElement(root, "Url", type=kind, template=found)
    SubElement(
        root,
        "Url",
        type=SUGGESTIONS_TYPE,
        rel="suggestions",
        template=address(f"/suggest.json{asked}"),
    )
    SubElement(
        root,
        "Url",
        type="application/opensearchdescription+xml",
        rel="self",
        template=page("/opensearch.xml"),
    )
    content = tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(content, mimetype="application/opensearchdescription+xml")


@blueprint.get("/suggest.json")
def suggest() -> Response:
    """Finish what is typed into a browser's own search box, in the form that browsers read."""
    limit = premises().settings.limits.query_characters
    text = read_arguments(request.args, max_text=limit).query.text
    found = engine().suggest(text)
    answer = [
        text,
        [each.text for each in found],
        [f"{each.count}" for each in found],
        [links().absolute(completion_path(each)) for each in found],
    ]
    return Response(json.dumps(answer, ensure_ascii=False), mimetype=SUGGESTIONS_TYPE)


def _refusals(links: Links) -> Iterator[str]:
    """Yield the rules: one filter is a page worth reading, two are one of thousands.

    Our links name parameters in one order, so each pair needs one rule.
    """
    for path in FOR_PROGRAMS:
        yield f"Disallow: {links.to(path)}"
    for mark in "?&":  # posts as they stand in somebody's results
        yield f"Disallow: {links.to('/')}*{mark}{PLACE}="
    searches = [links.to("/search")]
    if len(premises().languages) > 1:
        searches.append(links.to("/*/search"))
    for search in searches:
        for first, second in combinations_with_replacement(NARROWING, 2):
            repeated = first == second and first not in list(Facet)
            if not repeated and (first, second) != ("from", "to"):
                yield f"Disallow: {search}*?*{first}=*&{second}="
        for name in ARRANGING:
            for mark in "?&":
                yield f"Disallow: {search}*{mark}{name}="
