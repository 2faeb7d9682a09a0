"""All that the search box understands, one form after the other.

The help page, the tests and this program read the same table.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Form:
    """Something that can be typed.

    Attributes:
        example: As typed.
        meaning: The posts that it finds.
        field: The name before the colon, where the form has one.
    """

    example: str
    meaning: Sentence
    field: str | None = None


FORMS = (
    Form("data portal", Sentence("posts with both words, in any form and any order")),
    Form('"data portal"', Sentence("posts with these words side by side, in these forms")),
    Form(
        "-portal", Sentence("posts without the word; a phrase, a group or a field can follow too")
    ),
    Form(
        "data NOT portal",
        Sentence("the same, in words: posts with the first and without the second"),
    ),
    Form("harbour OR port", Sentence("posts with either word, or with both")),
    Form(
        "alert (harbour OR port)",
        Sentence("a group: posts with the first word and one of the others"),
    ),
    Form("harb*", Sentence("posts with a word that begins so; two letters or more")),
    Form("title:portal", Sentence("posts with the word, phrase or group in their title"), "title"),
    Form(
        "partner:harbour-lab",
        Sentence("posts of a partner, by any of its names or a word of it"),
        "partner",
    ),
    Form(
        "theme:security",
        Sentence("posts on a theme or on a narrower one, by any of its names"),
        "theme",
    ),
    Form(
        "person:anna",
        Sentence("posts that name a person, by one or more words of the name"),
        "person",
    ),
    Form("place:athens", Sentence("posts on an event in a place"), "place"),
    Form(
        "language:el",
        Sentence("posts in a language, by its code, of any region unless one is named"),
        "language",
    ),
    Form("category:news", Sentence("posts of a kind"), "category"),
    Form("after:2024-03", Sentence("posts published on the first of these days or later"), "after"),
    Form("before:2024-03", Sentence("posts published before the first of these days"), "before"),
    Form("on:2024-03-18", Sentence("posts published on that day"), "on"),
    Form("date:2024", Sentence("posts published in that year, month or day"), "date"),
    Form(
        "date:2024-03..2024-06",
        Sentence("posts published between two dates, both included"),
        "date",
    ),
    Form("year:2024", Sentence("posts published in that year"), "year"),
    Form("date:none", Sentence("posts without a date of publication")),
    Form(
        "last 6 months", Sentence("posts published since; days, weeks and years can be counted too")
    ),
    Form("event:2024-03", Sentence("posts on an event that took place then"), "event"),
    Form(
        "event:2024-03..2024-05",
        Sentence("posts on an event that took place between two dates"),
        "event",
    ),
)
"""Every form of the language, simple ones first."""
