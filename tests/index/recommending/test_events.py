"""
What announced an event and what reported on it.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import town

from archive import Event
from index import Record, Translation
from index.building.edition import update_edition, write_edition
from index.recommending.one_event import REPORTED_WITHIN, SHOWN, is_same_name, reports

FAIR = Event("Harbour bench fair", date(2024, 5, 6), date(2024, 5, 7), "Dolnowo")
LAB, FERRIES = town.partner("lab"), town.partner("ferries")
BEFORE, AFTER = date(2024, 4, 2), date(2024, 5, 20)


def announcement(**changed):
    return replace(
        Record(
            slug="come-along",
            title="Come along and sit down",
            titled=True,
            language="en",
            date=BEFORE,
            partners=(LAB,),
            event=FAIR,
            text="Carpenters from eleven towns bring what they have planed all winter.",
        ),
        **changed,
    )


def report(**changed):
    return replace(
        Record(
            slug="we-sat-down",
            title="Four hundred people sat down",
            titled=True,
            language="en",
            date=AFTER,
            partners=(LAB,),
            event=FAIR,
            text="The granite seat won, and nobody got up before it rained.",
        ),
        **changed,
    )


def naming(text="The Harbour bench fair in Dolnowo is over.", **changed):
    """
    A report that does not say in its front matter what it reports on.
    """
    return report(event=None, text=text, **changed)


def different(**changed):
    return replace(FAIR, **changed)


def pair(engine, slug):
    found = engine.recommender.post(slug).event
    return found and ([p.slug for p in found.announced], [p.slug for p in found.reported])


ONE_EVENT = {
    "the same in all": (announcement(), report()),
    "capitals and accents": (announcement(), report(event=different(name="HARBOUR BÉNCH FAIR"))),
    "a subtitle": (announcement(), report(event=different(name="Harbour bench fair: day two"))),
    "the second day alone": (announcement(), report(event=different(start=FAIR.end))),
    "the place in another language": (announcement(), report(event=different(place="Unterau"))),
    "other partners, one place": (announcement(), report(partners=(FERRIES,))),
    "a report without the name": (announcement(), report(event=different(name=None))),
    "a report on the first day": (announcement(), report(date=FAIR.start)),
    "a report that names it": (announcement(), naming()),
    "a partner instead of the place": (announcement(), naming("So was the Harbour Bench Fair.")),
    "the place instead of a partner": (announcement(), naming(partners=())),
    "the name alone in front matter": (announcement(), report(event=Event(FAIR.name))),
    "a last day alone": (announcement(event=different(start=None)), report()),
    "no end in sight": (announcement(event=different(end=date.max)), naming()),
}

TWO_EVENTS = {
    "another year": report(
        date=AFTER.replace(year=2025),
        event=different(start=date(2025, 5, 6), end=date(2025, 5, 7)),
    ),
    "another name on the same days": report(event=different(name="Harbour boat fair")),
    "a longer name on the same days": report(event=different(name="Harbour bench fair for pupils")),
    "other days": report(event=different(start=date(2024, 5, 8), end=date(2024, 5, 9))),
    "the same name elsewhere": report(event=different(place="Unterau"), partners=(FERRIES,)),
    "no name and nothing in common": report(event=different(name=None), partners=(FERRIES,)),
    "a second announcement": report(date=BEFORE + timedelta(7)),
    "no date": report(date=None),
    "named too late": naming(date=FAIR.end + timedelta(121)),
    "named before": naming(date=BEFORE + timedelta(7)),
    "named by the way": naming("Much else was said. " * 40 + "The Harbour bench fair is over."),
    "named by strangers": naming("The Harbour bench fair is over.", partners=(FERRIES,)),
    "not named": naming("The fair in Dolnowo had a bench."),
    "named beside its own event": replace(naming(), event=Event("Autumn regatta")),
}


@pytest.mark.parametrize(("before", "after"), ONE_EVENT.values(), ids=ONE_EVENT)
def test_an_announcement_and_its_report_lead_to_each_other(edition, before, after):
    """
    Whoever reads one wants the other.
    """
    engine = edition([before, after, *town.posts(4)], learns=False)

    assert ([before.slug], [after.slug]) == pair(engine, before.slug) == pair(engine, after.slug)
    assert [after.slug] == [p.slug for e in engine.recommender.events() for p in e.reported]


@pytest.mark.parametrize("after", TWO_EVENTS.values(), ids=TWO_EVENTS)
def test_posts_that_are_no_announcement_and_report_do_not(edition, after):
    """
    A wrong report is worse than none: staff would believe that it was written.
    """
    engine = edition([announcement(), after, *town.posts(4)], learns=False)

    assert pair(engine, "come-along") is None
    assert pair(engine, after.slug) is None
    assert "come-along" in [p.slug for e in engine.recommender.events() for p in e.announced]
    assert [] == [p.slug for e in engine.recommender.events() for p in e.reported]


@pytest.mark.parametrize(
    ("day", "soon"),
    [
        (FAIR.start - timedelta(1), False),
        (FAIR.start, True),
        (FAIR.end + timedelta(REPORTED_WITHIN), True),
        (FAIR.end + timedelta(REPORTED_WITHIN + 1), False),
    ],
)
def test_a_report_is_of_the_event_or_of_the_months_after_it(day, soon):
    """
    Before it, nothing can be reported; long after it, the next one is meant.
    """
    assert soon is reports(announcement(), naming(date=day))


@pytest.mark.parametrize(("name", "found"), [("Planing days", True), ("Planing", False)])
def test_two_words_name_an_event_and_one_does_not(edition, name, found):
    """
    Every other post has the word "workshop" in it.
    """
    fair = announcement(event=different(name=name))
    engine = edition([fair, naming(f"Our {name} in Dolnowo are over.")], learns=False)

    assert found is bool(pair(engine, "come-along"))


def test_an_event_of_nobody_and_nowhere_is_known_by_its_name(edition):
    """
    There is nothing else that an announcement and its report could have in common.
    """
    fair = announcement(event=different(place=None), partners=())
    engine = edition([fair, naming("The Harbour bench fair is over.", partners=())], learns=False)

    assert (["come-along"], ["we-sat-down"]) == pair(engine, "come-along")


def test_the_first_reports_are_shown_and_no_more(edition):
    """
    A week's event may be reported on each day; the list beside a post is short.
    """
    days = [report(slug=f"day-{n}", date=AFTER + timedelta(n)) for n in range(SHOWN + 2)]
    engine = edition([announcement(), *days], learns=False)

    assert (["come-along"], ["day-0", "day-1", "day-2"]) == pair(engine, "come-along")


def test_translations_are_neither_pair_nor_second_report(edition):
    """
    A late translation of an announcement reports nothing, and is shown to its own readers.
    """
    version = Translation("komm-mit", "de", "Komm mit")
    first = announcement(translations=(version,))
    late = replace(
        first,
        slug="komm-mit",
        title="Komm mit",
        language="de",
        date=AFTER,
        text="Schreiner bringen mit, was sie gehobelt haben.",
        translations=(Translation("come-along", "en", "Come along"),),
    )

    assert pair(edition([first, late], learns=False), "come-along") is None
    engine = edition([first, late, report()], learns=False)
    assert (["come-along"], ["we-sat-down"]) == pair(engine, "come-along")
    assert (["komm-mit"], ["we-sat-down"]) == pair(engine, "komm-mit")
    assert (["come-along"], ["we-sat-down"]) == pair(engine, "we-sat-down")
    assert 1 == len([*engine.recommender.events()])


def test_an_announcement_is_shown_in_the_language_of_the_report(edition):
    """
    Whoever reads German gets the German version, though the English one is older.
    """
    first = announcement(translations=(Translation("komm-mit", "de", "Komm mit"),))
    version = replace(
        first,
        slug="komm-mit",
        language="de",
        date=BEFORE + timedelta(7),
        translations=(Translation("come-along", "en", "Come along"),),
    )
    engine = edition(
        [first, version, report(slug="wir-sassen", language="de"), *town.posts(4)], learns=False
    )

    assert (["komm-mit"], ["wir-sassen"]) == pair(engine, "wir-sassen")
    assert (["come-along"], ["wir-sassen"]) == pair(engine, "come-along")


def test_of_an_event_that_comes_back_the_last_one_is_meant(edition):
    """
    A post names an event that took place in March and again in May.
    """
    days = date(2024, 3, 4)
    earlier = announcement(
        slug="earlier", date=date(2024, 2, 1), event=different(start=days, end=days)
    )
    engine = edition([earlier, announcement(), naming()], learns=False)

    assert pair(engine, "earlier") is None
    assert (["come-along"], ["we-sat-down"]) == pair(engine, "we-sat-down")


def test_a_report_that_says_so_comes_before_one_that_names_the_event(edition):
    """
    What is filed under the event is no guess; another post names it by the way.
    """
    engine = edition([announcement(), report(), naming(slug="by-the-way")], learns=False)

    assert (["come-along"], ["we-sat-down"]) == pair(engine, "come-along")
    assert pair(engine, "by-the-way") is None


def test_posts_on_the_same_event_are_the_first_related_ones(edition):
    """
    They say what happened; others only sound alike.
    """
    alike = [
        announcement(slug=f"like-{n}", event=None, title=f"Planed {n}", partners=(LAB, FERRIES))
        for n in range(3)
    ]
    alike = [replace(post, text=f"{post.text} {post.slug} {'seat ' * 9}") for post in alike]
    engine = edition([announcement(), naming(date=date(2024, 8, 1)), *alike], learns=False)
    found = engine.recommender.post("come-along").posts

    assert "we-sat-down" == found[0].slug
    assert found[0].reason.startswith("same event: Harbour bench fair; ")
    assert found[0].score == max(post.score for post in found)
    assert not any(post.reason.startswith("same event") for post in found[1:])


def test_an_updated_edition_pairs_as_a_rebuilt_one(edition, tmp_path, opened):
    """
    The report comes in by an update, weeks after the announcement.
    """
    posts = town.posts(6)
    engine = edition([announcement(), naming(), *posts], learns=False)
    written = {"partners": town.partners(), "themes": town.themes(), "language": "en"}
    write_edition(tmp_path, [announcement(), *posts], **written)
    update_edition(tmp_path, removed=(posts[0].slug,), records=[naming(), posts[0]], **written)
    updated = opened(tmp_path)

    assert [*engine.recommender.events()] == [*updated.recommender.events()]
    for slug in ("come-along", "we-sat-down"):
        assert engine.recommender.post(slug) == updated.recommender.post(slug)


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("Shade clinic", "Shade clinic – questions", True),
        ("Shade clinic (online)", "shade clinic", True),
        ("Shade clinic", "Shade clinic for schools", False),
        ("Commons: opening", "Commons: closing", False),
        ("Shade clinic 2024", "Shade clinic 2025", False),
    ],
)
def test_a_subtitle_makes_no_other_name(name, other, same):
    """
    What stands behind a colon explains one name and tells two apart.
    """
    assert same is is_same_name(name, other) is is_same_name(other, name)
