"""
Our searches find what Whoosh's own searcher finds on the same edition, and score it alike.

`PRESSMARK_ORACLE_QUERIES` sets how many queries are asked; `make test` asks a
few hundred.  Every query is asked without a limit, because Whoosh loses hits
with one.
"""

import os
from datetime import date, timedelta
from random import Random

import pytest
import samples
from whoosh_oracle import Lowered, Translator

from archive import Event
from index import Match, update_edition, write_edition
from index.columnar import open_dir
from index.evaluation import matches
from index.grammar import parse
from index.tree import Phrase, sought

QUERIES = int(os.environ.get("PRESSMARK_ORACLE_QUERIES", "320"))
QUERIES_PER_STATE = 20
COMMITS = 4

WORDS = (
    "harbour data portal water alert harbours language alerts portals school planning energy"
    " waters plan nights planned haus schools night wasser hauser languages alerted energies"
    " hausern wassers plans lab academy police"
).split()
CATEGORIES = ("meeting", "news", "report")
FIRST_DAY = date(2019, 1, 1)


class Writer:
    """
    Posts and queries from one seed.
    """

    def __init__(self, seed):
        self.random = Random(seed)

    def words(self, least, most):
        weights = [1 / (rank + 2) for rank in range(len(WORDS))]
        return self.random.choices(WORDS, weights, k=self.random.randint(least, most))

    def day(self):
        return FIRST_DAY + timedelta(days=self.random.randint(0, 1500))

    def post(self, slug):
        chance = self.random
        start = self.day()
        event = Event(name=None, start=start, end=start + timedelta(days=chance.randint(0, 9)))
        return samples.post(
            slug,
            " ".join(self.words(1, 6)),
            " ".join(self.words(0, 60)),
            language=chance.choice(["en", "en", "de"]),
            titled=chance.random() < 0.9,
            summary=" ".join(self.words(1, 12)) if chance.random() < 0.4 else None,
            date=self.day() if chance.random() < 0.9 else None,
            event=event if chance.random() < 0.3 else None,
            partners=samples.partners(
                *chance.sample(["harbour-lab", "police"], chance.randint(0, 2))
            ),
            category=chance.choice([None, *CATEGORIES]),
        )

    def text(self):
        parts = [self.part() for _ in range(self.random.choice([1, 1, 2, 2, 3, 4]))]
        return " ".join(parts)

    def part(self):
        draw = self.random.random()
        if draw < 0.12:
            return f"-{self.atom()}"
        if draw < 0.25:
            return f"({self.atom()} OR {self.atom()})"
        if draw < 0.32:
            return f"({self.atom()} OR ({self.atom()} {self.atom()}) OR -{self.atom()})"
        return self.atom()

    def atom(self):
        word = self.words(1, 1)[0]
        year = self.random.randint(2018, 2024)
        return self.random.choice(
            [
                *[word] * 5,
                f"title:{word}",
                f"{word[: self.random.randint(3, 4)]}*",
                '"' + " ".join(self.random.sample(self.words(30, 40), 2)) + '"',
                f"date:{year}",
                f"after:{year}-06",
                f"before:{year}",
                f"event:{year}",
                f"category:{self.random.choice(CATEGORIES)}",
            ]
        )


def grow(folder, writer, number, *, deleting):
    """
    One more segment, some of whose posts replace earlier ones, or none.
    """
    slugs = [f"p{number}-{n}" for n in range(writer.random.randint(5, 40))]
    old = [f"p{number - 1}-{n}" for n in range(4)] if deleting and number else []
    posts = [writer.post(slug) for slug in (*slugs, *old[:2])]
    vocabularies = (samples.PARTNERS, samples.THEMES)
    if number == 0:
        write_edition(folder, posts, *vocabularies, language="en")
    else:
        update_edition(
            folder,
            removed=old,
            records=posts,
            partners=vocabularies[0],
            themes=vocabularies[1],
            language="en",
        )


def answers(searcher, wanted):
    results = searcher.search(wanted, limit=None)
    return {results.docnum(n): results.score(n) for n in range(results.scored_length())}


def ours(engine, tree, match):
    """
    What is found, with the scores of words alone, by Whoosh's numbers of posts.
    """
    found = matches(tree, match, engine._matcher, engine._facts)
    docs = engine._documents.stored[found.posts.docs].tolist()
    scores = [0.0] * len(docs) if found.scores is None else found.scores.tolist()
    return dict(zip(docs, scores, strict=True))


@pytest.mark.parametrize("seed", range(max(1, QUERIES // (QUERIES_PER_STATE * COMMITS))))
def test_every_search_finds_what_whoosh_finds_and_scores_it_alike(tmp_path, opened, seed):
    """
    Over one to four segments, with deletions for every other seed.

    A phrase is counted by us and summed up from its words by Whoosh, so only
    the posts are compared where there is one.
    """
    writer = Writer(seed)
    found = 0
    for number in range(COMMITS):
        grow(tmp_path, writer, number, deleting=seed % 2 == 1)
        engine = opened(tmp_path)
        with open_dir(tmp_path).reader() as reader, open_dir(tmp_path).searcher() as searcher:
            searcher.weighting = Lowered(reader)
            translator = Translator(searcher, sorted(engine._matcher._languages))
            for _ in range(QUERIES_PER_STATE):
                text, match = writer.text(), writer.random.choice([Match.ALL, Match.ALL, Match.ANY])
                tree = parse(text, names=engine._names, stop=engine._stop).tree
                if any(node.times > 1 for node in sought(tree)):
                    continue
                expected = answers(searcher, translator.whole(tree, every=match is Match.ALL))
                answer = ours(engine, tree, match)

                assert set(expected) == set(answer), text
                if not any(isinstance(node, Phrase) for node in sought(tree)):
                    assert pytest.approx(expected, rel=1e-4, abs=1e-4) == answer, text
                found += bool(expected)

    assert found >= QUERIES_PER_STATE * COMMITS // 2
