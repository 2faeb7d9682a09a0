"""The ways in besides searching, and that none of them is a dead end."""

from __future__ import annotations

import html
import re
from collections import Counter

import library
import pytest

PAGES = (
    "/",
    "/search",
    "/search?q=bench",
    "/search?q=xyzzy&theme=water",
    "/search/help",
    "/partners/",
    "/partners/town-0/",
    "/themes/",
    "/themes/heat-and-shade/",
    "/archive/",
    "/archive/2024/",
    "/archive/2024/06/",
    "/archive/undated/",
    "/events/",
    "/news/four-public-spaces/",
    "/news/undated-one/",
    "/accessibility/",
    "/nothing/here/",
)


@pytest.mark.parametrize("address", PAGES)
def test_no_link_is_dead(client, address):
    """
    Every address on a page of ours that leads to us has something behind it.
    """
    page = client.get(address).text
    links = {html.unescape(link) for link in re.findall(r'(?:href|action)="(/[^"#]*)"', page)}
    missing = {link for link in links if client.get(link).status_code != 200}

    assert set() == missing


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_one_heading_and_its_landmarks(client, address):
    """
    Who cannot see the page jumps by these.
    """
    page = client.get(address).text

    assert 1 == page.count("<h1")
    assert 1 == page.count("<main")
    assert '<a class="skip" href="#main">' in page
    assert 1 == page.count('role="search"')
    assert re.search(r"<title>.+</title>", page)


@pytest.fixture(scope="module")
def crawled(site):
    """Every page that links lead to from the first one, by its address.

    Results are followed one step: their combinations have no end.
    """
    client = site.test_client()
    pages, ahead = {}, ["/"]
    while ahead:
        address = ahead.pop()
        if address in pages:
            continue
        pages[address] = client.get(address)
        if pages[address].mimetype == "text/html" and not address.startswith("/search?"):
            found = re.findall(r'(?:href|action|src)="(/[^"#]*)', pages[address].text)
            ahead += [html.unescape(link) for link in found]
    return pages


@pytest.fixture(scope="module")
def crawled_pages(crawled):
    """The pages among them."""
    return {address: r.text for address, r in crawled.items() if r.mimetype == "text/html"}


