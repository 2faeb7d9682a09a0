"""How heavy a page of results may be: 100 kB of HTML, whatever is asked of a real archive."""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import quote_plus

import library
import pytest

from index import Label, Record
from web import create_app
from web.arguments import MAX_SHOWN

MOST_BYTES = 100_000

WORDS = tuple(f"measure{n}" for n in range(60))

QUESTION = " ".join(WORDS)[:500]


@pytest.fixture(scope="module")
def heavy(tmp_path_factory):
    """
    Sixteen years of posts as long as those of a large agency: ninety partners, sixty themes.
    """
    editions = library.make_editions(tmp_path_factory.mktemp("heavy") / "public", list(posts()))
    yield create_app(library.make_settings(), editions=editions).test_client()
    editions.close()


def posts():
    for n in range(120):
        offices = [n % 90, n * 7 % 90]
        yield Record(
            slug=f"how-an-office-measures-what-it-publishes-and-learns-from-it-{n:03d}",
            title=f"How an office measures what it publishes, and what it learnt in round {n}",
            titled=True,
            language="en",
            date=date(2009, 3, 1) + timedelta(days=n * 48),
            category="Publication",
            partners=tuple(
                Label(f"office-of-public-measures-{each}", f"Office of Public Measures {each}")
                for each in dict.fromkeys(offices)
            ),
            themes=(Label(f"subject-number-{n % 60}", f"Subject number {n % 60}"),),
            summary="A team looked at its pages for a year and tells what it kept. " * 5,
            text=" ".join(WORDS) + " and so on, in the words of its authors.",
            html="<p>Measures.</p>",
        )


@pytest.mark.parametrize(
    "asked",
    [
        "size=100",
        "size=100&q=office",
        "size=100&q=office&partner=office-of-public-measures-7&theme=subject-number-7",
        f"size=100&match=any&q={quote_plus(QUESTION)}",
        "size=100&page=2&sort=oldest",
    ],
)
def test_a_page_of_results_stays_light_at_its_longest(heavy, asked):
    page = heavy.get(f"/search?{asked}")

    assert 200 == page.status_code
    assert len(page.data) < MOST_BYTES


def test_a_longer_page_than_there_is_room_for_says_so(client):
    """
    People get the longest page there is; programs still get a hundred.
    """
    page = client.get("/search?q=square&size=100").text

    assert MAX_SHOWN == page.count('<li class="hit')
    assert f"“100” is not a number from 1 to {MAX_SHOWN}" in page
    assert f'name="size" value="{MAX_SHOWN}"' in page
    assert len(client.get("/search.json?q=square&size=100").get_json()["hits"]) > MAX_SHOWN


def test_the_way_back_leads_to_a_page_that_there_is(client):
    """
    From an address of a post that remembers a longer page.
    """
    page = client.get("/news/post-00/?q=square&sort=oldest&size=100&at=1").text

    assert 'href="/search?q=square&amp;sort=oldest&amp;size=50">Back to results' in page


def test_years_of_a_question_as_long_as_a_paragraph_are_no_links(heavy):
    """
    Each of them would repeat the paragraph; the facet has the years as well.
    """
    page = heavy.get("/search", query_string={"q": QUESTION, "match": "any"}).text
    bars = re.search(r'<svg class="bars.*?</table>', page, re.DOTALL)[0]

    assert "href" not in bars
    assert "2010" in bars
    assert 'name="year" value="2010"' in page
