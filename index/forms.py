"""All that the search box understands, one form after the other.

The help page, the tests and this program read the same table.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """Something that can be typed.

    Attributes:
        example: As typed.
        meaning: The posts that it finds.
        field: The name before the colon, where the form has one.
    """

    example: str
    meaning: str
    field: str | None = None


FORMS = (
    Form("data portal", "posts with both words, in any form and any order"),
    Form('"data portal"', "posts with these words side by side, in these forms"),
    Form("-portal", "posts without the word; a phrase, a group or a field can follow too"),
    Form("data NOT portal", "the same, in words: posts with the first and without the second"),
    Form("harbour OR port", "posts with either word, or with both"),
    Form("alert (harbour OR port)", "a group: posts with the first word and one of the others"),
    Form("harb*", "posts with a word that begins so; two letters or more"),
    Form("title:portal", "posts with the word, phrase or group in their title", "title"),
    Form(
        "partner:harbour-lab", "posts of a partner, by any of its names or a word of it", "partner"
    ),
    Form("theme:security", "posts on a theme or on a narrower one, by any of its names", "theme"),
    Form("person:anna", "posts that name a person, by one or more words of the name", "person"),
    Form("place:athens", "posts on an event in a place", "place"),
    Form("language:el", "posts in a language, by its code", "language"),
    Form("category:news", "posts of a kind", "category"),
    Form("after:2024-03", "posts published on the first of these days or later", "after"),
    Form("before:2024-03", "posts published before the first of these days", "before"),
    Form("on:2024-03-18", "posts published on that day", "on"),
    Form("date:2024", "posts published in that year, month or day", "date"),
    Form("date:2024-03..2024-06", "posts published between two dates, both included", "date"),
    Form("last 6 months", "posts published since; days, weeks and years can be counted too"),
    Form("event:2024-03", "posts on an event that took place then", "event"),
    Form("event:2024-03..2024-05", "posts on an event that took place between two dates", "event"),
)
"""Every form of the language, simple ones first."""
