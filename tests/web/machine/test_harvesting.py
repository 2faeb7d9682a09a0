"""The harvest, as a library's program asks for it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import library
import pytest
from harvester import (
    DC,
    HOST,
    LIST,
    OAI,
    OAI_DC,
    ask,
    codes,
    harvest,
    identifier,
    identifiers,
    token,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Departed, Label, Record, identity_of
from index.editions.register import write_register
from web import create_app
from web.machine import harvesting, oai_arguments
from web.machine.oai_forms import Header, Item, Page, document, listed
from web.machine.texts import one_line

GONE = Departed("00000000000000aa", date(2026, 11, 20))


@pytest.fixture
def in_parts(monkeypatch):
    """So few items in an answer that the small archive needs many."""
    monkeypatch.setattr(harvesting, "RECORDS", 7)
    monkeypatch.setattr(harvesting, "HEADERS", 7)


@pytest.fixture
def with_departed(tmp_path):
    """A site from which a post left."""
    editions = library.make_editions(tmp_path / "public")
    write_register(tmp_path / "public", library.records(), library.BUILT, departed=(GONE,))
    yield create_app(library.make_settings(), editions=editions).test_client()
    editions.close()


class TestLists:
    @pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
    def test_every_post_is_told_once_in_parts_or_at_once(self, client, posts, in_parts, verb):
        """
        A library that misses one does not know it.
        """
        found = identifiers(harvest(client, verb=verb, metadataPrefix="oai_dc"))

        assert len(posts) == len(found)
        assert {identifier(post.slug) for post in posts} == set(found)

    def test_a_part_says_how_many_there_are_and_where_it_stands(self, client, posts, in_parts):
        """
        Harvesters show how far they are.
        """
        first = ask(client, **LIST).find(f".//{OAI}resumptionToken")
        second = ask(client, verb="ListRecords", resumptionToken=first.text)

        total = str(len(posts))
        assert (total, "0") == (first.get("completeListSize"), first.get("cursor"))
        assert "7" == second.find(f".//{OAI}resumptionToken").get("cursor")

    def test_the_last_part_ends_with_an_empty_token_and_a_whole_list_has_none(self, client, posts):
        """
        The protocol's way to say that all was told.
        """
        whole = ask(client, **LIST).find(f".//{OAI}resumptionToken")
        *_, before, last = sorted(identity_of(post.slug) for post in posts)
        last = ask(client, verb="ListRecords", resumptionToken=token(before, len(posts) - 1))

        assert whole is None
        assert not last.findtext(f".//{OAI}resumptionToken")
        assert last.find(f".//{OAI}resumptionToken") is not None

    @pytest.mark.parametrize(
        ("spec", "of"),
        [
            ("partner:town-1", lambda p: "town-1" in {x.slug for x in p.partners}),
            ("partner", lambda p: bool(p.partners)),
            ("theme:street-trees", lambda p: "street-trees" in {x.slug for x in p.themes}),
            (
                "theme:heat-and-shade",
                lambda p: {"heat-and-shade", "street-trees", "water"} & {x.slug for x in p.themes},
            ),
        ],
    )
    def test_a_set_holds_the_posts_of_its_page(self, client, posts, in_parts, spec, of):
        """
        A partner's library wants the posts of that partner.
        """
        found = harvest(client, **LIST, set=spec)

        assert {identifier(post.slug) for post in posts if of(post)} == set(identifiers(found))
        for item in found:
            specs = {each.text.partition(":")[0] for each in item.iter(f"{OAI}setSpec")}
            told = {each.text for each in item.iter(f"{OAI}setSpec")}
            assert spec in told or spec in specs

    def test_every_set_that_is_listed_can_be_harvested(self, client):
        """
        An empty set is a riddle.
        """
        sets = ask(client, verb="ListSets").findall(f".//{OAI}setSpec")

        assert len(sets) > 20
        for each in sets:
            assert [] == codes(ask(client, **LIST, set=each.text)), each.text

    def test_days_are_those_of_the_build_and_both_ends_count(self, client, posts):
        """
        A post from 2019 that came in today is new to whoever asks for today.
        """
        day = library.BUILT.isoformat()
        after = (library.BUILT + timedelta(days=1)).isoformat()

        assert len(posts) == len(harvest(client, **LIST, from_=day, until=day))
        assert ["noRecordsMatch"] == codes(ask(client, **LIST, from_=after))
        assert ["noRecordsMatch"] == codes(ask(client, **LIST, until="2026-11-22"))
        assert {day} == {e.text for e in ask(client, **LIST).iter(f"{OAI}datestamp")}


class TestRecords:
    def test_a_record_says_what_the_page_says(self, client, posts):
        """
        In the fifteen elements that every library knows.
        """
        post = next(each for each in posts if each.slug == "four-public-spaces")
        root = ask(
            client, verb="GetRecord", metadataPrefix="oai_dc", identifier=identifier(post.slug)
        )
        metadata = root.find(f".//{OAI_DC}dc")
        told = {}
        for element in metadata:
            told.setdefault(element.tag.removeprefix(DC), []).append(element.text)

        assert {
            "title": [post.title],
            "creator": ["SHADEWALK"],
            "subject": ["Street trees"],
            "description": [post.summary],
            "publisher": ["SHADEWALK"],
            "contributor": ["Stadt Grünfurth"],
            "date": ["2024-06-18"],
            "type": ["Text"],
            "format": ["text/html"],
            "identifier": [f"{library.SITE_URL}/news/four-public-spaces/"],
            "language": ["en"],
            "relation": [f"{library.SITE_URL}/news/vier-plaetze/"],
        } == told
        assert "en" == metadata.find(f"{DC}title").get("{http://www.w3.org/XML/1998/namespace}lang")

    def test_the_identifier_is_a_hash_of_the_address(self):
        """
        It is promised, so it never changes.
        """
        assert "d771ccac24d392e3" == identity_of("four-public-spaces")

    def test_a_request_by_post_is_answered_alike(self, client):
        """
        The protocol wants both.
        """
        asked = client.get("/oai", query_string=LIST)
        posted = client.post("/oai", data=LIST)

        def items(response):
            return identifiers(ET.fromstring(response.data).iter(f"{OAI}record"))

        assert items(asked) == items(posted) != []
        assert "no-store" == posted.headers["Cache-Control"]

    def test_a_post_that_left_is_told_of_by_a_header_alone(self, with_departed):
        """
        Otherwise libraries show for ever what was withdrawn.
        """
        last = harvest(with_departed, **LIST, set="partner:town-1")[-1]
        own = ask(
            with_departed,
            verb="GetRecord",
            metadataPrefix="oai_dc",
            identifier=f"oai:{HOST}:{GONE.identity}",
        ).find(f".//{OAI}record")

        for item in (last, own):
            assert "deleted" == item.find(f"{OAI}header").get("status")
            assert "2026-11-20" == item.findtext(f".//{OAI}datestamp")
            assert 1 == len(item)
        until = ask(with_departed, **LIST, until="2026-11-20")
        assert [f"oai:{HOST}:{GONE.identity}"] == identifiers(until.iter(f"{OAI}record"))

    def test_an_archive_without_posts_says_so(self, tmp_path):
        """
        A harvester may come before the first post.
        """
        editions = library.make_editions(tmp_path / "public", [])
        client = create_app(library.make_settings(), editions=editions).test_client()

        assert ["noRecordsMatch"] == codes(ask(client, **LIST))
        assert ["noSetHierarchy"] == codes(ask(client, verb="ListSets"))
        assert "2026-11-23" == ask(client, verb="Identify").findtext(f".//{OAI}earliestDatestamp")


def test_the_archive_introduces_itself(client):
    """
    Harvesters read this first, and refuse what is not there.
    """
    told = {
        e.tag.removeprefix(OAI): e.text for e in ask(client, verb="Identify").find(f"{OAI}Identify")
    }
    told.pop("description")

    assert {
        "repositoryName": "SHADEWALK",
        "baseURL": f"{library.SITE_URL}/oai",
        "protocolVersion": "2.0",
        "adminEmail": f"postmaster@{HOST}",
        "earliestDatestamp": "2026-11-23",
        "deletedRecord": "transient",
        "granularity": "YYYY-MM-DD",
        "compression": "gzip",
    } == told
    formats = ask(client, verb="ListMetadataFormats", identifier=identifier("post-01"))
    assert ["oai_dc"] == [e.text for e in formats.iter(f"{OAI}metadataPrefix")]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({}, ["badVerb"]),
        ({"verb": "Steal"}, ["badVerb"]),
        ({"verb": "Identify", "set": "x"}, ["badArgument"]),
        ({"verb": "ListRecords"}, ["badArgument"]),
        ({"verb": "GetRecord"}, ["badArgument", "badArgument"]),
        ({**LIST, "from": "2024-02-30", "until": "2024-01-01T00:00:00Z"}, ["badArgument"] * 2),
        ({**LIST, "from": "2024-02-02", "until": "2024-02-01"}, ["badArgument"]),
        ({**LIST, "resumptionToken": "x"}, ["badArgument"]),
        ({"verb": "ListRecords", "metadataPrefix": "marc21"}, ["cannotDisseminateFormat"]),
        (
            {"verb": "GetRecord", "metadataPrefix": "marc21", "identifier": "x"},
            ["cannotDisseminateFormat"],
        ),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "x"}, ["idDoesNotExist"]),
        ({"verb": "ListMetadataFormats", "identifier": f"oai:{HOST}:00"}, ["idDoesNotExist"]),
        ({**LIST, "set": "theme:nothing"}, ["noRecordsMatch"]),
        ({**LIST, "set": "colour:red"}, ["noRecordsMatch"]),
        ({"verb": "ListSets", "resumptionToken": "x"}, ["badResumptionToken"]),
        ({"verb": "ListRecords", "resumptionToken": "x"}, ["badResumptionToken"]),
        *(
            ({"verb": "ListRecords", "resumptionToken": wrong}, ["badResumptionToken"])
            for wrong in (
                token("f" * 16),
                token("0" * 16, kind="left"),
                token("0" * 16, kind="elsewhere"),
                token("0" * 15),
                token("0" * 16, number=0),
                token("0" * 16, day="2026-02-30"),
                token("0" * 16, days="2026-02-30,"),
                token("0" * 16, spec="theme:nothing"),
            )
        ),
    ],
)
def test_each_mistake_has_its_code(client, arguments, expected):
    """
    Programs act on the code; all mistakes are told at once.
    """
    root = ask(client, **arguments)

    assert expected == codes(root)
    shown = root.find(f"{OAI}request").attrib
    assert ({} if expected[0] in {"badVerb", "badArgument"} else arguments) == shown


def test_an_argument_given_twice_is_a_mistake(client):
    """
    Nobody could say which one counts.
    """
    root = ET.fromstring(
        client.get("/oai?verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=x").data
    )

    assert ["badArgument"] == codes(root)
    assert ["badVerb"] == codes(ET.fromstring(client.get("/oai?verb=Identify&verb=ListSets").data))


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            ["verb", "metadataPrefix", "from", "until", "set", "identifier", "resumptionToken"]
        ),
        st.one_of(
            st.text(max_size=30),
            st.sampled_from(
                [*oai_arguments.VERBS, "oai_dc", "2024-01-01", token("0" * 16), token("f" * 16)]
            ),
        ),
    )
)
def test_whatever_is_asked_gets_an_answer_in_xml(site, arguments):
    """
    A harvester that gets a page for people gives up on the archive.
    """
    for response in (
        site.test_client().get("/oai", query_string=arguments),
        site.test_client().post("/oai", data=arguments),
    ):
        root = ET.fromstring(response.data)

        assert 200 == response.status_code
        assert 3 <= len(root)


HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("<>&\"']]>\x00\x08\x1b\x85\u2028\u202e\ufffe\ud800\U0001f333"),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=300, deadline=None)
@given(texts=st.lists(HOSTILE, min_size=5, max_size=5))
def test_no_post_makes_a_list_unreadable(site, texts):
    """
    One bad post must not keep a library from all others.
    """
    title, summary, name, language, source = texts
    label = Label("x", name, language)
    record = Record(
        "x",
        title,
        True,
        language,
        summary=summary,
        source=f"https://x.example/{source}",
        partners=(label,),
        themes=(label,),
    )
    item = Item(Header("oai:x:1", library.BUILT, ("theme:x",)), record)
    page = Page((item,), "next", 2, 0)
    root = ET.fromstring(
        document(
            listed("ListRecords", page, site.extensions["pressmark"]), {}, "https://x.example/oai"
        )
    )

    assert one_line(title) == (root.findtext(f".//{DC}title") or "")
    assert "next" == root.findtext(f".//{OAI}resumptionToken")


def test_a_long_form_is_not_read(client):
    """
    No question is longer than some hundred bytes.
    """
    assert 413 == client.post("/oai", data={"verb": "x" * 20_000}).status_code


@pytest.mark.parametrize(
    ("url", "contact", "mailbox"),
    [
        ("https://x.example/kept", "", "postmaster@x.example"),
        ("https://x.example", "https://x.example/desk", "postmaster@x.example"),
        ("https://x.example", "mailto:desk@y.example?subject=News", "desk@y.example"),
        ("http://localhost:8000", "", "postmaster@localhost.invalid"),
    ],
)
def test_harvesters_are_told_an_address_that_their_schema_takes(editions, url, contact, mailbox):
    """
    They refuse an archive whose introduction is not as the schema has it.
    """
    app = create_app(library.make_settings(url=url, contact=contact), editions=editions)
    path = "/kept/oai" if url.endswith("/kept") else "/oai"
    told = ET.fromstring(app.test_client().get(f"{path}?verb=Identify").data)

    assert mailbox == told.findtext(f".//{OAI}adminEmail")
    assert re.fullmatch(r"\S+@(\S+\.)+\S+", mailbox)
