"""The search answer, compared with its description word for word."""

from __future__ import annotations

from datetime import date

import pytest

from archive import Event
from index import (
    Completion,
    CompletionKind,
    DatesRead,
    Facet,
    FacetValue,
    FieldRead,
    Hit,
    Label,
    MonthCount,
    Query,
    Reading,
    Results,
    Sort,
    Span,
    Suggestion,
    Topic,
)
from web import search_answer
from web.answers import completion_path

RESULTS = Results(
    query=Query("shade tree", page=2),
    total=42,
    hits=(
        Hit(
            slug="four",
            title=(Span("Four "), Span("trees", match=True)),
            language="en",
            date=date(2024, 6, 18),
            updated=None,
            event=Event(start=date(2024, 6, 17), place="Grünfurth", country="DE"),
            category="News",
            partners=(Label("gruenfurth", "Stadt Grünfurth", "de"),),
            themes=(),
            summary=None,
            snippet=(Span("a "), Span("shade", match=True)),
            score=1.5,
        ),
    ),
    facets={
        Facet.PARTNER: (
            FacetValue("gruenfurth", "Stadt Grünfurth", 7, selected=True, language="de"),
        )
    },
    timeline=(MonthCount("2024-06", 41), MonthCount(None, 1)),
    reading=Reading(
        words=("shade", "tree"),
        also=("parasol",),
        notes=("n",),
        fields=(FieldRead("theme", "heat", ("Heat",)),),
        dates=(DatesRead("event", date(2024, 6, 1), None),),
    ),
    generation="g1",
    sort=Sort.RELEVANCE,
    did_you_mean=Suggestion("shades tree", 3),
    topics=(
        Topic("theme", "heat", "Heat", 9, 0.5, "Why"),
        Topic("phrase", "a-b", "a b", 2, 0.1, "Because"),
    ),
)

WHOLE = {
    "total": 42,
    "page": 2,
    "pages": 3,
    "size": 20,
    "sort": "relevance",
    "match": "all",
    "reading": {
        "words": ["shade", "tree"],
        "phrases": [],
        "excluded": [],
        "dropped": [],
        "also": ["parasol"],
        "notes": ["n"],
        "fields": [{"field": "theme", "text": "heat", "names": ["Heat"]}],
        "dates": [{"of": "event", "from": "2024-06-01", "to": None}],
        "asked": None,
    },
    "hits": [
        {
            "slug": "four",
            "url": "https://x.example/kept/news/four/",
            "title": "Four trees",
            "date": "2024-06-18",
            "event": {
                "name": None,
                "start": "2024-06-17",
                "end": None,
                "place": "Grünfurth",
                "country": "DE",
                "mode": None,
            },
            "category": "News",
            "language": "en",
            "partners": [{"slug": "gruenfurth", "name": "Stadt Grünfurth"}],
            "themes": [],
            "summary": None,
            "snippet": [{"text": "a ", "match": False}, {"text": "shade", "match": True}],
            "score": 1.5,
        }
    ],
    "facets": {
        "partner": [
            {"value": "gruenfurth", "label": "Stadt Grünfurth", "count": 7, "selected": True}
        ],
        "theme": [],
        "category": [],
        "language": [],
        "year": [],
    },
    "timeline": [{"month": "2024-06", "count": 41}, {"month": None, "count": 1}],
    "did_you_mean": {
        "text": "shades tree",
        "url": "https://x.example/kept/search?q=shades+tree",
        "total": 3,
    },
    "topics": [
        {
            "kind": "theme",
            "slug": "heat",
            "name": "Heat",
            "url": "https://x.example/kept/themes/heat/",
            "count": 9,
            "score": 0.5,
            "reason": "Why",
        },
        {
            "kind": "phrase",
            "slug": "a-b",
            "name": "a b",
            "url": "https://x.example/kept/search?q=%22a+b%22",
            "count": 2,
            "score": 0.1,
            "reason": "Because",
        },
    ],
    "generation": "g1",
}


def test_the_answer_has_exactly_the_described_shape():
    """
    Programs of others read it; a renamed key breaks them.
    """
    assert WHOLE == search_answer(RESULTS, "https://x.example/kept")


def test_a_slash_at_the_end_of_the_site_makes_no_other_addresses():
    """
    Both ways of writing the setting are common.
    """
    assert WHOLE == search_answer(RESULTS, "https://x.example/kept/")


def test_the_order_is_named_as_it_is():
    """
    Relevance means nothing without words, whatever was asked for.
    """
    asked = Results(Query(sort=Sort.RELEVANCE), 0, (), {}, (), Reading(), "g1")

    assert "newest" == search_answer(asked, "https://x.example")["sort"]


def test_what_a_limit_cuts_off_is_named_in_the_reading(client):
    """
    A program that sends a whole paragraph sees which words were not looked for, none halved.
    """
    text = "harbour " * 62 + "exercise evidence"

    response = client.get("/search.json", query_string={"q": text})
    page = client.get("/search", query_string={"q": text})

    note = "only the first 500 characters were searched; left out: exercise, evidence"
    assert (200, [note]) == (response.status_code, response.json["reading"]["notes"])
    assert ["harbour"] == response.json["reading"]["words"]
    assert 200 == page.status_code
    assert "Only the first 500 characters were searched; left out: exercise, evidence" in page.text


@pytest.mark.parametrize(
    ("kind", "slug", "path"),
    [
        (CompletionKind.TITLE, "four", "/news/four/"),
        (CompletionKind.PARTNER, "gruenfurth", "/partners/gruenfurth/"),
        (CompletionKind.THEME, "heat", "/themes/heat/"),
        (CompletionKind.WORD, None, "/search?q=shade+tree"),
        (CompletionKind.PHRASE, None, "/search?q=%22shade+tree%22"),
    ],
)
def test_a_completion_leads_to_what_it_counts(kind, slug, path):
    """A phrase is counted in quotation marks, words are not."""
    assert path == completion_path(Completion(kind, "shade tree", 3, slug=slug))
