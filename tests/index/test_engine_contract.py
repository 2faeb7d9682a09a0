"""
What every engine promises, asked of the one that serves and of the simple one.
"""

from datetime import date

import pytest
import samples
from answers import found, slugs

from archive import Kind
from index import Match, Query, Sort


class TestWords:
    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("lodz", {"alert"}),
            ("LODZ", {"alert"}),
            ("Łódź", {"alert"}),
            ("strasse", {"strasse"}),
            ("STRASSE", {"strasse"}),
            ("αθηνα", {"athens"}),
            ("ΑΘΗΝΑ", {"athens"}),
            ("hauser", {"strasse"}),
            ("energie", {"energie"}),
            ("l'énergie", {"energie"}),
            ("o'brien", {"alert"}),
            ("OBrien", {"alert"}),
            ("running", {"data"}),
            ("planning", {"alert"}),
        ],
    )
    def test_case_accents_and_endings_make_no_difference(self, engine, typed, expected):
        """
        A Polish keyboard is not needed to find a Polish town.
        """
        assert expected == found(engine, typed)

    @pytest.mark.parametrize(
        "typed", ["counter-terrorism", "counterterrorism", "counter terrorism"]
    )
    def test_hyphens_make_no_difference(self, engine, typed):
        """
        Three partners spell it in three ways, and readers in a fourth.
        """
        assert {"alert", "undated"} == found(engine, typed)

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("W-2", {"forms"}),
            ("w2", {"forms"}),
            ("R&D", {"energie"}),
            ("C++", {"forms"}),
            ("5G", {"tokyo"}),
            ("1000000", {"forms"}),
            ("1.000.000", {"forms"}),
            ("3,5", {"forms"}),
            ("email", {"forms"}),
            ("us", {"forms"}),
            ("may", {"forms"}),
            ("May 2023", {"forms"}),
        ],
    )
    def test_short_and_odd_words_are_words(self, engine, typed, expected):
        """
        Whoosh drops one-letter words, May and us, and searches the rest.
        """
        assert expected == found(engine, typed)

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("東京", {"tokyo"}),
            ("東京都知事", {"tokyo"}),
            ("京都", {"tokyo"}),
            ("東", {"tokyo"}),
            ("都京", set()),
            ("서울", {"seoul"}),
            ("학교", {"seoul"}),
            ("교", {"seoul"}),
            ("通信", {"tokyo"}),
        ],
    )
    def test_scripts_without_blanks_are_searched_by_any_part(self, engine, typed, expected):
        """
        A Japanese reader types two letters, not a sentence.
        """
        assert expected == found(engine, typed)

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("Laboratorium Portowe", {"alert"}),
            ("GZ", {"alert"}),
            ("Δήμος Αθηναίων", {"athens"}),
            ("data protection", {"energie", "data"}),
            ("Stranger", {"seoul"}),
            ("Źrębowo", {"alert"}),
            ("city drill", {"alert"}),
        ],
    )
    def test_every_name_of_a_partner_theme_or_event_finds_its_posts(self, engine, typed, expected):
        """
        A reader knows the partner by the name in their own language.
        """
        assert expected == found(engine, typed)

    def test_a_title_made_from_the_body_is_not_counted_as_one(self, build):
        """
        Else a post without a title would beat those that chose their words.
        """
        made = samples.post("made", "needle in hay", "needle in hay", titled=False)
        chosen = samples.post("chosen", "needle in hay", "needle in hay")

        hits = build([made, chosen]).search(Query(text="needle")).hits

        assert ["chosen", "made"] == [hit.slug for hit in hits]
        assert hits[0].score > hits[1].score


class TestPhrases:
    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ('"data portal"', {"data"}),
            ('"portal data"', set()),
            ('"the portal"', {"undated"}),
            ('"a portal for data and"', {"data"}),
            ('"running"', {"data"}),
            ('"run"', set()),
            ("“data portal”", {"data"}),
            ('"東京都 知事"', {"tokyo"}),
            ('"Anna O’Brien"', {"alert"}),
        ],
    )
    def test_words_stand_one_after_the_other_in_these_forms(self, engine, typed, expected):
        """
        Who puts words in quotation marks wants those words, stop words too.
        """
        assert expected == found(engine, typed)

    def test_a_phrase_does_not_reach_from_one_name_into_the_next(self, engine):
        """
        "Lab Laboratorium" is nobody's name.
        """
        assert set() == found(engine, '"Lab Laboratorium"')


