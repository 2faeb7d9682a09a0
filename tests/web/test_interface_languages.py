"""
The same site in several languages, each page at an address of its own.
"""

import html
import re
from xml.etree import ElementTree as ET

import library
import pytest
from addresses import PAGES

from archive import SettingsError
from index import Label, Record
from web import create_app

LANGUAGES = ("en", "de", "fr", "pl", "el")
PREFIXES = tuple(f"/{tag}/" for tag in LANGUAGES)


@pytest.fixture(scope="module")
def app(editions):
    settings = library.make_settings(interface_languages=LANGUAGES)
    made = create_app(settings, editions=editions)
    made.testing = True
    made.config["PROPAGATE_EXCEPTIONS"] = True
    return made


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.mark.parametrize("language", LANGUAGES[1:])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_there_in_every_language(client, language, name):
    """
    A gap that a translation spells otherwise would be an error on one page in one language.
    """
    english, other = client.get(PAGES[name]), client.get(f"/{language}{PAGES[name]}")

    assert english.status_code == other.status_code
    assert f'<html lang="{language}">' in other.text


@pytest.mark.parametrize("path", ["/", "/search?q=bench&year=2020", "/news/four-public-spaces/"])
def test_links_to_pages_keep_the_language_and_links_to_files_have_none(client, path):
    """
    One link without it and the reader is back in a language that they did not choose.
    """
    page = client.get(f"/pl{path}").text
    body = re.sub(
        r'<nav class="tongues".*?</nav>', "", page[page.index("<body") :], flags=re.DOTALL
    )
    links = {html.unescape(each) for each in re.findall(r'(?:href|action|src)="(/[^"]*)"', body)}
    files = {each for each in links if "." in each.split("?")[0].rpartition("/")[2]}

    assert links - files
    assert all(each.startswith("/pl/") for each in links - files)
    assert not any(each.startswith("/pl/") for each in files)
    assert {200} == {client.get(each).status_code for each in links if "/media/" not in each}


def test_a_reader_can_change_the_language_of_any_page(client):
    """
    Without JavaScript, without a cookie, and without losing the search.
    """
    page = client.get("/de/search?q=bench&page=2").text
    switcher = re.search(r'<nav class="tongues".*?</nav>', page, re.DOTALL)[0]
    links = dict(re.findall(r'href="([^"]*)"[^>]*>([^<]*)<', switcher))

    assert {
        "/search?q=bench&amp;page=2": "English",
        "/de/search?q=bench&amp;page=2": "Deutsch",
        "/fr/search?q=bench&amp;page=2": "Français",
        "/pl/search?q=bench&amp;page=2": "Polski",
        "/el/search?q=bench&amp;page=2": "Ελληνικά",
    } == links
    assert 'aria-current="true">Deutsch' in switcher


def test_search_engines_are_told_of_every_language(client):
    """
    Each page names itself as the original, and the others as its alternates.
    """
    page = client.get("/de/themes/").text
    alternates = dict(re.findall(r'rel="alternate" hreflang="([^"]*)" href="([^"]*)"', page))

    assert f'<link rel="canonical" href="{library.SITE_URL}/de/themes/">' in page
    assert alternates == {
        "x-default": f"{library.SITE_URL}/themes/",
        "en": f"{library.SITE_URL}/themes/",
        **{tag: f"{library.SITE_URL}/{tag}/themes/" for tag in LANGUAGES[1:]},
    }


def test_a_post_has_one_stable_address_whatever_surrounds_it(client):
    """
    Its text is the same on all of them, and its alternates are its translations.
    """
    page = client.get("/fr/news/four-public-spaces/").text

    assert f'rel="canonical" href="{library.SITE_URL}/news/four-public-spaces/"' in page
    alternates = re.findall(r'rel="alternate" hreflang="([^"]*)" href="([^"]*)"', page)

    assert {
        "en": f"{library.SITE_URL}/news/four-public-spaces/",
        "de": f"{library.SITE_URL}/news/vier-plaetze/",
    } == dict(alternates)
    assert sorted(alternates) == sorted(
        re.findall(
            r'rel="alternate" hreflang="([^"]*)" href="([^"]*)"',
            client.get("/el/news/vier-plaetze/").text,
        )
    )
    assert "hreflang" not in client.get("/news/post-01/").text.split("</head>")[0]


def test_the_site_map_has_lists_in_every_language_and_each_post_once(client, posts):
    """
    A search engine is led to what it is to show, and each address in it calls itself so.
    """
    root = ET.fromstring(client.get("/sitemap.xml").data)
    found = [each[0].text.removeprefix(library.SITE_URL) for each in root]
    lists = [path for path in found if "/news/" not in path]
    news = [path for path in found if "/news/" in path]

    assert sorted(f"/news/{post.slug}/" for post in posts) == sorted(news)
    assert len(lists) == 5 * len([path for path in lists if path[:4] not in PREFIXES])
    for path in (*lists[::40], "/de/", "/el/themes/water/", "/pl/languages/"):
        page = client.get(path).text
        assert path in lists
        assert f'<link rel="canonical" href="{library.SITE_URL}{path}">' in page
        assert 'name="robots"' not in page