class TestWholeSite:
    def test_nothing_that_is_linked_is_missing(self, crawled):
        """
        Not one of them; pictures of bodies are the index's business.
        """
        wrong = {
            address: response.status_code
            for address, response in crawled.items()
            if response.status_code != 200 and not address.startswith("/media/")
        }

        assert {} == wrong

    def test_every_post_is_reached_and_no_other(self, crawled, posts):
        """
        What no link leads to is lost, and what is hidden is not linked.
        """
        reached = {re.fullmatch(r"/news/([^/]+)/", address) for address in crawled}

        assert {post.slug for post in posts} == {found[1] for found in reached if found}

    def test_every_page_has_one_heading_that_its_title_begins_with(self, crawled_pages):
        """
        A tab, a bookmark and a screen reader show the beginning of the title first.
        """
        for address, page in crawled_pages.items():
            (heading,) = re.findall(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
            title = re.search(r"<title>(.*?)</title>", page)[1]
            subject = html.unescape(re.sub(r"<[^>]+>", "", heading)).strip()
            subject = subject.removeprefix("Nothing for ")

            assert html.unescape(title).startswith(subject), address
            assert not re.search(r"\d+ posts?", title), address

    def test_no_two_pages_share_a_title(self, crawled_pages):
        """
        Ten tabs of one name are no use; results differ in filters, which are no title, and a post
        that was opened from results is the same post.
        """
        titles = Counter(
            re.search(r"<title>(.*?)</title>", page)[1]
            for address, page in crawled_pages.items()
            if not address.startswith("/search?") and "at=" not in address
        )

        assert [] == [title for title, times in titles.items() if times > 1]

    def test_ids_are_unique_and_labels_lead_to_them(self, crawled_pages):
        """
        A label that names nothing is read by nobody.
        """
        for address, page in crawled_pages.items():
            ids = re.findall(r'\sid="([^"]+)"', page)
            named = set(
                " ".join(re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', page)).split()
            )
            named |= set(re.findall(r'<label[^>]* for="([^"]+)"', page))

            assert [] == [each for each, times in Counter(ids).items() if times > 1], address
            assert set() == named - set(ids), address

    def test_languages_are_written_as_tags(self, crawled_pages):
        """
        A wrong tag is worse than none: the voice changes to nothing.
        """
        for address, page in crawled_pages.items():
            assert page.startswith('<!doctype html>\n<html lang="en">'), address
            assert set(re.findall(r'\slang="([^"]*)"', page)) <= {
                "en",
                "de",
                "pl",
                "el",
                "fr",
                "pt",
            }

    def test_titles_in_other_languages_say_so_wherever_they_stand(self, crawled_pages, posts):
        """
        A Greek title in a list of links is still Greek.
        """
        foreign = {post.slug: post.language for post in posts if post.language != "en"}
        for address, page in crawled_pages.items():
            for before, slug, within in re.findall(
                r'(<[^<>]*>)<a href="/news/([^/"]+)/"([^>]*)>', page
            ):
                if slug in foreign and "<link" not in before:
                    assert f' lang="{foreign[slug]}"' in before + within, (address, slug)


class TestHome:
    def test_the_newest_posts_come_first(self, client):
        """
        The first thing to see is the last thing that happened.
        """
        first = re.search(r'<h3[^>]*><a href="/news/([^/]+)/"', client.get("/").text)[1]

        assert "post-71" == first

    def test_the_numbers_are_those_of_the_edition(self, client, posts):
        """
        A first sentence that miscounts is a bad beginning.
        """
        partners = {label.slug for post in posts for label in post.partners}
        sentence = f"{len(posts)} posts by {len(partners)} partners on 12 themes, in 5 languages"

        assert sentence in re.sub("<[^>]*>", "", client.get("/").text)


class TestTerms:
    def test_narrower_themes_stand_below_their_broader_one(self, client):
        """
        The order tells what belongs to what.
        """
        page = client.get("/themes/").text

        assert re.search(
            r'<li class="deeper">\s*<p class="row"><span class="to"><a href="/themes/street-trees/"',
            page,
        )

    def test_a_term_shows_its_shelf(self, client):
        """
        From when to when, how many, who else.
        """
        page = client.get("/themes/heat-and-shade/").text

        assert re.search(r"<b>2019</b> to 20\d\d</span> <i>\d+ posts</i>", page)
        assert "Narrower" in page
        assert "Who writes about it" in page

    @pytest.mark.parametrize("term", ["/partners/town-0/", "/themes/water/"])
    def test_a_term_can_be_followed_and_taken_away(self, client, term):
        """
        A feed that only programs see is found by nobody.
        """
        page = client.get(term).text
        take = page[page.index('id="take"') :].split("</section>")[0]
        links = [html.unescape(link) for link in re.findall(r'href="([^"]+)"', take)]

        assert f"{term}feed.atom" in links
        assert {200} == {client.get(link).status_code for link in links}

    def test_company_is_counted_on_shared_posts(self, client, posts):
        """
        "Often together" is a claim that a reader can check.
        """
        shared = Counter(
            label.name
            for post in posts
            if library.slug_of_town(0) in {label.slug for label in post.partners}
            for label in post.partners
            if label.slug != library.slug_of_town(0)
        )
        told = (
            client.get("/partners/town-0/").text.split("Often together with")[1].split("</ul>")[0]
        )
        rows = re.findall(r'<span class="to"><a[^>]*>([^<]+)</a></span><span class="n">(\d+)', told)

        assert sorted(shared.values(), reverse=True)[:8] == [int(count) for _, count in rows]
        assert {name: shared[name] for name, _ in rows} == {name: int(n) for name, n in rows}

    @pytest.mark.parametrize(
        "address", ["/partners/nobody/", "/themes/none/", "/themes/heat-and-shade/?page=99"]
    )
    def test_what_is_not_there_is_not_found(self, client, address):
        """
        An empty page would be indexed as one.
        """
        assert 404 == client.get(address).status_code

    def test_pages_of_a_term_hold_all_its_posts(self, client):
        """
        Paging neither repeats nor loses a post.
        """
        total = client.get("/search.json?partner=town-0").get_json()["total"]
        slugs = []
        for page in range(1, -(-total // 20) + 1):
            text = client.get(f"/partners/town-0/?page={page}").text
            slugs += re.findall(r'<h3[^>]*><a href="/news/([^/]+)/"', text)

        assert (total, total) == (len(slugs), len(set(slugs)))

    def test_a_partner_is_not_named_below_each_of_its_posts(self, client, posts):
        """
        The page says once whose posts these are; the others are news.
        """
        page = client.get("/partners/town-0/").text
        lines = re.findall(r'<p class="meta">(.*?)</p>', page)

        assert lines
        assert not [line for line in lines if library.TOWNS[0] in line]
        assert [line for line in lines if "with <span" in line]

    def test_many_names_without_descriptions_stand_in_two_columns(self, client):
        """
        Ninety lines of which each fills a third are a long way down.
        """
        assert '<ul class="contents columns">' in client.get("/partners/").text
        assert '<ul class="register">' in client.get("/themes/").text


class TestYears:
    def test_months_stand_below_each_other_whatever_is_missing(self, client):
        """
        Whoever compares Junes looks down one column.
        """
        page = client.get("/archive/").text
        rows = re.findall(r'<ul class="inline">(.*?)</ul>', page)

        assert rows
        for row in rows:
            assert ["January", "December"] == [
                re.findall(r"<li[^>]*>(?:<a[^>]*>)?(\w+)", row)[place] for place in (0, 11)
            ]

    def test_a_fullest_month_is_named_only_if_there_is_one(self, client):
        """
        Of three months with the same number none is the fullest.
        """
        for year in range(2019, 2027):
            page = client.get(f"/archive/{year}/").text
            counts = [
                int(n) for n in re.findall(r'<h2 id="month-\d+">\w+ <span class="n">(\d+)', page)
            ]
            alone = len(counts) > 1 and counts.count(max(counts)) == 1

            assert alone == ("was the fullest" in page), year

    def test_the_months_of_a_year_hold_its_posts(self, client):
        """
        The shelf and the search agree.
        """
        total = client.get("/search.json?year=2024").get_json()["total"]
        months = re.findall(r'href="(/archive/2024/\d\d/)"', client.get("/archive/2024/").text)
        posts = [
            slug
            for month in dict.fromkeys(months)
            for slug in re.findall(r'<h3[^>]*><a href="/news/([^/]+)/"', client.get(month).text)
        ]

        assert total == len(posts)

    @pytest.mark.parametrize(
        "address",
        [
            "/archive/1999/",
            "/archive/2024/13/",
            "/archive/0/",
            "/archive/99999/01/",
            "/archive/2018/01/",
        ],
    )
    def test_time_without_posts_is_not_found(self, client, address):
        """
        Otherwise the archive would have endless pages of nothing.
        """
        assert 404 == client.get(address).status_code

    def test_a_short_month_leads_to_its_address(self, client):
        """
        People cut addresses by hand.
        """
        response = client.get("/archive/2024/6/")

        assert (301, "/archive/2024/06/") == (response.status_code, response.headers["Location"])

    def test_undated_posts_are_listed_on_their_own(self, client):
        """
        They are part of the archive without a place in time.
        """
        page = client.get("/archive/undated/").text

        assert {"undated-one", "undated-two", "script-in-the-title"} == set(
            re.findall(r'<h3[^>]*><a href="/news/([^/]+)/"', page)
        )


def test_events_stand_by_the_day_they_took_place(client):
    """
    A post may be written weeks after what it tells of.
    """
    page = client.get("/events/").text

    assert page.index("17 to 18 June 2024") < page.index("1 January 2020")
    assert "Closing workshop" in page


def test_events_tell_when_each_post_on_them_was_published(client):
    """
    So a reader sees which of them announced it and which reported on it.
    """
    page = client.get("/events/").text
    days = re.findall(r'</a> <span class="dim small">([^<]+)</span></li>', page)

    assert page.count('<li><a href="/news/') == len(days) > 1
    assert all(day == "undated" or re.fullmatch(r"\d+ \w+ \d{4}", day) for day in days)


def test_the_days_of_a_month_come_before_its_posts(client):
    """
    On a phone what comes first is seen first, and twenty posts are long.
    """
    page = client.get("/archive/2024/06/").text

    assert 0 < page.index('class="calendar"') < page.index('class="hits"')
