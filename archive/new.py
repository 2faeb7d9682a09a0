"""The file that `pressmark new` begins: everything a post needs, to be filled in."""

from __future__ import annotations

import json
from datetime import date

from archive.settings import Settings
from archive.slugs import RESERVED, slug_of
from archive.text import one_line


def draft_of(title: str, day: date, settings: Settings) -> tuple[str, str]:
    """Return the name and the text of a new post.

    It is a draft until its author deletes that line.

    Args:
        title: As typed.
        day: Of publication.
        settings: For the language of the site.
    """
    title = one_line(title) or "Untitled"
    slug = slug_of(title) or "post"
    if slug in RESERVED:
        slug = f"{slug}-{day.year}"
    text = f"""\
---
title: {json.dumps(title, ensure_ascii=False)}
date: {day.isoformat()}
slug: {slug}
language: {settings.site.language}
category: News
partners: []
themes: []
people: []
summary:
visibility: draft    # delete this line to publish
---

Write here.
"""
    return f"{day.isoformat()}-{slug}.md", text
