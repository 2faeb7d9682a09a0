"""
Dates as people type them, and the days they stand for.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import DateUnreadable, PartialDate

DAYS = st.dates(min_value=date(1000, 1, 1))


class TestForms:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("2019", PartialDate(2019)),
            ("2019-05", PartialDate(2019, 5)),
            ("2019-5", PartialDate(2019, 5)),
            ("2019-05-31", PartialDate(2019, 5, 31)),
            ("31/05/2019", PartialDate(2019, 5, 31)),
            ("31.5.2019", PartialDate(2019, 5, 31)),
            ("05/2019", PartialDate(2019, 5)),
            ("  2019 ", PartialDate(2019)),
        ],
    )
    def test_each_form_a_european_would_type_is_read(self, text, expected):
        """
        The date boxes have no calendar widget to lean on; typing has to work.
        """
        assert expected == PartialDate.parse(text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "soon",
            "31/02/2020",
            "2019-13",
            "2019-02-29",
            "19",
            "0000",
            "2019-05-31T10:00",
            "٢٠١٩",
        ],
    )
    def test_what_is_no_date_is_refused_with_the_forms_to_write(self, text):
        """
        Whoosh would search for something else without a word; we say what to write.
        """
        with pytest.raises(DateUnreadable) as caught:
            PartialDate.parse(text)

        expected = f'"{text}" is not a date; write 2019, 2019-05, 2019-05-31 or 31/05/2019'
        assert expected == str(caught.value)


class TestSpan:
    def test_a_year_covers_all_its_days(self):
        """
        "to 2019" means to 31 December, not to 1 January.
        """
        year = PartialDate(2019)

        assert (date(2019, 1, 1), date(2019, 12, 31)) == (year.first, year.last)

    def test_february_ends_on_the_29th_of_a_leap_year(self):
        """
        The last day of a month comes from the calendar.
        """
        assert date(2024, 2, 29) == PartialDate(2024, 2).last

    def test_a_day_without_a_month_is_refused(self):
        """
        Otherwise `2019--05` would be 5 January.
        """
        with pytest.raises(ValueError, match="a day needs a month"):
            PartialDate(2019, None, 5)


@given(DAYS, st.sampled_from([1, 2, 3]))
def test_what_is_written_is_read_back(day, precision):
    """
    The address of a results page carries dates as text.
    """
    parts = (day.year, day.month, day.day)[:precision]

    assert PartialDate(*parts) == PartialDate.parse(str(PartialDate(*parts)))
