"""One post as its file holds it, from a folder or from JSON Lines alike."""

from __future__ import annotations

from dataclasses import dataclass

from archive.fields import Values
from archive.post import Markup
from archive.report import Report


@dataclass(frozen=True, slots=True)
class Record:
    """A post before anybody asked what its values mean.

    Attributes:
        path: File below the content folder, with forward slashes.
        place: The same below the folder that was walked, such as
            `fr/2024/harbour.md`; empty in JSON Lines, where a file says
            nothing about a post.
        line: Line that the post begins in.
        values: Looked up by our names.
        body: As written.
        body_line: Line that the body begins in.
        markup: Language of the body.
        report: Where its problems go.
    """

    path: str
    place: str
    line: int
    values: Values
    body: str
    body_line: int
    markup: Markup
    report: Report
