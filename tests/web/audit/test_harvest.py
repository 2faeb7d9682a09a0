"""
The archive harvested as libraries do it, with Sickle.
"""

from index import identity_of

HOST = "127.0.0.1"


def sickle(address):
    from sickle import Sickle  # not installed where tests are only collected

    return Sickle(f"{address}/oai")


def test_every_public_post_is_harvested(address, slugs):
    """
    And no other.
    """
    records = list(sickle(address).ListRecords(metadataPrefix="oai_dc"))

    assert sorted(f"oai:{HOST}:{identity_of(slug)}" for slug in slugs) == sorted(
        record.header.identifier for record in records
    )
    for record in records:
        assert record.metadata["title"]
        assert record.metadata["identifier"][0].startswith(f"{address}/news/")


def test_each_post_can_be_asked_for_alone(address, get, slugs):
    """
    What a record says is what the post says.
    """
    harvester = sickle(address)
    for slug in slugs[::7]:
        post = get(f"/api/v1/posts/{slug}").json()
        record = harvester.GetRecord(
            metadataPrefix="oai_dc", identifier=f"oai:{HOST}:{identity_of(slug)}"
        )

        assert [post["title"]] == record.metadata["title"]
        assert [theme["name"] for theme in post["themes"]] == record.metadata.get("subject", [])
        assert [post["date"]] == record.metadata.get("date", [None])


def test_every_set_is_that_of_its_page(address, get):
    """
    A library of one partner wants the posts of that partner.
    """
    harvester = sickle(address)
    sets = [each.setSpec for each in harvester.ListSets()]

    assert len(sets) > 10
    for spec in sets:
        kind, colon, slug = spec.partition(":")
        if colon:
            headers = list(harvester.ListIdentifiers(metadataPrefix="oai_dc", set=spec))
            assert get(f"/api/v1/search?{kind}={slug}").json()["total"] == len(headers), spec


def test_the_archive_introduces_itself(address):
    """
    Its format is the one that it lists.
    """
    harvester = sickle(address)

    assert "2.0" == harvester.Identify().protocolVersion
    assert ["oai_dc"] == [each.metadataPrefix for each in harvester.ListMetadataFormats()]
