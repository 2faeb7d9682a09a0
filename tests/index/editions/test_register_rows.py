"""
How the posts of a register stand, and what they are filed under.
"""

from datetime import date

from archive import Kind
from index import identity_of, read_register
from index.editions.record import Label, Record
from index.editions.register import write_register

FIRST, SECOND = date(2024, 3, 1), date(2024, 3, 4)


def record(slug, *themes):
    labels = tuple(Label(each, each) for each in themes)
    return Record(slug=slug, title=slug, titled=True, language="en", themes=labels)


def written(folder, records, day, **options):
    write_register(folder, records, day, **options)
    return read_register(folder)


def test_posts_stand_by_day_and_then_by_identity(tmp_path):
    """
    A harvester that was given some posts of a day asks for those behind the last of them.
    """
    before = written(tmp_path, [record(f"old-{n}") for n in range(9)], FIRST)
    found = written(
        tmp_path, [record(f"new-{n}") for n in range(9)], SECOND, before=before, gone=()
    )
    places = [(found[row].since, identity_of(found[row].slug)) for row in found.rows()]

    assert 18 == len(places)
    assert sorted(places) == places
    assert [list(range(row + 1, 18)) for row in range(18)] == [
        list(found.rows(after=place)) for place in places
    ]


def test_posts_keep_their_terms_when_another_term_goes(tmp_path):
    """
    Terms are numbered anew; a post must not come out under its neighbour's theme.
    """
    before = written(tmp_path, [record("a", "alarms"), record("b", "bridges")], FIRST)
    found = written(tmp_path, [record("c", "crowds")], SECOND, before=before, gone=["a"])

    assert ((Kind.THEME, "bridges"),) == found.named(identity_of("b")).terms
    assert ((Kind.THEME, "crowds"),) == found.named(identity_of("c")).terms
    assert [(Kind.THEME, "bridges"), (Kind.THEME, "crowds")] == found.terms
