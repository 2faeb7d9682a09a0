"""
How single values are written.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from archive.values import (
    Moment,
    Unreadable,
    address_of,
    country_of,
    day_of,
    image_of,
    language_of,
    mode_of,
    moment_of,
    number_of,
    redirect_of,
    truth_of,
)


class TestDates:
    @pytest.mark.parametrize(
        "text",
        [
            "2024-03-18",
            "2024-3-18",
            "2024/03/18",
            "2024.03.18",
            "20240318",
            "2024-03-18 11:15:44 -0400",
            "2024-03-18 1:00:23 -0400",
            "2024-03-18T23:59:59Z",
            "2024-03-18T23:59:59.123456+02:00",
            "2024-03-18t10:00",
            "2024-03-18 10:00 UTC",
            "2024-03-18, 10:00",
            " 2024-03-18 ",
            "2024-03-18 10:00:60",
            "2024-03-18 23:30 +14",
        ],
    )
    def test_the_day_is_the_one_written(self, text):
        """
        A post of the evening is not moved to the next day by a time zone.
        """
        assert date(2024, 3, 18) == day_of(text)

    @pytest.mark.parametrize(
        "text",
        ["2024-02-30", "2024-13-01", "0000-00-00", "2024-03", "2024", "18.03.2024", "soon", "",
         "2024-03-18 25:00", "2024-03-18 10:75", "2024-03-18 10:00 +99:00", "2024-03-18x", "2024-03/18",
         "２０２４-03-18", "2024-03-18\n2024-03-19"],
    )  # fmt: skip
    def test_what_is_no_day_is_refused(self, text):
        """
        A wrong date is worse than none: it is never guessed.
        """
        with pytest.raises(Unreadable) as error:
            day_of(text)

        assert str(error.value).startswith("is not a date")
        assert error.value.remedy.startswith("write year-month-day")

    def test_a_zone_is_kept(self):
        """
        An embargo ends at a moment, not on a day.
        """
        zone = timezone(timedelta(hours=-4))

        assert Moment(date(2015, 1, 7), time(11, 15, 44), zone) == moment_of(
            "2015-01-07 11:15:44 -0400"
        )

    def test_a_day_begins_at_midnight_where_the_site_is(self):
        """
        An embargo "until 1 April" ends when that day begins in Warsaw.
        """
        assert datetime(2024, 3, 31, 22, tzinfo=UTC) == moment_of("2024-04-01").at(
            ZoneInfo("Europe/Warsaw")
        )


@pytest.mark.parametrize(
    ("text", "expected"), [("yes", True), ("True", True), ("no", False), ("off", False)]
)
def test_yes_and_no_are_words(text, expected):
    """
    They reach us as typed.
    """
    assert expected is truth_of(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("en", "en"), ("zh_tw", "zh-TW"), ("en_US", "en-US"), ("PT-br", "pt-BR"), ("sr-latn-rs", "sr-Latn-RS"),
     ("de_DE.UTF-8", "de-DE"), ("es-419", "es-419"), ("sl-rozaj", "sl-rozaj")],
)  # fmt: skip
def test_a_language_tag_has_one_spelling(text, expected):
    """
    `zh_tw` and `zh-TW` are one value of the language facet.
    """
    assert expected == language_of(text)


@pytest.mark.parametrize("text", ["English", "e", "", "en-", "../en", "en us"])
def test_what_is_no_language_tag_is_refused(text):
    """
    It would be a value of the facet and an attribute in HTML.
    """
    with pytest.raises(Unreadable):
        language_of(text)


@pytest.mark.parametrize(("text", "expected"), [("pl", "PL"), ("EL", "GR"), ("UK", "GB")])
def test_a_country_is_an_iso_code(text, expected):
    """
    The EU writes EL and UK for what ISO calls GR and GB.
    """
    assert expected == country_of(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Person", "in-person"),
        ("virtual", "online"),
        ("HYBRID", "hybrid"),
        ("by  post", "by post"),
    ],
)
def test_a_mode_has_one_spelling_and_strange_ones_stay(text, expected):
    """
    Programmes have words of their own.
    """
    assert expected == mode_of(text)


@pytest.mark.parametrize(
    ("text", "expected"), [("40", 40), ("1,200", 1200), ("1 200 000", 1_200_000)]
)
def test_a_number_may_be_grouped(text, expected):
    """
    People count their audience in thousands.
    """
    assert expected == number_of(text)


@pytest.mark.parametrize("text", ["about 40", "-3", "1.5", "1,20", "9" * 40])
def test_a_number_is_not_guessed(text):
    """
    It is added up in the report to the funder.
    """
    with pytest.raises(Unreadable):
        number_of(text)


@pytest.mark.parametrize(
    "text",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//host/x", "/path", "http://", "https://a b/",
     "http://[::1", "http://x:99999999/", 'https://x/"onload', "ftp://x/", "HTTPS://\nx"],
)  # fmt: skip
def test_only_web_addresses_are_addresses(text):
    """
    They become links.
    """
    with pytest.raises(Unreadable):
        address_of(text)


@pytest.mark.parametrize(
    "text",
    ["news/old", "//evil.example/", "https://evil.example/", "/../etc", "/a/%2e%2e/b", "/\\evil", "/a\\b", "/%5cevil",
     "/%2fevil.example", "/a\nb", "/%0d%0aSet-Cookie:x", "/%252e%252e/x", "/", ""],
)  # fmt: skip
def test_a_redirect_stays_on_this_site(text):
    """
    A front matter is no place to send readers elsewhere from.
    """
    with pytest.raises(Unreadable):
        redirect_of(text)


@pytest.mark.parametrize("text", ["/news/old-address/", "/?p=12", "/źródło/", "/a..b/"])
def test_an_old_path_is_a_redirect(text):
    """
    WordPress had addresses with question marks.
    """
    assert text == redirect_of(text)


@pytest.mark.parametrize(
    "text", ["file:///etc/passwd", "javascript:x", "//host/x.png", "..\\x.png"]
)
def test_a_picture_is_a_file_or_on_the_web(text):
    """
    Whatever else it is would be fetched or run.
    """
    with pytest.raises(Unreadable):
        image_of(text)
