"""The sample archive, read as plain files.

A newcomer meets Pressmark through these posts, and other tests lean on them.  Nothing here imports
the packages of the project: what is wrong with the files is found even when the loader is broken.
"""

import datetime as dt
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
import yaml
from slugify import slugify

CONTENT = Path(__file__).resolve().parents[2] / "content"

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
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
ADDRESS = re.compile(r"https?://[^\s)>\"'\],]+")
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


class Post(NamedTuple):
    """One file: where it is, its front matter and its body."""

    path: Path
    slug: str
    meta: dict
    body: str

    @property
    def public(self) -> bool:
        """Whether everybody may read the post today."""
        return (
            self.meta.get("visibility", "public") == "public"
            and not self.meta.get("draft")
            and "embargo" not in self.meta
        )


@cache
def posts() -> tuple[Post, ...]:
    """Every post of the sample, hidden ones included."""
    found = []
    for path in sorted((CONTENT / "posts").rglob("*.md")):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        meta = yaml.safe_load(front)
        stem = re.sub(r"^\d{4}-\d{2}-\d{2}-", "", path.stem)
        found.append(Post(path, meta.get("slug") or slugify(stem), meta, body.strip()))
    return tuple(found)


@cache
def public_posts() -> tuple[Post, ...]:
    """The posts that a visitor sees."""
    return tuple(post for post in posts() if post.public)


def vocabulary(name: str) -> list[dict]:
    """The entries of partners.yaml or themes.yaml."""
    return yaml.safe_load((CONTENT / f"{name}.yaml").read_text(encoding="utf-8"))


def names_of(entry: dict) -> set[str]:
    """Everything an entry may be called, casefolded."""
    names = [entry["slug"], entry["name"], *entry.get("aliases", [])]
    if "acronym" in entry:
        names.append(entry["acronym"])
    return {name.casefold() for name in names}


def named(post: Post) -> str:
    """Short name of a post for messages."""
    return str(post.path.relative_to(CONTENT))


def every_text() -> dict[str, str]:
    """All files that hold words, by path."""
    return {
        str(path.relative_to(CONTENT)): path.read_text(encoding="utf-8")
        for path in sorted(CONTENT.rglob("*"))
        if path.suffix in {".md", ".yaml"}
    }


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


def test_partners():
    """Partner pages show names and countries; the search finds partners by any of their names."""
    partners = vocabulary("partners")

    assert 12 == len(partners)
    for partner in partners:
        assert {"slug", "name", "aliases", "country", "language", "links", "description"} <= set(
            partner
        )
        assert partner["aliases"], partner["slug"]
        assert re.fullmatch(r"[A-Z]{2}", partner["country"]), partner["slug"]


def test_themes():
    """A post on a narrower theme counts for the broader one, so the hierarchy must be sound."""
    themes = vocabulary("themes")
    broader = {theme["slug"]: theme["broader"] for theme in themes}

    assert 10 == len(themes)
    assert 3 <= sum(not parents for parents in broader.values()) <= 4
    for theme in themes:
        assert {"slug", "name", "aliases", "broader", "related", "description"} <= set(theme)
        assert set() == {*theme["broader"], *theme["related"]} - set(broader), theme["slug"]
        assert [] == [parent for parent in theme["broader"] if broader[parent]], theme["slug"]


@pytest.mark.parametrize("kind", ["partners", "themes"])
def test_a_name_means_one_entry(kind):
    """A name shared by two entries would file a post under whichever comes first."""
    counts = Counter(name for entry in vocabulary(kind) for name in names_of(entry))

    assert [] == [name for name, count in counts.items() if count > 1]


@pytest.mark.parametrize("kind", ["partners", "themes"])
def test_every_name_in_a_post_is_in_the_vocabulary(kind):
    """An unknown name becomes a facet value of its own, which looks like a mistake."""
    known = set().union(*(names_of(entry) for entry in vocabulary(kind)))
    unknown = [
        (named(post), name)
        for post in posts()
        for name in post.meta[kind]
        if name.casefold() not in known
    ]

    assert [] == unknown


@pytest.mark.parametrize("kind", ["partners", "themes"])
def test_every_entry_is_used(kind):
    """The public edition lists only what its posts name; an unused entry is never seen."""
    used = {name.casefold() for post in public_posts() for name in post.meta[kind]}

    assert [] == [entry["slug"] for entry in vocabulary(kind) if not used & names_of(entry)]


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


def test_relative_links_and_pictures_exist():
    """A dead link in the sample is the first thing that a careful visitor clicks on."""
    dead = []
    for post in posts():
        targets = [target for _, _, target in LINK.findall(post.body)]
        if "image" in post.meta:
            targets.append(post.meta["image"])
        dead += [
            (named(post), target)
            for target in targets
            if not re.match(r"https?:|/|#", target) and not (post.path.parent / target).is_file()
        ]

    assert [] == dead


def test_internal_addresses_lead_to_public_posts():
    """A link from a public post to a hidden one would be a dead end and a hint."""
    slugs = {post.slug for post in public_posts()}
    hidden = {post.path for post in posts() if not post.public}
    for post in public_posts():
        for _, _, target in LINK.findall(post.body):
            if target.startswith("/news/"):
                assert target.strip("/").removeprefix("news/") in slugs, named(post)
            elif target.endswith(".md"):
                assert (post.path.parent / target).resolve() not in hidden, named(post)


def test_pictures_are_described_and_small():
    """Who cannot see a drawing reads its description; who clones the project loads it."""
    pictures = [post for post in public_posts() if "image" in post.meta]

    assert 3 <= len(pictures)
    for post in pictures:
        assert post.meta["image_alt"], named(post)
    for path in (CONTENT / "posts").rglob("*.png"):
        assert path.stat().st_size < 40_000, path.name
        assert path.read_bytes().startswith(b"\x89PNG\r\n\x1a\n"), path.name


def test_every_picture_is_used():
    """A picture that no post names is copied nowhere and only lies about."""
    used = {
        (post.path.parent / post.meta["image"]).resolve()
        for post in posts()
        if "image" in post.meta
    }

    assert [] == [
        path.name for path in (CONTENT / "posts").rglob("*.png") if path.resolve() not in used
    ]


def test_redirects_do_not_hide_posts():
    """An old address must lead to one post and never take the place of another."""
    redirects = [address for post in posts() for address in post.meta.get("redirects", [])]
    addresses = {f"/news/{post.slug}/" for post in posts()}

    assert 5 <= sum("redirects" in post.meta for post in public_posts())
    assert len(set(redirects)) == len(redirects)
    assert set() == addresses & set(redirects)
    assert all(re.fullmatch(r"/[a-z0-9/-]+/", address) for address in redirects)


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
