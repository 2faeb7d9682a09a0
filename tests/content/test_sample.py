"""
The posts of the sample archive: a newcomer meets Pressmark through them, and other tests lean on
them.
"""

import datetime as dt
import re
from collections import Counter, defaultdict
from urllib.parse import urlsplit

import pytest
import yaml
from sample import LINK, Post, every_text, named, posts, public_posts, vocabulary

CANARIES = {
    "notes-on-the-missing-shackles": (
        "grommelhaken",
        "Roderich Quastenbach",
        "rigging loft squabble",
    ),
    "reporting-figures-to-be-agreed": (
        "zwackelmeter",
        "Philippa Knurrhahn",
        "bench-count reconciliation ledger",
    ),
    "notiz-zum-laermgutachten": (
        "Tuchgeknatter",
        "Sieglinde Schnabelweih",
        "nächtliche Absenkung der Segelspannung",
    ),
    "the-umbrella-library-idea": ("parasolnik", "Teofil Kwaczek", "pocket-shade lending scheme"),
    "la-fontaine-qui-chante": ("glouglisson", "Eudoxie Trompe-Bise", "accordage des jets d’eau"),
    "prize-for-the-potato-cellar": (
        "Frimmelberg",
        "Leopoldine Zausewind",
        "constant-cellar calibration archive",
    ),
    "rzeka-cienia": ("Cienioteka", "Zdzisława Mruczkiewicz", "ciągłość cienia na trasie szkolnej"),
}
"""Hidden posts, each with a word, a person and a phrase that no public post may contain."""

NEVER_REPORTED = {"Fountain ride along the coast", "Tag der leeren Bank"}
"""Events that were announced and about which nothing was published afterwards."""

RUN = 8
"""Words in a row that no two posts may share: shorter runs are ordinary language."""

RESERVED = {
    "none",
    "search",
    "feed",
    "partners",
    "themes",
    "archive",
    "events",
    "news",
    "staff",
    "api",
    "media",
    "static",
}
"""Slugs that are addresses of pages of the site."""

CATEGORIES = {"News", "Event", "Publication", "Interview"}
ADDRESS = re.compile(r"https?://[^\s)>\"'\],]+")
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


def test_there_are_enough_public_posts():
    """Facets, the timeline and related posts look like nothing with a handful of posts."""
    assert 66 <= len(public_posts())
    assert set(CANARIES) == {post.slug for post in posts() if not post.public}


def test_three_years_are_covered():
    """The timeline and the reporting periods need posts in every year."""
    years = Counter(post.meta["date"].year for post in public_posts() if "date" in post.meta)

    assert {2023, 2024, 2025, 2026} == set(years)
    assert min(post.meta["date"] for post in public_posts() if "date" in post.meta) >= dt.date(
        2023, 11, 1
    )
    assert max(post.meta["date"] for post in public_posts() if "date" in post.meta) <= dt.date(
        2026, 10, 31
    )


def test_file_names_agree_with_the_front_matter():
    """Somebody looking for a post in the folder goes by its name."""
    for post in posts():
        date = re.match(r"\d{4}-\d{2}-\d{2}", post.path.stem)

        assert (date.group() if date else None) == (
            str(post.meta["date"]) if "date" in post.meta else None
        ), named(post)
        if date:
            assert date.group()[:4] == post.path.parent.name


def test_slugs_are_unique_and_free():
    """Two posts at one address would hide each other; a page of the site would hide a post."""
    counts = Counter(post.slug for post in posts())

    assert [] == [slug for slug, count in counts.items() if count > 1]
    assert set() == RESERVED & set(counts)


def test_some_posts_have_no_date():
    """An archive saved from an old site has such posts; one knows only when its event was."""
    undated = [post for post in public_posts() if "date" not in post.meta]

    assert 3 <= len(undated)
    assert 1 <= sum("event" in post.meta for post in undated)


@pytest.mark.parametrize(
    ("language", "least"), [("en", 38), ("pl", 8), ("de", 7), ("fr", 7), ("el", 6)]
)
def test_languages(language, least):
    """Folding, stemming and the language facet show only on enough posts of each language."""
    counts = Counter(post.meta["language"] for post in public_posts())

    assert least <= counts[language]


def test_translations_point_to_posts_in_another_language():
    """The line "also in German" under a title must lead somewhere."""
    by_slug = {post.slug: post for post in public_posts()}
    translations = [post for post in public_posts() if "translation_of" in post.meta]

    assert 6 <= len(translations)
    for post in translations:
        original = by_slug[post.meta["translation_of"]]
        assert original.meta["language"] != post.meta["language"], named(post)
        assert "translation_of" not in original.meta, named(post)


def test_every_post_has_what_a_card_shows():
    """A result without title, category or language looks broken in the list."""
    titles = Counter(post.meta["title"] for post in posts())

    assert [] == [title for title, count in titles.items() if count > 1]
    for post in posts():
        assert post.meta["category"] in CATEGORIES, named(post)
        assert post.meta["language"], named(post)
    assert 0.8 * len(posts()) <= sum("summary" in post.meta for post in posts())


@pytest.mark.parametrize("post", posts(), ids=lambda post: post.slug)
def test_length_of_the_body(post):
    """Shorter posts give ranking nothing to work with, longer ones nobody reads in a sample."""
    assert 120 <= len(WORD.findall(post.body)) <= 600


