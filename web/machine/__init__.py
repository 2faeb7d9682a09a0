"""The site for programs: feeds, site maps, citations, calendars, tables, the harvest.

The rule of this folder: it says nothing that the pages do not say.  Each form
is a function from public values to text, with a view of a few lines before it;
every address in a file is whole, because files leave the site.
"""

from web.machine import (
    api,
    calendars,
    citations,
    discovery,
    feeds,
    harvesting,
    relations,
    sitemaps,
    tables,
)

BLUEPRINTS = tuple(
    module.blueprint
    for module in (
        *(api, calendars, citations, discovery, feeds),
        *(harvesting, relations, sitemaps, tables),
    )
)
"""What the application registers."""

__all__ = ["BLUEPRINTS"]
