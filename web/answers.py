"""The search answer: results as programs read them.

One shape for `/search.json`, the command line and the interface of version 1.
Dates are ISO 8601, `null` means unknown, an empty list means none, and every
address is whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from archive import Event
from index import (
    Completion,
    CompletionKind,
    EventPair,
    EventPost,
    Facet,
    Hit,
    Label,
    PostView,
    Query,
    Recommendations,
    Results,
    Span,
    Suggestion,
    Topic,
)
from web.links import Links, post_path, search_path

Json = dict[str, Any]


def search_answer(results: Results, site_url: str) -> Json:
    """Return results as the answer to a program.

    Args:
        results: What the engine found.
        site_url: `[site] url`, path prefix included.
    """
    links = Links(site_url)
    query = results.query
    return {
        "total": results.total,
        "page": query.page,
        "pages": results.pages,
        "size": query.size,
        "sort": results.sort.value,
        "match": query.match.value,
        "reading": {
            "words": list(results.reading.words),
            "phrases": list(results.reading.phrases),
            "excluded": list(results.reading.excluded),
            "dropped": list(results.reading.dropped),
            "also": list(results.reading.also),
            "notes": list(results.reading.notes),
            "fields": [
                {"field": read.field, "text": read.text, "names": list(read.names)}
                for read in results.reading.fields
            ],
            "dates": [
                {"of": read.of, "from": _date(read.first), "to": _date(read.last)}
                for read in results.reading.dates
            ],
            "asked": results.reading.asked or None,
        },
        "hits": [_hit(hit, links) for hit in results.hits],
        "facets": {facet.value: _facet(results, facet) for facet in Facet},
        "timeline": [{"month": m.month, "count": m.count} for m in results.timeline],
        "did_you_mean": _suggestion(results.did_you_mean, query, links),
        "topics": [topic_answer(topic, links) for topic in results.topics],
        "generation": results.generation,
    }


def post_answer(view: PostView, site_url: str) -> Json:
    """Return a post, from its public fields alone, as the answer to a program."""
    links = Links(site_url)
    record = view.record
    return {
        "slug": record.slug,
        "url": links.absolute(post_path(record.slug)),
        "title": record.title,
        "language": record.language,
        "date": _date(record.date),
        "updated": _date(record.updated),
        "category": record.category,
        "partners": _labels(record.partners),
        "themes": _labels(record.themes),
        "people": list(record.people),
        "summary": record.summary,
        "event": event_answer(record.event),
        "expires": _date(record.expires),
        "source": record.source,
        "translations": [
            {"slug": t.slug, "language": t.language, "title": t.title} for t in record.translations
        ],
        "html": record.html,
        "text": record.text,
    }


def event_answer(event: Event | None) -> Json | None:
    """Return an event as programs read it."""
    if event is None:
        return None
    return {
        "name": event.name,
        "start": _date(event.start),
        "end": _date(event.end),
        "place": event.place,
        "country": event.country,
        "mode": event.mode,
    }


def related_answer(found: Recommendations, site_url: str) -> Json:
    """Return what to read after a post as the answer to a program."""
    return {
        **topics_answer(found.topics, site_url),
        "posts": [
            {"slug": post.slug, "title": post.title, "score": post.score, "reason": post.reason}
            for post in found.posts
        ],
        **({"event": pair_answer(found.event)} if found.event else {}),
    }


def pair_answer(pair: EventPair) -> Json:
    """Return an event with what announced it and what reported on it as programs read it."""
    return {
        **(event_answer(pair.event) or {}),
        "announced": [_event_post(post) for post in pair.announced],
        "reported": [_event_post(post) for post in pair.reported],
    }


def _event_post(post: EventPost) -> Json:
    return {
        "slug": post.slug,
        "title": post.title,
        "language": post.language,
        "date": _date(post.date),
    }


def topics_answer(topics: Iterable[Topic], site_url: str) -> Json:
    """Return topics as the answer to a program."""
    links = Links(site_url)
    return {"topics": [topic_answer(topic, links) for topic in topics]}


def topic_answer(topic: Topic, links: Links) -> Json:
    """Return a topic; the address of a phrase is a search."""
    if topic.kind == "phrase":
        path = search_path(Query(text=f'"{topic.name}"'))
    else:
        path = f"/{topic.kind}s/{topic.slug}/"
    return {
        "kind": topic.kind,
        "slug": topic.slug,
        "name": topic.name,
        "url": links.absolute(path),
        "count": topic.count,
        "score": topic.score,
        "reason": topic.reason,
    }


def suggest_answer(completions: Iterable[Completion], site_url: str) -> list[Json]:
    """Return completions as programs read them; words and phrases lead to a search."""
    links = Links(site_url)
    return [
        {
            "kind": each.kind.value,
            "text": each.text,
            "url": links.absolute(completion_path(each)),
            "count": each.count,
        }
        for each in completions
    ]


def completion_path(completion: Completion) -> str:
    """Return where a completion leads."""
    if completion.slug is not None:
        if completion.kind is CompletionKind.TITLE:
            return post_path(completion.slug)
        return f"/{completion.kind}s/{completion.slug}/"
    quoted = completion.kind is CompletionKind.PHRASE
    return search_path(Query(text=f'"{completion.text}"' if quoted else completion.text))


def _hit(hit: Hit, links: Links) -> Json:
    return {
        "slug": hit.slug,
        "url": links.absolute(post_path(hit.slug)),
        "title": plain(hit.title),
        "date": _date(hit.date),
        "event": event_answer(hit.event),
        "category": hit.category,
        "language": hit.language,
        "partners": _labels(hit.partners),
        "themes": _labels(hit.themes),
        "summary": hit.summary,
        "snippet": [{"text": span.text, "match": span.match} for span in hit.snippet],
        "score": hit.score,
    }


def _facet(results: Results, facet: Facet) -> list[Json]:
    return [
        {"value": v.value, "label": v.label, "count": v.count, "selected": v.selected}
        for v in results.facets.get(facet, ())
    ]


def _suggestion(suggestion: Suggestion | None, query: Query, links: Links) -> Json | None:
    if suggestion is None:
        return None
    path = search_path(query.but(text=suggestion.text))
    return {"text": suggestion.text, "url": links.absolute(path), "total": suggestion.total}


def _labels(labels: Iterable[Label]) -> list[Json]:
    return [{"slug": label.slug, "name": label.name} for label in labels]


def _date(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def plain(spans: Iterable[Span]) -> str:
    """Return the text of spans without their marks."""
    return "".join(span.text for span in spans)