def test_no_two_posts_share_a_sentence():
    """Repeated text makes snippets and related posts look alike for the wrong reason."""
    titles = sorted((post.meta["title"] for post in posts()), key=len, reverse=True)
    quoted = re.compile("|".join(re.escape(title) for title in titles))
    seen = defaultdict(set)
    for post in posts():
        text = quoted.sub(" \n\n\x00 ", LINK.sub(lambda link: f" {link[2]} ", post.body)).casefold()
        for part in text.split("\x00"):
            words = re.findall(r"[^\W_]+", part)
            for start in range(len(words) - RUN + 1):
                seen[" ".join(words[start : start + RUN])].add(post.slug)

    assert {} == {run: slugs for run, slugs in seen.items() if len(slugs) > 1}


def events() -> dict[str, list[Post]]:
    """Public posts by the name of their event."""
    found = defaultdict(list)
    for post in public_posts():
        if "event" in post.meta:
            found[post.meta["event"]["name"]].append(post)
    return found


def test_events_are_of_every_kind():
    """The events page has to show a single day, a span, an online and a hybrid event."""
    every = [posts_[0].meta["event"] for posts_ in events().values()]

    assert 18 <= sum(len(posts_) for posts_ in events().values())
    assert {"in-person", "online", "hybrid"} == {event["mode"] for event in every}
    assert any(event["start"] == event["end"] for event in every)
    assert any(event["start"] < event["end"] for event in every)


def test_posts_on_one_event_agree():
    """Two posts with different dates for one event would make it two in the calendar."""
    for name, posts_ in events().items():
        assert 1 == len({str(sorted(post.meta["event"].items())) for post in posts_}), name
        assert posts_[0].meta["event"]["start"] <= posts_[0].meta["event"]["end"], name


def test_announcements_and_reports():
    """Staff look for events that were announced and never reported; there must be both sorts."""
    announced, reported = set(), set()
    for name, posts_ in events().items():
        for post in posts_:
            if "date" in post.meta:
                (announced if post.meta["date"] < post.meta["event"]["start"] else reported).add(
                    name
                )

    assert 6 <= len(announced & reported)
    assert NEVER_REPORTED == announced - reported


def test_activities_agree():
    """Posts on one activity are one row of the report, so they may not contradict each other."""
    rows = defaultdict(set)
    told = [post for post in public_posts() if "activity" in post.meta]
    for post in told:
        activity = post.meta["activity"]
        rows[activity["id"]].add(yaml.safe_dump(activity, allow_unicode=True))
        assert activity["kind"] in {"dissemination", "communication"}, named(post)
        assert {
            "type",
            "title",
            "objective",
            "channel",
            "audiences",
            "status",
            "work_package",
        } <= set(activity)
        assert set(activity["reached"]) <= set(activity["audiences"]), named(post)

    assert 20 <= len(told)
    assert [] == [name for name, values in rows.items() if len(values) > 1]
    assert 3 <= sum(
        1 < count for count in Counter(post.meta["activity"]["id"] for post in told).values()
    )


def test_activity_leads_are_partners():
    """The report groups activities by lead; an unknown lead would fall out of it."""
    known = {partner["slug"] for partner in vocabulary("partners")}

    assert (
        set()
        == {post.meta["activity"]["lead"] for post in posts() if "activity" in post.meta} - known
    )


def test_hidden_posts():
    """Walls are tested by what lies behind them: staff notes, drafts and embargoes."""
    hidden = [post for post in posts() if not post.public]
    embargoes = [post.meta["embargo"] for post in hidden if "embargo" in post.meta]

    assert 3 == sum(post.meta.get("visibility") == "staff" for post in hidden)
    assert 2 == sum(
        post.meta.get("visibility") == "draft" or post.meta.get("draft") is True for post in hidden
    )
    assert 2 == len(embargoes)
    for embargo in embargoes:
        assert embargo.tzinfo is not None
        assert 2031 == embargo.year


@pytest.mark.parametrize("slug", CANARIES)
def test_canaries(slug):
    """A leak test proves something only if the word it looks for is nowhere in public."""
    texts = {post.slug: post.path.read_text(encoding="utf-8").casefold() for post in posts()}
    public = {post.slug for post in public_posts()}
    for canary in CANARIES[slug]:
        assert canary.casefold() in texts[slug]
        assert [] == [other for other in public if canary.casefold() in texts[other]]


def test_all_addresses_are_examples():
    """An invented organisation must not send readers to somebody's real site."""
    hosts = {
        urlsplit(address).hostname
        for text in every_text().values()
        for address in ADDRESS.findall(text)
    }

    assert [] == sorted(host for host in hosts if not host.endswith(".example"))


@pytest.mark.parametrize(
    "giveaway", ["European Union", "European Commission", "Horizon", "Erasmus", "@gmail"]
)
def test_nothing_real_is_named(giveaway):
    """Invented news under a real name would be a false claim about somebody."""
    assert [] == [
        path for path, text in every_text().items() if giveaway.casefold() in text.casefold()
    ]


def test_front_matter_is_plain():
    """The loader refuses YAML aliases, and comments get lost when a tool rewrites the file."""
    for post in posts():
        front = post.path.read_text(encoding="utf-8").split("---\n", 2)[1]
        assert not re.search(r"(?m)^\s*#|[:\-]\s[&*]\w", front), named(post)
