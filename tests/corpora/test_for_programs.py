"""
What programs are told of real posts: titles in many scripts, with quotes, braces and signs.
"""

import json
import logging
import re

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware

from archive import default_settings
from index import Query
from web import create_app
from web.editions import editions_in

SITE = "The “A & B” {Archive} 100 % \\ $x_y^z~ №1"
"""A name with everything that files of citations give a meaning to."""

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module", params=["ruby-lang", "digitalgov/events"])
def archive_of(request, corpora, build):
    """
    The site of an archive, and its public posts.
    """
    settings = '[fields]\nthemes = ["topics"]\nevent.start = ["date"]\nevent.end = ["end_date"]\n'
    built = build(corpora / request.param, settings)
    editions = editions_in(built.index)
    app = create_app(default_settings({"site.name": SITE}), editions=editions)
    with editions.public() as shelf:
        yield app.test_client(), list(shelf.engine.scan(Query()))
    editions.close()


def one_line(text):
    return " ".join(text.split())


def bare(value):
    """
    A title as a reader sees it, without the braces that keep its capitals.
    """
    return value[1:-1] if value[:1] + value[-1:] == "{}" else value


def test_every_citation_is_read_back(archive_of, caplog):
    """
    Alone, and all in one file, as people who cite a whole archive keep them.
    """
    caplog.set_level(logging.CRITICAL)  # the reader of BibTeX warns of every @misc
    client, records = archive_of
    texts = []
    for record in records:
        texts.append(client.get(f"/news/{record.slug}/cite.bib").text)
        read = bibtexparser.parse_string(texts[-1], append_middleware=[LatexDecodingMiddleware()])
        (ris,) = rispy.loads(client.get(f"/news/{record.slug}/cite.ris").text)
        (entry,) = read.entries

        assert [] == read.failed_blocks
        assert one_line(record.title) == one_line(bare(entry["title"])) == ris["title"], record.slug
        assert one_line(record.summary or "") == ris.get("abstract", "")
    whole = bibtexparser.parse_string("\n".join(texts))

    assert [] == whole.failed_blocks
    assert len(records) == len(whole.entries) > 300


def test_linked_data_says_what_the_post_says(archive_of):
    """
    Search engines drop a site whose data cannot be read.
    """
    client, records = archive_of
    for record in records[::7]:
        page = client.get(f"/news/{record.slug}/").text
        graph = {node["@type"]: node for node in json.loads(SCRIPT.search(page)[1])["@graph"]}
        article, event = graph["NewsArticle"], graph.get("Event")

        assert article["headline"][:100] == one_line(record.title)[:100]
        assert article.get("datePublished") == (record.date.isoformat() if record.date else None)
        assert (event is not None) == (record.event is not None)
        assert event is None or event["startDate"] <= event["endDate"]
        assert one_line(record.title) == graph["BreadcrumbList"]["itemListElement"][-1]["name"]