class TestExclusion:
    @pytest.mark.parametrize(
        "typed", ["portal", "counter-terrorism", '"data portal"', "東京", "absent"]
    )
    def test_a_word_and_its_exclusion_share_out_all_posts(self, engine, typed):
        """
        What one finds the other leaves, whatever forms the word has.
        """
        everything = found(engine, "")

        having, lacking = found(engine, typed), found(engine, f"-{typed}")

        assert everything == having | lacking
        assert set() == having & lacking

    def test_an_excluded_word_takes_posts_away(self, engine):
        """
        Whoosh raises on a query of exclusions alone.
        """
        assert {"data"} == found(engine, "portal -counterterrorism")


class TestMatch:
    def test_all_most_and_any(self, engine):
        """
        Most is two thirds, rounded up; a reader with five words has one wrong.
        """
        text = "portal data absent"

        assert set() == found(engine, text)
        assert {"data"} == found(engine, text, match=Match.MOST)
        assert {"data", "undated", "energie"} == found(engine, text, match=Match.ANY)


class TestOrders:
    def test_undated_posts_are_last_by_date(self, engine):
        """
        A post without a date is neither the newest nor the oldest.
        """
        newest = slugs(engine.search(Query(sort=Sort.NEWEST)))
        oldest = slugs(engine.search(Query(sort=Sort.OLDEST)))

        assert ["alert", "forms", "athens", "strasse", "tokyo"] == newest[:5]
        assert ["data", "untitled", "energie", "tokyo", "athens", "strasse"] == oldest[:6]
        assert ["seoul", "undated"] == newest[-2:]
        assert ["seoul", "undated"] == oldest[-2:]

    def test_titles_sort_as_folded(self, engine):
        """
        Łódź belongs to L.
        """
        titles = slugs(engine.search(Query(sort=Sort.TITLE)))

        assert ["undated", "data", "forms", "energie", "alert", "strasse", "untitled"] == titles[:7]

    def test_no_words_means_newest(self, engine):
        """
        There is no relevance to nothing.
        """
        asked = engine.search(Query(sort=Sort.RELEVANCE))

        assert Sort.NEWEST is asked.sort
        assert slugs(engine.search(Query(sort=Sort.NEWEST))) == slugs(asked)

    def test_a_page_past_the_end_is_empty(self, engine):
        """
        Whoosh would answer with the last page again.
        """
        past = engine.search(Query(page=3, size=5))

        assert () == past.hits
        assert 10 == past.total
        assert 2 == past.pages

    def test_pages_share_out_the_whole(self, engine):
        """
        No post on two pages, none on no page.
        """
        pages = [slugs(engine.search(Query(page=page, size=3))) for page in (1, 2, 3, 4)]

        assert slugs(engine.search(Query(size=100))) == [slug for page in pages for slug in page]

    def test_scan_yields_all_pages(self, engine):
        """
        An export is the search without its pages.
        """
        records = list(engine.scan(Query(text="portal", page=2, size=1)))

        assert {"data", "undated"} == {record.slug for record in records}
        assert all(record.text for record in records)


class TestPosts:
    def test_a_post_comes_back_whole_with_its_neighbours(self, engine):
        """
        What was put in is what is shown, and shelves are walked by date.
        """
        view = engine.post("strasse")

        assert samples.WRITTEN[2] == view.record
        assert "athens" == view.previous.slug
        assert "forms" == view.next.slug

    def test_the_ends_of_the_line_and_undated_posts(self, engine):
        """
        An undated post has no place in time, so nothing is before or after it.
        """
        undated = engine.post("undated")

        assert (None, None) == (undated.previous, undated.next)
        assert None is engine.post("alert").next
        assert None is engine.post("data").previous
        assert None is engine.post("nothing")

    def test_old_addresses_lead_to_posts(self, engine):
        """
        Links on other sites outlive ours.
        """
        assert "alert" == engine.redirect("/news/old-address/")
        assert "alert" == engine.redirect("/news/old-address")
        assert "energie" == engine.redirect("/old/")
        assert None is engine.redirect("/nowhere/")


def test_terms_know_their_posts_and_relations(build):
    """
    The page of a partner is made of this.
    """
    views = {view.slug: view for view in build(samples.WRITTEN).terms(Kind.THEME)}

    security = views["security"]

    assert ["counter-terrorism", "crowds", "privacy", "security", "urban-security"] == list(views)
    assert 4 == security.count
    assert (date(2019, 6, 1), date(2024, 3, 18)) == (security.first, security.last)
    assert ("counter-terrorism", "urban-security") == tuple(
        label.slug for label in security.narrower
    )
    assert ("urban-security",) == tuple(label.slug for label in views["crowds"].broader)
    assert ("counter-terrorism",) == tuple(label.slug for label in views["crowds"].related)
