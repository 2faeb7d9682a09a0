"""
The picture in ARCHITECTURE.md is drawn from four posts; its numbers are those of an index.
"""

import re
from pathlib import Path

import pytest

from archive import Kind, Term, Vocabulary
from index.building.edition import opened_index, write_edition
from index.columnar import segment_arrays
from index.editions.record import Label, Record
from index.opened import open_edition
from index.query import Facet, Query

PICTURE = Path(__file__).parents[2] / ".github" / "arrays.svg"
NAMES = ("acme", "delta")


@pytest.fixture(scope="module")
def drawn():
    """
    The text of each place in the picture that has a name.
    """
    places = re.findall(r'id="([\w-]+)">([^<]+)</text>', PICTURE.read_text(encoding="utf-8"))
    return dict(places)


@pytest.fixture(scope="module")
def folder(tmp_path_factory, drawn):
    """
    An edition of the posts in the picture.
    """
    path = tmp_path_factory.mktemp("picture")
    partners = Vocabulary(Kind.PARTNER, [Term(name, name, Kind.PARTNER) for name in NAMES])
    records = [
        Record(
            slug=str(number),
            title="",
            titled=False,
            language="en",
            text=drawn[f"post-{number}"],
            partners=(Label(drawn[f"partner-{number}"], drawn[f"partner-{number}"]),),
        )
        for number in range(4)
    ]
    write_edition(path, records, partners, Vocabulary(Kind.THEME), language="en")
    return path


@pytest.fixture(scope="module")
def segment(folder):
    with opened_index(folder).reader() as reader:
        (arrays,) = segment_arrays(reader)
        yield arrays


@pytest.fixture(scope="module")
def engine(folder):
    opened = open_edition(folder, "g")
    yield opened
    opened.close()


def shown(numbers):
    return " ".join(map(str, numbers))


def rounded(scores):
    return " ".join(f"{score:.2f}" for score in scores)


def test_the_segment_in_the_picture_is_what_is_written(segment, drawn):
    """
    Postings of three words and two partners, field by field.
    """
    body, starts = segment.terms.field("body"), {"city": 0, "harbour": 1, "lights": 2}
    for word, term in starts.items():
        here = slice(*body.starts[term : term + 2])
        places = slice(*body.position_starts[term : term + 2])

        assert drawn[f"terms-{word}"] == word
        assert drawn[f"starts-{word}"] == str(body.starts[term])
        assert drawn[f"docs-{word}"] == shown(body.docs[here])
        assert drawn[f"freqs-{word}"] == shown(body.freqs[here])
        assert drawn[f"positions-{word}"] == shown(body.positions[places])
    for name in NAMES:
        docs, _ = segment.terms.postings("partner", name)

        assert drawn[f"partner-{name}"] == f"{name} {shown(docs)}"
    assert drawn["lengths"] == shown(segment.lengths("body"))


def test_the_answer_in_the_picture_is_what_is_answered(engine, drawn):
    """
    The same words, posts, counts and scores, the best first.
    """
    results = engine.search(Query(text="city lights"))
    order = [hit.slug for hit in results.hits]
    partners = {value.value: str(value.count) for value in results.facets[Facet.PARTNER]}

    assert drawn["order"] == shown(order)
    assert drawn["order-scores"] == rounded(hit.score for hit in results.hits)
    assert drawn["found"] == shown(sorted(order))
    assert drawn["found-bits"] == bits(order)
    for name in NAMES:
        assert drawn[f"{name}-count"] == partners[name]
        assert drawn[f"{name}-bits"] == bits(drawn[f"partner-{name}"].split()[1:])


@pytest.mark.parametrize("word", ["city", "lights"])
def test_what_a_word_says_in_the_picture_is_what_it_says(engine, drawn, word):
    """
    A word alone is asked for in any order; its evidence goes by the number of the post.
    """
    hits = sorted(engine.search(Query(text=word)).hits, key=lambda hit: hit.slug)

    assert drawn[f"evidence-{word}"] == shown(hit.slug for hit in hits)
    assert drawn[f"scores-{word}"] == rounded(hit.score for hit in hits)


def bits(docs):
    return "".join("01"[str(doc) in docs] for doc in range(4))
