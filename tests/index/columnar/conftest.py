"""
Random small archives, built twice: by stock Whoosh and by the columnar codec.
"""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
import whoosh.index
from whoosh import fields, query
from whoosh.analysis import RegexTokenizer

from index import columnar

WORDS = [
    *("the", "of", "harbour", "alert", "data", "portal", "language", "plain", "school"),
    *("energy", "water", "night", "été", "łódź", "straße", "ναυς", "東京", "co2", "w-2", "x"),
    *("r2d2", "2024", "partner", "partners", "partnering", "part", "zeta", "zebra", "zoo"),
    *("apple", "apply", "app", "æther", "ÿ", "harbours", "alerts"),
]
TAGS = ["design", "data", "language", "urban security", "ÿ", "health"]
FIRST_DAY = datetime(2020, 1, 1)  # noqa: DTZ001 - Whoosh takes naive times


def make_schema():
    return fields.Schema(
        slug=fields.ID(stored=True, unique=True),
        title=fields.TEXT(analyzer=RegexTokenizer(), stored=True, field_boost=2.0),
        body=fields.TEXT(analyzer=RegexTokenizer()),
        bag=fields.TEXT(analyzer=RegexTokenizer(), phrase=False),
        tag=fields.KEYWORD(stored=True, commas=True),
        rating=fields.NUMERIC(stored=True, sortable=True),
        date=fields.DATETIME(stored=True, sortable=True),
    )


@dataclass
class Generator:
    """
    Posts and queries from one seed.
    """

    random: random.Random
    count: int = 0

    def words(self, most):
        weights = [1 / (rank + 1) for rank in range(len(WORDS))]
        return self.random.choices(WORDS, weights, k=self.random.randint(0, most))

    def post(self):
        self.count += 1
        post = {
            "slug": f"p{self.count}",
            "title": " ".join(self.words(6)),
            "body": " ".join(self.words(60)),
            "bag": " ".join(self.words(20)),
            "tag": self.random.sample(TAGS, self.random.randint(0, 3)),
            "rating": self.random.randint(-3, 20),
            "date": FIRST_DAY + timedelta(days=self.random.randint(0, 900)),
        }
        for name in list(post)[1:]:
            if self.random.random() < 0.1 or post[name] in ("", []):
                del post[name]
        return post

    def query(self, depth=2):
        kinds = ["term"] * 4 + ["phrase", "prefix", "wildcard", "range", "number", "date", "every"]
        kinds += ["tag", "regex", "fuzzy", "multi"]
        if depth:
            kinds += ["and", "or", "not", "maybe"] * 3
        return getattr(self, f"_{self.random.choice(kinds)}")(depth)

    def _word(self):
        return self.random.choice(WORDS) if self.random.random() < 0.9 else "nowhere"

    def _field(self):
        return self.random.choice(["title", "body", "body", "bag"])

    def _term(self, depth):
        return query.Term(self._field(), self._word(), boost=self.random.choice([1, 1, 2.5]))

    def _multi(self, depth):
        word = self._word()
        return query.Or([query.Term(name, word) for name in ("title", "body", "bag")])

    def _tag(self, depth):
        return query.Term("tag", self.random.choice([*TAGS, "none"]))

    def _phrase(self, depth):
        words = [self._word() for _ in range(self.random.randint(2, 3))]
        return query.Phrase(self.random.choice(["title", "body"]), words, self.random.randint(1, 4))

    def _prefix(self, depth):
        return query.Prefix(self._field(), self._word()[: self.random.randint(1, 4)])

    def _wildcard(self, depth):
        word = self._word()
        cut = self.random.randint(0, len(word))
        pattern = word[:cut] + self.random.choice("*?") + word[cut + 1 :]
        return query.Wildcard(self._field(), pattern)

    def _regex(self, depth):
        return query.Regex(self._field(), self._word()[:2] + "[a-z]+")

    def _fuzzy(self, depth):
        return query.FuzzyTerm(self._field(), self._word(), maxdist=1, prefixlength=1)

    def _range(self, depth):
        low, high = sorted([self._word(), self._word()])
        return query.TermRange(self._field(), low, high, *self.random.choices([True, False], k=2))

    def _number(self, depth):
        low, high = sorted(self.random.choices(range(-5, 22), k=2))
        return query.NumericRange("rating", low, high)

    def _date(self, depth):
        days = sorted(self.random.choices(range(900), k=2))
        return query.DateRange("date", *(FIRST_DAY + timedelta(days=day) for day in days))

    def _every(self, depth):
        return query.Every(self.random.choice([None, "title", "tag"]))

    def _parts(self, depth, least=2):
        return [self.query(depth - 1) for _ in range(self.random.randint(least, 3))]

    def _and(self, depth):
        return query.And(self._parts(depth))

    def _or(self, depth):
        return query.Or(self._parts(depth))

    def _not(self, depth):
        return query.AndNot(self.query(depth - 1), self.query(depth - 1))

    def _maybe(self, depth):
        return query.AndMaybe(self.query(depth - 1), self.query(depth - 1))


@dataclass
class Twins:
    """
    The same history of additions, deletions and merges in two indexes.
    """

    stock: object
    ours: object
    generator: Generator
    history: list = field(default_factory=list)

    def grow(self, posts):
        """
        One commit of new posts, some of which replace or remove older ones.
        """
        chance = self.generator.random
        optimize = chance.random() < 0.15
        batch = [self.generator.post() for _ in range(posts)]
        gone = [f"p{chance.randint(1, self.generator.count)}" for _ in range(posts // 5)]
        again = [{**self.generator.post(), "slug": slug} for slug in gone[::2]]
        for ix in (self.stock, self.ours):
            writer = ix.writer()
            for slug in gone:
                writer.delete_by_term("slug", slug)
            for post in batch:
                writer.add_document(**post)
            for post in again:
                writer.update_document(**post)
            writer.commit(merge=False, optimize=optimize)
        self.history.append((posts, len(gone), optimize))


def answers(searcher, wanted):
    """
    Every document that a query finds, with its score.
    """
    results = searcher.search(wanted, limit=None)
    return {results.docnum(i): results.score(i) for i in range(results.scored_length())}


@pytest.fixture
def make_twins(tmp_path):
    def make(seed):
        folders = [tmp_path / f"{name}{seed}" for name in ("stock", "ours")]
        for folder in folders:
            folder.mkdir()
        schema = make_schema()
        return Twins(
            whoosh.index.create_in(str(folders[0]), schema),
            columnar.create_in(folders[1], schema),
            Generator(random.Random(seed)),
        )

    return make


@pytest.fixture
def ask():
    return answers


@pytest.fixture(scope="session")
def random_index():
    """
    Give an empty index in a folder, and posts for it from a seed.
    """

    def make(folder, seed):
        return columnar.create_in(folder, make_schema()), Generator(random.Random(seed))

    return make
