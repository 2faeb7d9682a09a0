"""
What the register of the public edition says after posts come, change and go.
"""

import sqlite3
from datetime import date, timedelta

import pytest
from small_site import HARBOUR, NOW, SECOND

from archive import Kind
from index import DamagedIndex, Departed, Edition, current_generation, identity_of, read_register
from index.store.layout import Layout

FIRST = NOW.date()
NEXT = NOW + timedelta(days=3)
SLUGS = ("harbour", "second")


def register(place):
    layout = Layout(place.folder)
    return read_register(layout.edition(current_generation(place.folder), Edition.PUBLIC))


def days(place):
    """
    Since when each public post is as it is.
    """
    found = register(place)
    return {found[row].slug: found[row].since for row in found.rows()}


def kept(place):
    with sqlite3.connect(place.root / "state" / "state.db") as database:
        return dict(database.execute("select identity, day from departed"))


@pytest.fixture(params=["update", "rebuild"])
def build(request, built):
    """
    Both ways to a new generation; they must tell the same.
    """
    return lambda now=NEXT: getattr(built, request.param)(now=now)


def test_the_first_build_is_the_day_of_every_post(built):
    """
    Nobody can have harvested them before.
    """
    assert dict.fromkeys(SLUGS, FIRST) == days(built)
    assert FIRST == register(built).earliest


def test_only_what_changed_gets_a_new_day(built, build):
    """
    A library fetches one post, not the archive.
    """
    built.write("posts/second.md", SECOND.replace("A second", "The second"))
    built.write("posts/third.md", "---\ntitle: Third\ndate: 2001-01-01\n---\nOld, but new here.\n")
    build()

    assert {"harbour": FIRST, "second": NEXT.date(), "third": NEXT.date()} == days(built)


def test_a_word_in_a_body_is_no_change_of_the_record(built, build):
    """
    The record says nothing of the body.
    """
    built.write("posts/second.md", SECOND.replace("better", "far better"))
    build()

    assert FIRST == days(built)["second"]


def test_a_partner_with_another_name_changes_its_posts(built, build):
    """
    The name is in the record though the file is as it was.
    """
    built.write("partners.yaml", "- {slug: harbour-lab, name: The Harbour Laboratory}\n")
    build()

    assert {"harbour": NEXT.date(), "second": FIRST} == days(built)


def test_rows_stand_by_day_and_know_their_terms(built, build):
    """
    A list is cut out of them, whichever day and set is asked for.
    """
    built.write("posts/third.md", "---\ntitle: Third\nthemes: [urban-security]\n---\nNew.\n")
    build()
    found = register(built)

    assert [2] == list(found.rows(first=NEXT.date()))
    assert [0, 1] == list(found.rows(last=FIRST))
    assert [] == list(found.rows(first=NEXT.date(), last=FIRST))
    named = [found[row].slug for row in found.rows(terms={(Kind.THEME, "urban-security")})]
    assert ["second", "third"] == named
    assert ["third"] == [
        found[row].slug
        for row in found.rows(first=NEXT.date(), terms={(Kind.THEME, "urban-security")})
    ]
    entry = found.named(identity_of("harbour"))
    assert ("harbour", date(2024, 3, 18)) == (entry.slug, entry.changed)
    assert {(Kind.THEME, "flood-alerts"), (Kind.PARTNER, "harbour-lab")} < set(entry.terms)
    assert found.named(identity_of("minutes")) is None
    assert date(2024, 5, 2) == found.latest_change()


def test_terms_that_nobody_names_any_more_are_not_in_it(built, build):
    """
    A partner may have left for a reason.
    """
    built.write("posts/harbour.md", HARBOUR.replace("harbour-lab, ", ""))
    build()
    layout = Layout(built.folder)
    folder = layout.edition(current_generation(built.folder), Edition.PUBLIC)

    assert b"harbour-lab" not in (folder / "register.arr").read_bytes()


def test_a_post_that_leaves_is_noted_by_hash_and_day_alone(built, build):
    """
    Whoever copied it must learn that it is gone, and nothing else.
    """
    assert not (built.root / "state").exists()
    built.write("posts/second.md", SECOND.replace("date:", "visibility: draft\ndate:"))
    build()

    assert (Departed(identity_of("second"), NEXT.date()),) == register(built).departed
    assert {identity_of("second"): NEXT.date().isoformat()} == kept(built)
    layout = Layout(built.folder)
    folder = layout.edition(current_generation(built.folder), Edition.PUBLIC)
    assert b"second" not in (folder / "register.arr").read_bytes()


def test_the_note_outlives_the_index(built, build):
    """
    An index may be deleted at any moment.
    """
    built.remove("posts/second.md")
    build()
    for path in sorted(built.folder.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    built.rebuild(now=NEXT + timedelta(days=1))

    assert (Departed(identity_of("second"), NEXT.date()),) == register(built).departed


def test_a_post_that_comes_back_has_not_left(built, build):
    """
    A header that says deleted beside the record would contradict it.
    """
    built.remove("posts/second.md")
    build()
    built.write("posts/second.md", SECOND)
    build(NEXT + timedelta(days=1))

    assert () == register(built).departed
    assert {} == kept(built)
    assert NEXT.date() + timedelta(days=1) == days(built)["second"]


def test_after_four_hundred_days_it_is_forgotten(built, build):
    """
    What is kept for ever has to be justified for ever.
    """
    built.remove("posts/second.md")
    build()
    built.write("posts/third.md", "---\ntitle: Third\n---\nNew.\n")
    build(NEXT + timedelta(days=400))
    still = kept(built)
    built.remove("posts/third.md")
    build(NEXT + timedelta(days=401))

    assert [identity_of("second")] == list(still)
    assert [identity_of("third")] == list(kept(built))


def test_a_state_folder_that_cannot_be_written_stops_the_build(built, build):
    """
    A departure that is not noted would never be told.
    """
    (built.root / "state").write_text("a file in its place")
    built.remove("posts/second.md")
    before = current_generation(built.folder)
    with pytest.raises(Exception, match="nothing was switched"):
        build()

    assert before == current_generation(built.folder)
    assert set(SLUGS) == set(days(built))


def test_a_damaged_register_is_not_read(built):
    """
    A wrong day is worse than none.
    """
    layout = Layout(built.folder)
    path = layout.edition(current_generation(built.folder), Edition.PUBLIC) / "register.arr"
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(DamagedIndex, match="no register that this version knows"):
        register(built)
    path.unlink()
    with pytest.raises(DamagedIndex, match="is missing"):
        register(built)
