"""
A columnar matcher walks as the stock one does, over several blocks and past the end.
"""

import pytest
import whoosh.index
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import fields
from whoosh.scoring import BM25F

from index import columnar

TERMS = ("common", "often", "rare")


def fill(ix):
    """
    1,000 documents: one term in all of them, one in half, one in few.
    """
    with ix.writer() as writer:
        for number in range(1000):
            words = ["common"] * (number % 5 + 1)
            words += ["often"] * (number % 7 % 2) * (number // 300)
            words += ["rare"] * (number % 331 == 7) + ["x"] * (number % 97)
            writer.add_document(body=" ".join(words))


@pytest.fixture(scope="module")
def searchers(tmp_path_factory):
    schema = fields.Schema(body=fields.TEXT)
    stock = whoosh.index.create_in(str(tmp_path_factory.mktemp("stock")), schema)
    ours = columnar.create_in(tmp_path_factory.mktemp("ours"), schema)
    for ix in (stock, ours):
        fill(ix)
    with stock.searcher() as left, ours.searcher() as right:
        yield left, right


def seen(matcher):
    """
    All that can be asked of a matcher where it stands.
    """
    if not matcher.is_active():
        return None
    return (
        *(matcher.id(), matcher.weight(), matcher.value(), matcher.value_as("positions")),
        *(matcher.value_as("frequency"), matcher.block_min_id(), matcher.block_max_id()),
        *(matcher.block_max_weight(), matcher.block_min_length(), matcher.block_max_length()),
        *(pytest.approx(matcher.score()), pytest.approx(matcher.block_quality())),
        pytest.approx(matcher.max_quality()),
    )


def number(matcher):
    """
    The document, which some of Whoosh's matchers ask for even past the end.
    """
    try:
        return matcher.id()
    except IndexError:
        return None


steps = st.one_of(
    st.just(("next", None)),
    st.tuples(st.just("skip_to"), st.integers(0, 1100)),
    st.tuples(st.just("skip_to_quality"), st.floats(0, 1)),
    st.just(("reset", None)),
)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(TERMS), st.lists(steps, max_size=12))
def test_every_walk_is_the_same(searchers, term, walk):
    """
    Whoosh's combining matchers mix these steps in any order.
    """
    left, right = (
        searcher.reader().postings("body", term, scorer=BM25F().scorer(searcher, "body", term))
        for searcher in searchers
    )
    for step, argument in walk:
        for matcher in (left, right):
            if step == "reset" or matcher.is_active():
                move(matcher, step, argument)

        assert seen(left) == seen(right)
        assert number(left) == number(right)


def move(matcher, step, argument):
    if step == "skip_to_quality":
        matcher.skip_to_quality(argument * matcher.max_quality())
    elif argument is None:
        getattr(matcher, step)()
    else:
        getattr(matcher, step)(argument)


@pytest.mark.parametrize("term", TERMS)
def test_a_copy_goes_its_own_way(searchers, term):
    """
    Whoosh copies matchers for spans; the stock one cannot be copied.
    """
    matcher = searchers[1].reader().postings("body", term)
    matcher.next()
    copied = matcher.copy()
    matcher.skip_to(900)

    expected = searchers[0].reader().postings("body", term)
    expected.next()
    assert expected.id() == copied.id()
    assert list(expected.all_ids()) == list(copied.all_ids())
