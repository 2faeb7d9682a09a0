"""A library's program that harvests a site, as far as tests need one."""

from __future__ import annotations

from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import library

from index import identity_of

OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
OAI_DC = "{http://www.openarchives.org/OAI/2.0/oai_dc/}"
LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
HOST = "archive.shadewalk.example"


def ask(client, **arguments):
    """Return the answer to a request, its root checked."""
    arguments = {name.rstrip("_"): value for name, value in arguments.items()}
    response = client.get(f"/oai?{urlencode(arguments)}")

    assert (200, "text/xml") == (response.status_code, response.mimetype)
    root = ET.fromstring(response.data)
    assert [f"{OAI}responseDate", f"{OAI}request"] == [each.tag for each in root][:2]
    return root


def codes(root):
    return [each.get("code") for each in root.findall(f"{OAI}error")]


def harvest(client, **arguments):
    """Return all items of a list, however many parts it comes in."""
    verb = arguments["verb"]
    found = []
    while True:
        root = ask(client, **arguments)
        assert [] == codes(root)
        listing = root.find(f"{OAI}{verb}")
        found += [each for each in listing if each.tag != f"{OAI}resumptionToken"]
        token = listing.findtext(f"{OAI}resumptionToken")
        if not token:
            return found
        arguments = {"verb": verb, "resumptionToken": token}


def identifiers(items):
    return [item.find(f".//{OAI}identifier").text for item in items]


def identifier(slug):
    return f"oai:{HOST}:{identity_of(slug)}"


def token(identity, number=7, *, day=library.BUILT, kind="there", days=",", spec=""):
    """What is shown to go on behind an item."""
    return f"{days},{kind},{day},{identity},{number},{spec}"