def test_a_browser_searches_in_the_language_of_the_page_that_it_learnt_it_from(client):
    """
    Whoever adds the search of German pages to the browser is led to German results.
    """
    page = client.get("/de/themes/").text
    path = re.search(r'rel="search" type="[^"]*" title="SHADEWALK" href="([^"]*)"', page)[1]
    german, english = (client.get(each).text for each in (path, "/opensearch.xml"))

    assert "/de/opensearch.xml" == path
    assert f'rel="self" template="{library.SITE_URL}/de/opensearch.xml"' in german
    assert f'type="text/html" template="{library.SITE_URL}/de/search?q={{searchTerms}}"' in german
    assert f'template="{library.SITE_URL}/search.atom?q={{searchTerms}}"' in german
    assert "<Description>Im Archiv suchen: SHADEWALK</Description>" in german
    assert "<Description>Search the archive: SHADEWALK</Description>" in english
    assert (
        f'<{library.SITE_URL}/de/opensearch.xml>; rel="search"'
        in client.get("/de/").headers["Link"]
    )


def test_what_feeds_and_search_engines_show_is_in_the_language_of_the_site(client, editions):
    """
    People read the titles of feeds and the way to a post, though programs fetch them.
    """
    german = create_app(library.make_settings(language="de"), editions=editions).test_client()
    crumbs = '"name":"%s","item":"%s/"'

    assert "<title>Alle Beiträge – SHADEWALK</title>" in german.get("/search.atom").text
    assert "Thema: Water in the city" in german.get("/search/feed.json?theme=water").json["title"]
    page = client.get("/de/news/four-public-spaces/").text
    assert crumbs % ("Archiv", f"{library.SITE_URL}/de") in page
    assert crumbs % ("Juni 2024", f"{library.SITE_URL}/de/archive/2024/06") in page
    assert f'"item":"{library.SITE_URL}/news/four-public-spaces/"' in page


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("/en/search?q=bench", "/search?q=bench"),
        ("/de/search.json?q=bench", "/search.json?q=bench"),
        ("/de/feed.atom", "/feed.atom"),
        ("/de/news/post-01.md", "/news/post-01.md"),
        ("/de/robots.txt", "/robots.txt"),
        ("/en/opensearch.xml", "/opensearch.xml"),
    ],
)
def test_what_is_the_same_in_all_languages_has_one_address(client, asked, place):
    """
    Two addresses for one thing are two entries in every cache and every index.
    """
    answer = client.get(asked)

    assert (301, place) == (answer.status_code, answer.headers["Location"])


def test_a_page_is_not_taken_for_the_same_in_another_language(client):
    """
    A browser asks with the tag of what it has.
    """
    german = client.get("/de/themes/")
    tag = german.headers["ETag"]

    assert 304 == client.get("/de/themes/", headers={"If-None-Match": tag}).status_code
    assert 200 == client.get("/fr/themes/", headers={"If-None-Match": tag}).status_code


def test_dates_numbers_and_plurals_follow_the_language(client):
    """
    Polish has three plurals, and German a full stop after the day.
    """
    german = client.get("/de/news/four-public-spaces/").text
    polish = client.get("/pl/search?q=sails").text

    assert "18. Juni 2024" in german
    assert "17. bis 18. Juni 2024" in german
    assert "Niemcy" in client.get("/pl/news/four-public-spaces/").text
    assert re.search(r"<b>1 wpis</b>", polish) or re.search(r"<b>[234] wpisy</b>", polish)


def test_what_a_search_was_read_as_is_said_in_the_language(client):
    """
    The engine's notes are English; its pages need not be.
    """
    page = client.get('/de/search?q=bench+"').text

    assert "<b>Gelesen als</b> Beiträge mit <mark>bench</mark>." in page
    assert "Ein Anführungszeichen ohne Gegenstück wurde übergangen." in page


def test_a_problem_is_said_in_the_language(client):
    page = client.get("/fr/search?q=bench&from=31/02/2020").text

    assert "31/02/2020 n’est pas une date" in page


def test_an_address_that_names_no_page_leads_nowhere_else(client):
    """
    `//other.example` in a link would be another site, and nothing is there in other languages.
    """
    page = client.get("/de//other.example/").text

    assert 'href="//' not in page
    assert 'href="/fr/" hreflang="fr"' in page
    assert 404 == client.get("/de//other.example").status_code


def test_an_old_address_may_begin_as_a_language_does(tmp_path):
    """
    Sites in several languages had such addresses long before they came here.
    """
    moved = Record(
        slug="new",
        title="New",
        titled=True,
        language="de",
        redirects=("/de/alt/",),
        text="x",
        partners=(Label("town-1", "Stadt Grünfurth"),),
    )
    editions = library.make_editions(tmp_path / "public", [moved])
    app = create_app(library.make_settings(interface_languages=LANGUAGES), editions=editions)

    answer = app.test_client().get("/de/alt/")

    assert (301, "/de/news/new/") == (answer.status_code, answer.headers["Location"])
    editions.close()


def test_a_site_of_one_language_has_no_prefix(editions):
    """
    The language of the site is enough to have its pages.
    """
    client = create_app(library.make_settings(language="de"), editions=editions).test_client()
    page = client.get("/").text

    assert '<html lang="de">' in page
    assert "tongues" not in page
    assert 404 == client.get("/de/").status_code


def test_a_site_may_live_below_a_path_and_speak_several_languages(editions):
    settings = library.make_settings(url="https://x.example/kept", interface_languages=("en", "de"))
    client = create_app(settings, editions=editions).test_client()

    assert 'href="/kept/de/themes/"' in client.get("/kept/de/").text


def test_a_language_without_pages_is_refused(editions):
    """
    At the start, and not when the first reader comes.
    """
    settings = library.make_settings(interface_languages=("en", "sv"))

    with pytest.raises(SettingsError) as caught:
        create_app(settings, editions=editions)

    assert (
        'site.interface_languages: there are no pages in "sv"; there are de, el, en, fr, pl'
        == str(caught.value)
    )
