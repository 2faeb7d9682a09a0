"""One address of every kind of page, by a name for it, and the sizes of screens they are seen on."""

from __future__ import annotations

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 700}

PAGES = {
    "home": "/",
    "results": "/search?q=square&partner=town-1&theme=heat-and-shade",
    "plain": "/search",
    "nothing": "/search?q=granite+xyzzy&theme=water&year=1999",
    "error": "/search?q=bench&from=31/02/2020&to=2019",
    "post": "/news/four-public-spaces/",
    "odd-post": "/news/script-in-the-title/",
    "long-names": "/news/long-names/",
    "long-chips": "/search?partner=long&category=verbundforschungszentrum&theme=water",
    "second": "/search?q=square&page=2",
    "pointer": "/news/pointer/",
    "partners": "/partners/",
    "partner": "/partners/long/",
    "month": "/archive/2019/01/",
    "undated": "/archive/undated/",
    "accessibility": "/accessibility/",
    "theme": "/themes/heat-and-shade/",
    "themes": "/themes/",
    "years": "/archive/",
    "year": "/archive/2024/",
    "events": "/events/",
    "languages": "/languages/",
    "trail": "/news/four-public-spaces/?q=sails&at=1",
    "help": "/search/help",
    "missing": "/nothing/",
    "past-the-end": "/search?q=square&page=99",
    "undated-post": "/news/undated-two/",
    "full-partner": "/partners/town-0/",
    "full-month": "/archive/2024/06/",
}

SEARCHES = (
    "",
    "q=bench",
    "q=bench&partner=town-1&partner=town-2&theme=water&sort=oldest&match=any&page=2&size=5",
    "year=2020&year=none&from=2019&to=31/12/2024",
    "q=zzzzzz",
    "page=99",
    "theme=nobody-knows",
    "q=",
)
"""What may stand behind the question mark of a search; pages and programs understand it alike."""
