"""
Our searches find what Whoosh's own searcher finds on the same edition, and score it alike.

`PRESSMARK_ORACLE_QUERIES` sets how many queries are asked; `make test` asks a
few hundred.  Every query is asked without a limit, because Whoosh loses hits
with one.
"""

import logging
import os
from collections import Counter
from itertools import count

import pytest
from oracle_states import Growing, Writer
from whoosh_answers import WhooshAnswers, WhooshPage

from index import Facet, open_edition
from index.asking.tree import Phrase, Word, sought
from index.columnar import open_dir
from index.searching.evaluation import matches

QUERIES = int(os.environ.get("PRESSMARK_ORACLE_QUERIES", "320"))
QUERIES_PER_STATE = 20
COMMITS = 4

CLOSE = {"rel": 1e-4, "abs": 1e-4}


@pytest.mark.timeout(300 + QUERIES)  # a second for each is ten times what they take
def test_every_search_finds_what_whoosh_finds_and_scores_it_alike(tmp_path):
    """
    Over one to four segments, half of the editions with posts deleted in them.

    One test for all, since it counts: as many queries as were asked for were
    compared, half of them found something, and the states were what they claim.
    """
    tally = Counter()
    for seed in count():
        if tally["compared"] >= QUERIES:
            break
        folder = tmp_path / str(seed)
        folder.mkdir()
        edition = Growing(folder, Writer(seed), deleting=seed % 2 == 1)
        for _ in range(COMMITS):
            edition.grow()
            compare(edition, tally)

    logging.getLogger(__name__).info("compared with Whoosh: %s", dict(tally))
    assert tally["compared"] >= QUERIES
    assert tally["found"] >= tally["compared"] / 2
    assert tally["several segments"] == tally["states"] * (COMMITS - 1) / COMMITS
    assert tally["deletions"] >= (tally["states"] - COMMITS) / 2
    assert tally["pages"] >= tally["compared"] / 2
    assert tally["pages found"] >= tally["pages"] / 3


def compare(edition, tally):
    """
    Ask one state of an edition its share of queries; every other one as a whole page too.
    """
    engine = open_edition(edition.folder, "g")
    with open_dir(edition.folder).searcher() as searcher:
        reader = searcher.reader()
        assert len(reader.leaf_readers()) == edition.commits
        assert reader.has_deletions() is edition.deleting
        assert reader.doc_count() == len(edition.slugs)
        tally["states"] += 1
        tally["several segments"] += len(reader.leaf_readers()) > 1
        tally["deletions"] += reader.has_deletions()
        answers = WhooshAnswers(searcher, sorted(engine._finder.matcher._languages))
        for number in range(QUERIES_PER_STATE):
            asked = edition.writer.query()
            tree = engine._finder.parsed(asked.text).tree
            text = answers.text(tree, asked.match)
            tally["compared"] += 1
            tally["found"] += compare_text(engine, answers.scores(text), tree, asked)
            if number % 2:
                page = WhooshPage(answers, text, tree, asked)
                tally["pages"] += 1
                tally["pages found"] += compare_page(engine, page, tree, asked)
    engine.close()


def compare_text(engine, expected, tree, asked):
    """
    Compare all posts that a text finds, and their scores; tell whether there are any.

    A phrase is counted by us and summed up from its words by Whoosh, so only
    the posts are compared where there is one.
    """
    found = matches(tree, asked.match, engine._finder.matcher, engine._finder.facts)
    docs = engine._edition.documents.stored[found.posts.docs].tolist()
    scores = [0.0] * len(docs) if found.scores is None else found.scores.tolist()
    answer = dict(zip(docs, scores, strict=True))

    assert set(expected) == set(answer), asked
    if not has_phrase(tree):
        assert pytest.approx(expected, **CLOSE) == answer, asked
    return bool(expected)


def compare_page(engine, page, tree, asked):
    """
    Compare total, order, counts and timeline as a reader gets them; tell whether there are hits.
    """
    results = engine.search(asked)

    assert len(page.scores) == results.total, asked
    for facet in Facet:
        values = results.facets[facet]
        assert page.counts(facet) == {value.value: value.count for value in values}, asked
        assert set(asked.chosen(facet)) == {v.value for v in values if v.selected}, asked
    assert page.months() == {each.month: each.count for each in results.timeline}, asked
    compare_hits(page, tree, results)
    return bool(results.hits)


def compare_hits(page, tree, results):
    """
    Compare the hits of a page, their order and scores.

    Whoosh does not know what words gain by standing near each other, nor how
    phrases count.  Where they might decide, posts come best first, and none has
    less than its words count.
    """
    slugs = [hit.slug for hit in results.hits]
    given = [hit.score for hit in results.hits]
    phrases = has_phrase(tree)
    pairs = sum(isinstance(node, Word) for node in sought(tree)) > 1
    if page.by_words and (phrases or pairs):
        assert len(page.slugs()) == len(slugs), page.asked
        assert sorted(given, reverse=True) == given, page.asked
    else:
        assert page.slugs() == slugs, page.asked
    if page.by_words and not phrases:
        known = {page.answers.slugs[doc]: score for doc, score in page.scores.items()}
        for slug, score in zip(slugs, given, strict=True):
            more = pairs and score > known[slug]
            assert more or pytest.approx(known[slug], **CLOSE) == score, page.asked


def has_phrase(tree):
    return any(isinstance(node, Phrase) for node in sought(tree))
