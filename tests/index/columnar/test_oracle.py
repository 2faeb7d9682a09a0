"""
Whoosh's own searcher answers alike on stock segments and on columnar ones.

`PRESSMARK_ORACLE_QUERIES` sets how many queries are asked; `make test` asks a
few hundred.  Every query is asked without a limit, because stock Whoosh loses
hits with one.
"""

import os

import pytest

QUERIES = int(os.environ.get("PRESSMARK_ORACLE_QUERIES", "320"))
QUERIES_PER_STATE = 20
COMMITS = 4


@pytest.mark.parametrize("seed", range(max(1, QUERIES // (QUERIES_PER_STATE * COMMITS))))
def test_every_query_finds_the_same_posts_with_the_same_scores(make_twins, ask, seed):
    """
    The codec may change speed and nothing else.
    """
    twins = make_twins(seed)
    found = 0
    for _ in range(COMMITS):
        twins.grow(twins.generator.random.randint(1, 40))
        with twins.stock.searcher() as stock, twins.ours.searcher() as ours:
            for _ in range(QUERIES_PER_STATE):
                wanted = twins.generator.query()
                try:
                    expected = ask(stock, wanted)
                except IndexError:  # stock AndNot asks a spent matcher for its document
                    continue

                assert pytest.approx(expected, rel=1e-4, abs=1e-4) == ask(ours, wanted), wanted
                found += bool(expected)

    assert found >= QUERIES_PER_STATE * COMMITS // 2


@pytest.mark.parametrize("seed", range(4))
def test_whoosh_reads_the_same_index(make_twins, seed):
    """
    Lexicons, statistics and lengths feed scores, suggestions and facets.
    """
    twins = make_twins(100 + seed)
    for _ in range(3):
        twins.grow(30)
    if seed % 2:
        for ix in (twins.stock, twins.ours):
            ix.optimize()

    with twins.stock.reader() as stock, twins.ours.reader() as ours:
        assert list(stock.all_terms()) == list(ours.all_terms())
        assert list(stock.all_stored_fields()) == list(ours.all_stored_fields())
        for name in stock.indexed_field_names():
            assert_same_field(stock, ours, name)


def assert_same_field(stock, ours, name):
    assert stock.field_length(name) == ours.field_length(name)
    for term in stock.lexicon(name):
        assert facts(stock.term_info(name, term)) == facts(ours.term_info(name, term))
        assert postings(stock, name, term) == postings(ours, name, term)
    for docnum in range(stock.doc_count_all()):
        expected = stock.doc_field_length(docnum, name, 1) or 1
        assert expected == ours.doc_field_length(docnum, name, 1)


def facts(info):
    return (
        info.doc_frequency(),
        pytest.approx(info.weight()),
        pytest.approx(info.max_weight()),
        info.min_length() or 0,
        info.max_length(),
        info.min_id(),
        info.max_id(),
    )


def postings(reader, name, term):
    matcher = reader.postings(name, term)
    found = []
    while matcher.is_active():
        found.append((matcher.id(), pytest.approx(matcher.weight()), matcher.value() or b""))
        matcher.next()
    return found
