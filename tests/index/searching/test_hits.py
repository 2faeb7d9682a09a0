"""
What is left out of an answer when it is not asked for.
"""

import samples

from index import Facet, Limits, Query

QUERY = Query(text="portal data", partner=("acme",))


def test_an_answer_without_counts_has_everything_else(engine):
    """
    Whoever only needs a number, or a list for a machine, need not wait for facets.
    """
    whole = engine.search(QUERY)
    part = engine.search(QUERY, counts=False)

    assert ({}, ()) == (part.facets, part.timeline)
    assert (whole.total, whole.hits, whole.reading) == (part.total, part.hits, part.reading)


def test_an_answer_without_quotes_has_the_same_posts_unmarked(build):
    """
    Texts of posts are not read for it.
    """
    engine = build(samples.WRITTEN)
    text = next(hit for hit in engine.search(Query()).hits).title[0].text.split()[0]

    whole = engine.search(Query(text=text))
    part = engine.search(Query(text=text), quotes=False)

    assert [(hit.slug, hit.score) for hit in whole.hits] == [(h.slug, h.score) for h in part.hits]
    assert any(span.match for hit in whole.hits for span in hit.title)
    assert all(1 == len(hit.title) and not hit.title[0].match for hit in part.hits)
    assert all(() == hit.snippet for hit in part.hits)
    assert whole.facets[Facet.YEAR] == part.facets[Facet.YEAR]


def test_what_was_shown_is_read_once_and_only_as_much_is_kept(build):
    """
    The memory of an open edition is a setting.
    """
    for memory, again in ((0, 0), (1, 3)):
        engine = build(samples.WRITTEN, limits=Limits(memory=memory))
        read = []
        stored = engine._hits._stored
        engine._hits._stored = Watched(stored, read)

        first = engine.search(Query(size=4)).hits
        read.clear()

        assert first == engine.search(Query(size=4)).hits
        assert again == min(len(read), 3)


class Watched:
    """
    Stored fields that note which posts were read.
    """

    def __init__(self, stored, read):
        self.stored = stored
        self.read = read

    def __getitem__(self, doc):
        self.read.append(doc)
        return self.stored[doc]
