"""
Asking an engine, in the fewest words.
"""

from datetime import date

from index import Query

TODAY = date(2024, 3, 20)
"""
The day on which the posts of `samples` are searched.
"""


def slugs(results):
    return [hit.slug for hit in results.hits]


def in_order(engine, text="", **others):
    return slugs(engine.search(Query(text=text, size=100, **others)))


def found(engine, text, **others):
    return set(in_order(engine, text, **others))
