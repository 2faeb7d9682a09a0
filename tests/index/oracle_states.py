"""
Editions and queries made by chance, for comparing our searches with Whoosh's.

Half of the editions lose posts as any Whoosh writer may delete them: they stay
in their segments, marked as gone.  `update_edition` never leaves them so.
"""

from calendar import monthrange
from datetime import date, timedelta
from random import Random

import samples
import whoosh.index

from archive import Event
from index import NONE, Match, PartialDate, Query, Sort, update_edition, write_edition
from index.columnar import open_dir
from index.editions.writing import STREAMS, document_of

VOCABULARIES = {"partners": samples.PARTNERS, "themes": samples.THEMES}

WORDS = (
    "harbour data portal water alert harbours language alerts portals school planning energy"
    " waters plan nights planned haus schools night wasser hauser languages alerted energies"
    " hausern wassers plans lab academy police"
).split()
CATEGORIES = ("meeting", "news", "report")
PARTNERS = ("harbour-lab", "police", "ministry")
THEMES = tuple(term.slug for term in samples.THEMES)
YEARS = range(2019, 2024)
EDGES = ((1, 1), (2, 28), (2, 29), (3, 1), (6, 30), (7, 1), (12, 30), (12, 31))
"""
Months and days on which a period that is read wrongly gains or loses posts; 2020 has all.
"""


class Writer:
    """
    Posts and queries from one seed.
    """

    def __init__(self, seed):
        self.random = Random(seed)

    def words(self, least, most):
        weights = [1 / (rank + 2) for rank in range(len(WORDS))]
        return self.random.choices(WORDS, weights, k=self.random.randint(least, most))

    def some(self, values):
        return self.random.sample(values, self.random.randint(0, 2))

    def day(self):
        """
        Any day of some years, every other one at the end or the beginning of a month.
        """
        year = self.random.choice(YEARS)
        if self.random.random() < 0.5:
            return date(year, 1, 1) + timedelta(days=self.random.randrange(365))
        month, day = self.random.choice(EDGES)
        return date(year, month, min(day, monthrange(year, month)[1]))

    def partial(self):
        """
        A day, its month or its year.
        """
        day = self.day()
        parts = (day.year, day.month, day.day)
        return PartialDate(*parts[: self.random.randint(1, 3)])

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
            partners=samples.partners(*self.some(PARTNERS)),
            themes=samples.themes(*self.some(THEMES)),
            category=chance.choice([None, *CATEGORIES, "News"]),
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
        return self.random.choice(
            [
                *[word] * 6,
                f"title:{word}",
                f"{word[: self.random.randint(3, 4)]}*",
                '"' + " ".join(self.random.sample(self.words(30, 40), 2)) + '"',
                f"date:{self.partial()}",
                f"date:{self.partial()}..{self.partial()}",
                f"after:{self.partial()}",
                f"before:{self.partial()}",
                f"event:{self.random.choice([self.partial(), self.partial(), NONE])}",
                f"category:{self.random.choice(CATEGORIES)}",
            ]
        )

    def query(self):
        """
        A whole results page: text, filters, order and place in it.
        """
        chance = self.random
        facets = {
            "partner": [*PARTNERS, NONE],
            "theme": [*THEMES, NONE],
            "category": [*CATEGORIES, NONE],
            "language": ["en", "de"],
            "year": [*map(str, YEARS), NONE],
        }
        ticked = {facet: values for facet, values in facets.items() if chance.random() < 0.2}
        return Query(
            text=self.text(),
            match=chance.choice([Match.ALL, Match.ALL, Match.MOST, Match.ANY]),
            **{facet: tuple(self.some(values)) for facet, values in ticked.items()},
            start=self.partial() if chance.random() < 0.15 else None,
            end=self.partial() if chance.random() < 0.15 else None,
            sort=chance.choice([None, None, *Sort]),
            page=chance.choice([1, 1, 2, 3]),
            size=chance.choice([1, 5, 20, 100]),
        )


class Growing:
    """
    An edition to which each commit adds a segment.

    Args:
        folder: Empty.
        writer: Makes the posts.
        deleting: Whether each commit takes posts away as well, some of which come again.
    """

    def __init__(self, folder, writer, *, deleting):
        self.folder = folder
        self.writer = writer
        self.deleting = deleting
        self.commits = 0
        self.slugs = []
        self.gone = []

    def grow(self):
        chance = self.writer.random
        new = [f"p{self.commits}-{number}" for number in range(chance.randint(8, 40))]
        new += self.gone[::2]
        self._add([self.writer.post(slug) for slug in new])
        self.commits += 1
        self.slugs = sorted({*self.slugs, *new})
        if self.deleting:
            self.gone = chance.sample(self.slugs, len(self.slugs) // 5)
            self._delete(self.gone)
            self.slugs = sorted({*self.slugs} - {*self.gone})

    def _add(self, posts):
        if not self.commits:
            write_edition(self.folder, posts, **VOCABULARIES, language="en", unused=True)
        elif not self.deleting:
            update_edition(
                self.folder, removed=[], records=posts, **VOCABULARIES, language="en", unused=True
            )
        else:
            writing = open_dir(self.folder).writer(streams=STREAMS)
            writing.add_batch(document_of(post, **VOCABULARIES) for post in posts)
            writing.commit(merge=False)

    def _delete(self, slugs):
        writing = whoosh.index.open_dir(self.folder).writer()
        for slug in slugs:
            assert 1 == writing.delete_by_term("slug", slug)
        writing.commit(merge=False)
