"""A harvest in the middle of which the archive is built anew, once or often."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import library
import pytest
from harvester import DC, HOST, LIST, OAI, ask, harvest, identifier, identifiers

from index import Departed, Record, identity_of
from index.editions.register import read_register, write_register
from web import create_app
from web.machine import harvesting


@pytest.fixture
def in_parts(monkeypatch):
    """So few items in an answer that the small archive needs many."""
    monkeypatch.setattr(harvesting, "RECORDS", 7)
    monkeypatch.setattr(harvesting, "HEADERS", 7)


class TestBuildsBetween:
    """
    A site whose builder runs every minute, and a harvester who takes an hour.
    """

    NEXT = library.BUILT + timedelta(days=1)

    @pytest.fixture
    def sites(self, tmp_path):
        """
        The archive before and after a build: of the posts in the order of their identities, the
        first and the last changed, the second and the one before the last left, and one is new.
        """
        by_identity = sorted(library.records(), key=lambda each: identity_of(each.slug))
        first, second, *staying, before_last, last = by_identity
        changed = [replace(each, title="Said otherwise") for each in (first, last)]
        after = [*changed, *staying, Record("new-one", "New", True, "en", text="x")]
        before = library.make_editions(tmp_path / "before")
        editions = library.make_editions(tmp_path / "after", after)
        former = read_register(tmp_path / "before")
        left = [Departed(identity_of(each.slug), self.NEXT) for each in (second, before_last)]
        write_register(tmp_path / "after", after, self.NEXT, before=former, departed=left)
        clients = [
            create_app(library.make_settings(), editions=each).test_client()
            for each in (before, editions)
        ]
        yield (*clients, {each.slug for each in after}, left)
        before.close()
        editions.close()

    @pytest.mark.parametrize("parts", [1, 2, 5])
    def test_a_harvest_goes_on_and_misses_nothing(self, sites, in_parts, parts):
        """
        What changed, came or left meanwhile is told at the end; nothing is begun anew.
        """
        before, after, slugs, left = sites
        told, arguments = [], LIST
        for _ in range(parts):
            root = ask(before, **arguments)
            told += root.iter(f"{OAI}record")
            again = root.findtext(f".//{OAI}resumptionToken")
            arguments = {"verb": "ListRecords", "resumptionToken": again}
        told += harvest(after, **arguments)
        deleted = [each for each in told if each.find(f"{OAI}header[@status]") is not None]
        titles = {identifiers([each])[0]: each.findtext(f".//{DC}title") for each in told}

        assert {identifier(slug) for slug in slugs} <= set(identifiers(told))
        assert {f"oai:{HOST}:{each.identity}" for each in left} == set(identifiers(deleted))
        assert 2 == list(titles.values()).count("Said otherwise")

    def test_a_harvest_of_days_gone_by_is_not_disturbed(self, sites, in_parts):
        """
        What changed since is not of those days any more, and the next harvest will have it.
        """
        before, after, slugs, _ = sites
        root = ask(before, **LIST, until=library.BUILT.isoformat())
        again = root.findtext(f".//{OAI}resumptionToken")
        told = identifiers(root.iter(f"{OAI}record"))
        told += identifiers(harvest(after, verb="ListRecords", resumptionToken=again))

        assert len(slugs) - 3 <= len(set(told)) == len(told)

    def test_posts_that_left_come_in_parts_too(self, tmp_path, in_parts):
        """
        A library that is told of half of them shows the rest for ever.
        """
        days = [library.BUILT - timedelta(days=n % 3) for n in range(25)]
        left = [Departed(f"{n:016x}", day) for n, day in enumerate(days)]
        editions = library.make_editions(tmp_path / "public")
        write_register(tmp_path / "public", library.records(), library.BUILT, departed=left)
        client = create_app(library.make_settings(), editions=editions).test_client()
        found = identifiers(harvest(client, verb="ListIdentifiers", metadataPrefix="oai_dc"))

        assert len(library.records()) + 25 == len(set(found)) == len(found)
        editions.close()
