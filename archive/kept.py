"""Posts that wait in a file while they are not asked for, and what is kept of each meanwhile.

What relates posts to each other needs their names, dates and places alone: these heads
stay in memory until all are related.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import overload

from archive.post import Post
from archive.posts import Draft
from archive.relations import Relation
from archive.report import Report
from archive.spool import Spool

_NO_REPORT = Report("")
"""In place of the report of a post that waits in a file."""


class Drafts(Sequence[Draft]):
    """Posts as each is without the others, in the order in which they were read.

    Args:
        folder: In whose file system they wait; None keeps them in memory.

    Attributes:
        heads: The same without what only an edition shows.
    """

    def __init__(self, folder: Path | None) -> None:
        self.heads: list[Draft] = []
        self._drafts: list[Draft] | Spool[Draft] = Spool(folder) if folder else []
        self._reports: dict[int, Report] = {}
        self._last: tuple[int, Draft] | None = None

    def append(self, draft: Draft) -> None:
        """Keep the next post."""
        if isinstance(self._drafts, Spool):
            self.heads.append(replace(draft, post=_head_of(draft.post)))
            self._drafts.add(replace(draft, report=_NO_REPORT))
        else:
            self.heads.append(draft)
            self._drafts.append(draft)

    def forget_heads(self) -> None:
        """Forget what only relating posts needed; reports on which nothing is written too."""
        self._reports = {
            n: head.report for n, head in enumerate(self.heads) if head.report.problems
        }
        self.heads = []

    def __len__(self) -> int:
        return len(self._drafts)

    @overload
    def __getitem__(self, which: int) -> Draft: ...

    @overload
    def __getitem__(self, which: slice) -> list[Draft]: ...

    def __getitem__(self, which: int | slice) -> Draft | list[Draft]:
        numbers = range(len(self))[which]
        if isinstance(numbers, range):
            return [self._draft(number) for number in numbers]
        return self._draft(numbers)

    def _draft(self, number: int) -> Draft:
        if not isinstance(self._drafts, Spool):
            return self._drafts[number]
        # A post is mostly asked for right after its draft.
        if self._last is None or self._last[0] != number:
            draft = self._drafts[number]
            report = self._reports.get(number)
            self._last = number, replace(draft, report=report) if report else draft
        return self._last[1]


class Posts(Sequence[Post]):
    """Posts with what the others make of them.

    Args:
        drafts: The posts without that.
        relations: By number of a post, of those of which others make anything.
    """

    def __init__(self, drafts: Drafts, relations: Mapping[int, Relation]) -> None:
        self._drafts = drafts
        self._relations = relations

    def __len__(self) -> int:
        return len(self._drafts)

    def __iter__(self) -> Iterator[Post]:
        return map(self._post, range(len(self)))

    @overload
    def __getitem__(self, which: int) -> Post: ...

    @overload
    def __getitem__(self, which: slice) -> list[Post]: ...

    def __getitem__(self, which: int | slice) -> Post | list[Post]:
        numbers = range(len(self))[which]
        if isinstance(numbers, range):
            return [self._post(number) for number in numbers]
        return self._post(numbers)

    def _post(self, number: int) -> Post:
        post, relation = self._drafts[number].post, self._relations.get(number)
        if relation is None:
            return post
        return replace(
            post,
            slug=relation.slug,
            redirects=relation.redirects,
            translations=relation.translations,
        )


def _head_of(post: Post) -> Post:
    """Return what of a post others have to do with."""
    return Post(
        slug=post.slug,
        title="",
        language=post.language,
        path=post.path,
        date=post.date,
        redirects=post.redirects,
        visibility=post.visibility,
        public_from=post.public_from,
        activity=post.activity,
        line=post.line,
    )
