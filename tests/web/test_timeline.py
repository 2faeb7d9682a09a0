"""The timeline as numbers; how it looks is for the browser tests."""

from __future__ import annotations

import html
import re
from itertools import pairwise
from urllib.parse import urlencode

import pytest

from index import MonthCount, PartialDate, Query
from web.timeline import MOST_EMPTY_YEARS, SPINES_FROM, by_month, by_year, years_of

MONTHS = (
    MonthCount("2019-03", 2),
    MonthCount("2019-12", 1),
    MonthCount("2021-01", 5),
    MonthCount(None, 4),
)


def link(year, month=None):
    return f"/{year}/{month or ''}"


class TestYears:
    def test_bars_and_undated_add_up_to_all_posts(self):
        """
        A reader who adds up the bars must arrive at the total above them.
        """
        timeline = by_year(MONTHS, link)

        assert 12 == sum(bar.count for bar in timeline.bars) + timeline.undated

    def test_a_year_without_posts_keeps_its_place_and_is_no_link(self):
        """
        A gap is news too, but there is nothing behind it.
        """
        assert [("2019", 3, "/2019/"), ("2020", 0, None), ("2021", 5, "/2021/")] == [
            (bar.name, bar.count, bar.href) for bar in by_year(MONTHS, link).bars
        ]

    def test_a_wrong_century_makes_no_desert(self):
        """
        One post dated 1024 would otherwise push all others off the page.
        """
        timeline = by_year((MonthCount("1024-01", 1), *MONTHS), link)

        assert ["1024", "2019", "2021"] == [bar.name for bar in timeline.bars]
        assert MOST_EMPTY_YEARS < 2019 - 1024

    def test_years_outside_the_chosen_dates_are_not_solid(self):
        """
        The drawing shows what the filter leaves out.
        """
        query = Query(start=PartialDate(2020))

        assert [False, True, True] == [bar.chosen for bar in by_year(MONTHS, link, query).bars]
        assert 5 == by_year(MONTHS, link, query).chosen

    def test_many_posts_are_drawn_month_by_month(self):
        """
        From some hundred posts on, months say more than years.
        """
        many = (MonthCount("2019-03", SPINES_FROM), MonthCount("2019-12", 1))

        assert (True, 2) == (by_year(many, link).spines, len(by_year(many, link).bars[0].shapes))

    def test_many_years_are_drawn_year_by_year(self):
        """
        Three hundred spines are a smear, and weigh more than the posts.
        """
        many = tuple(MonthCount(f"{year}-03", 100) for year in range(1990, 2020))

        assert not by_year(many, link).spines

    def test_one_post_is_seen_beside_a_thousand(self):
        """
        A bar of a tenth of a pixel says that there is nothing.
        """
        uneven = (MonthCount("2019-03", 1), MonthCount("2020-03", 1000))
        many = by_year(uneven, link).bars[0].shapes[0]
        year = by_month((*uneven, MonthCount("2020-04", 1)), 2020, link).bars[3].shapes[0]

        assert (3, 3) == (many.height, year.height)

    def test_no_dated_post_has_no_timeline(self):
        """
        An empty drawing is noise.
        """
        assert None is by_year((MonthCount(None, 4),), link)

    def test_labels_thin_out_when_years_are_many(self):
        """
        Labels that overlap cannot be read at all.
        """
        bars = by_year(tuple(MonthCount(f"{year}-01", 1) for year in range(1990, 2020)), link).bars

        assert 15 == sum(bar.wide for bar in bars)
        assert 8 == sum(bar.narrow for bar in bars)
        assert (True, True) == (bars[-1].wide, bars[-1].narrow)

    def test_labels_of_twenty_four_years_do_not_touch(self):
        """
        Thirty pixels a label, in a column of 630.
        """
        bars = by_year(tuple(MonthCount(f"{year}-01", 1) for year in range(1997, 2021)), link).bars

        assert 12 == sum(bar.wide for bar in bars)

    def test_counts_that_would_touch_stand_at_the_labels_alone(self):
        """
        Sixty numbers of two digits in a row are one number of a hundred and twenty.
        """
        years = range(1965, 2025)
        few = by_year(tuple(MonthCount(f"{year}-01", 9) for year in years[:24]), link).bars
        many = by_year(tuple(MonthCount(f"{year}-01", 13) for year in years), link).bars

        assert all(bar.counted for bar in few)
        assert [bar.counted for bar in many[4:]] == [bar.wide for bar in many[4:]]

    @pytest.mark.parametrize("highest", [1965, 1998, 2001, 2024])
    def test_the_highest_bar_has_its_count(self, highest):
        """
        It is the first that is looked at; the counts beside it make room.
        """
        months = (MonthCount(f"{y}-01", 900 if y == highest else 13) for y in range(1965, 2025))
        bars = by_year(tuple(months), link).bars
        counted = [place for place, bar in enumerate(bars) if bar.counted]
        narrow = [place for place, bar in enumerate(bars) if bar.counted_narrow]

        assert highest - 1965 in counted
        assert highest - 1965 in narrow
        assert min(after - before for before, after in pairwise(counted)) >= 4
        assert min(after - before for before, after in pairwise(narrow)) >= 7


class TestMonths:
    def test_a_year_always_has_twelve(self):
        """
        Months without posts are part of the picture.
        """
        timeline = by_month(MONTHS, 2019, link)

        assert [0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1] == [bar.count for bar in timeline.bars]
        assert ("Mar 2019", "/2019/3") == (timeline.bars[2].name, timeline.bars[2].href)

    def test_labels_that_would_touch_on_a_phone_stand_at_every_other_month(self, monkeypatch):
        """
        Twelve French months are wider than a phone; their counts are not.
        """
        plain = by_month(MONTHS, 2019, link)
        monkeypatch.setattr("web.timeline.month_short", lambda number: f"Monat{number}")
        long = by_month(MONTHS, 2019, link)

        assert [True, False] * 6 == [bar.narrow for bar in long.bars]
        assert all(bar.counted_narrow for bar in long.bars)
        assert all(bar.narrow for bar in plain.bars) == (max(len(b.label) for b in plain.bars) <= 3)

    def test_years_are_listed_newest_first(self):
        """
        The newest year is the one people come for.
        """
        assert {2021: [(1, 5)], 2019: [(3, 2), (12, 1)]} == years_of(MONTHS)
        assert [2021, 2019] == list(years_of(MONTHS))


@pytest.mark.parametrize("text", ["bench", "bench year=0000&year=2020", "bench+%25#<2020>"])
def test_a_bar_leads_to_the_same_search_in_its_year(client, text):
    """
    Whatever was typed, and whatever was chosen beside it.
    """
    asked = {"q": text, "theme": "heat-and-shade", "match": "any"}
    page = client.get(f"/search?{urlencode(asked)}").text
    bars = re.search(r'<svg class="bars.*?</svg>', page, re.DOTALL)[0]
    years = re.findall(r'aria-label="(\d{4}),', bars)
    expected = [
        f"/search?{urlencode({'q': text, 'theme': 'heat-and-shade', 'year': year, 'match': 'any'})}"
        for year in years
    ]

    assert years
    assert expected == [html.unescape(each) for each in re.findall(r'<a href="([^"]+)"', bars)]
