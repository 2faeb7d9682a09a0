"""
One value is the whole state of a results page.
"""

from index import Facet, PartialDate, Query, Sort


class TestToggle:
    def test_toggling_adds_a_value_behind_those_chosen(self):
        """
        Chips keep the order in which a reader chose.
        """
        query = Query(theme=("shade",)).toggle(Facet.THEME, "trees")

        assert ("shade", "trees") == query.theme

    def test_toggling_twice_changes_nothing(self):
        """
        A chip's link undoes exactly what the checkbox did.
        """
        query = Query(text="bench", theme=("shade",))

        assert query == query.toggle(Facet.THEME, "trees").toggle(Facet.THEME, "trees")

    def test_any_change_goes_back_to_page_one(self):
        """
        Page 7 of other results is a page nobody asked for.
        """
        assert 1 == Query(page=7).toggle(Facet.YEAR, "2024").page


class TestUnfiltered:
    def test_clearing_filters_keeps_words_and_order(self):
        """
        "Clear all filters" must not throw away what was typed.
        """
        query = Query(
            text="bench",
            partner=("a",),
            year=("2024",),
            start=PartialDate(2020),
            sort=Sort.OLDEST,
            page=3,
        )

        assert Query(text="bench", sort=Sort.OLDEST) == query.unfiltered()


class TestFilters:
    def test_the_two_date_bounds_count_as_one_filter(self):
        """
        The button on a small screen says how many filters are on; a period is one.
        """
        query = Query(theme=("a", "b"), start=PartialDate(2020), end=PartialDate(2021))

        assert 3 == query.filters
