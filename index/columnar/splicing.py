"""One field of a segment from which a few documents are taken, and to which a few are added.

That is what a changed post needs.  A merge works out for every posting where it
goes.  Here all that lies between two changes is copied as it lies, and the numbers
of a term are worked out anew only where its postings changed.  What is written is
the same, byte by byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from index.columnar.arrayfile import Array, ArrayFileWriter
from index.columnar.lengths import to_bytes
from index.columnar.parts import Part, Source, widest
from index.columnar.postings import Bulk, FieldPostings, Terms, TermStatistics, measured, narrow

FEW = 8
"""How many times as many postings as are added or taken away a segment has from which on it is
not merged with them.  A changed post has some hundred, a segment a million."""

AT_ONCE = 1 << 20
"""Values that are put together before they are written, at least."""

_GONE = np.iinfo(np.uint32).max
"""In place of the new number of a document that is deleted."""


def splice_of(parts: Sequence[Part]) -> Splice | None:
    """Return how the smaller of two parts goes into the larger; None where that does not pay.

    Args:
        parts: One or two, in the order of the documents.
    """
    host = max(parts, key=lambda part: len(part.postings.docs))
    docmap, count = host.docmap, len(host.postings.docs)
    if len(parts) > 2 or docmap is None or host.statistics is None or not count:
        return None
    plain = all(part.postings.weights is None for part in parts)
    if not plain or len({part.postings.scale for part in parts}) > 1:
        return None
    added = sum(len(part.postings.docs) for part in parts) - count
    taken = count * np.count_nonzero(docmap < 0) / len(docmap)
    if FEW * (added + taken) > count:
        return None
    other = next((Source(part) for part in parts if part is not host), None)
    return Splice(host.postings, docmap, host.statistics, other, behind=parts[0] is host)


class _Cut(NamedTuple):
    """A place where the values of the host are not copied as they lie.

    Attributes:
        upto: What is before it is copied.
        resume: From here on it is copied again.
        added: Which of the added values come between.
    """

    upto: int
    resume: int
    added: slice = slice(0, 0)


class Splice:
    """The terms of both parts, and where the postings of one go among those of the other.

    Args:
        host: The larger part.
        docmap: The new number of each of its documents, -1 for one that is deleted.
        statistics: Of its terms.
        other: The smaller part, if there is one.
        behind: Whether the documents of the smaller part come last.

    Attributes:
        vocabulary: The terms of the result.
    """

    def __init__(
        self,
        host: FieldPostings,
        docmap: Array,
        statistics: TermStatistics,
        other: Source | None,
        *,
        behind: bool,
    ) -> None:
        self._old = host
        self._known = statistics
        self._docmap = docmap.astype(np.uint32)
        self._highest = int(docmap.max(initial=0))
        self._dead = np.flatnonzero((self._docmap == _GONE)[host.docs])
        self._dead_terms = np.searchsorted(host.starts, self._dead, "right") - 1
        self._counts = np.diff(host.starts)
        np.subtract.at(self._counts, self._dead_terms, 1)
        self._kept = np.flatnonzero(self._counts)
        terms = other.terms() if other is not None else []
        self._added = other.bulk(0, len(terms)) if other is not None else _nothing_like(host)
        self.vocabulary, self._added_ranks, self._ranks = host.vocabulary.only(
            self._kept
        ).with_terms(terms)
        self._borders = self._borders_of(behind=behind)

    def _borders_of(self, *, behind: bool) -> Array:
        """Return before which term of the host the postings of each new term go."""
        places = np.searchsorted(self._ranks, self._added_ranks)
        borders = np.append(self._kept, len(self._old.vocabulary))[places]
        if behind:
            borders += np.append(self._ranks, -1)[places] == self._added_ranks
        return borders

    def write(self, file: ArrayFileWriter, name: str, lengths: Array | None) -> None:
        """Write the field, as `merge.merge_field` does; nothing if no term is left.

        Args:
            file: Where to.
            name: The field's name.
            lengths: Exact length of the field in every document of the result;
                None if the field has none.
        """
        if not len(self.vocabulary):
            return
        old, added = self._old, self._added
        counts = self._totals(self._counts, added.counts)
        cuts = self._cuts(old.starts, added.counts, self._dead, np.ones_like(self._dead))
        # New documents have their numbers behind those of the host until all are renumbered.
        last = int(added.docs.max(initial=0))
        numbers = np.concatenate([self._docmap, np.arange(last + 1, dtype=np.uint32)])
        width = narrow(max(self._highest, last))
        docs = file.section(f"{name}/docs", width, int(counts.sum()))
        for values in _spliced(old.docs, added.docs + np.uint32(len(self._docmap)), cuts):
            docs.write(numbers[values])
        if old.freqs is not None and added.freqs is not None:
            freqs = file.section(
                f"{name}/freqs", widest([old.freqs, added.freqs]), int(counts.sum())
            )
            for values in _spliced(old.freqs, added.freqs, cuts):
                freqs.write(values)
        position_counts = self._write_positions(file, name)
        facts = {"layout": old.layout, "scale": old.scale}
        statistics = self._statistics(to_bytes(lengths) if lengths is not None else None)
        terms = Terms(self.vocabulary, counts, position_counts, statistics)
        terms.write(file, name, facts)

    def _write_positions(self, file: ArrayFileWriter, name: str) -> Array | None:
        """Write the positions, if there are any, and return how many each term has."""
        old, added = self._old, self._added
        if old.positions is None or old.position_starts is None or old.freqs is None:
            return None
        taken = old.freqs[self._dead].astype(np.int64)
        counts = np.diff(old.position_starts)
        np.subtract.at(counts, self._dead_terms, taken)
        added_counts = np.asarray(added.position_counts)
        counts = self._totals(counts, added_counts)
        begins = [
            int(old.position_starts[term]) + int(old.freqs[old.starts[term] : posting].sum())
            for term, posting in zip(self._dead_terms.tolist(), self._dead.tolist(), strict=True)
        ]
        cuts = self._cuts(old.position_starts, added_counts, np.array(begins, np.int64), taken)
        width = widest([old.positions, added.positions])
        section = file.section(f"{name}/positions", width, int(counts.sum()))
        for values in _spliced(old.positions, np.asarray(added.positions), cuts):
            section.write(values)
        return counts

    def _totals(self, old: Array, added: Array) -> Array:
        """Return how many of something each term of the result has."""
        totals = np.zeros(len(self.vocabulary), np.int64)
        totals[self._ranks] = old[self._kept]
        totals[self._added_ranks] += added
        return totals

    def _cuts(self, starts: Array, added: Array, dead: Array, sizes: Array) -> list[_Cut]:
        """Return the places where something is added or left out.

        Args:
            starts: Where the values of each term of the host begin.
            added: How many new values each new term has.
            dead: Where what is left out begins.
            sizes: And how many values it has.
        """
        ends = np.cumsum(added).tolist()
        places = starts[self._borders].tolist()
        cuts = [
            _Cut(place, place, slice(end - size, end))
            for place, end, size in zip(places, ends, added.tolist(), strict=True)
        ]
        cuts += [
            _Cut(begin, begin + size)
            for begin, size in zip(dead.tolist(), sizes.tolist(), strict=True)
        ]
        # What is added comes before what is left out there: it belongs to an earlier term, or
        # begins this one.
        return sorted(cuts, key=lambda cut: cut[:2])

    def _statistics(self, lengths: Array | None) -> TermStatistics:
        """Return the numbers of each term: as they were, but where its postings changed."""
        size = len(self.vocabulary)
        low = 0 if lengths is None else 255
        found = TermStatistics(
            np.zeros(size),
            np.zeros(size, np.float32),
            np.full(size, low, np.uint8),
            np.zeros(size, np.uint8),
        )
        for mine, theirs in zip(found.each(), self._known.each(), strict=True):
            mine[self._ranks] = theirs[self._kept]
        touched, bulk = self._changed()
        now = measured(bulk, self._old.scale, lengths)
        for mine, theirs in zip(found.each(), now.each(), strict=True):
            mine[touched] = theirs
        more, ranks = measured(self._added, self._old.scale, lengths), self._added_ranks
        found.weights[ranks] += more.weights
        found.max_weights[ranks] = np.maximum(found.max_weights[ranks], more.max_weights)
        found.min_bytes[ranks] = np.minimum(found.min_bytes[ranks], more.min_bytes)
        found.max_bytes[ranks] = np.maximum(found.max_bytes[ranks], more.max_bytes)
        return found

    def _changed(self) -> tuple[Array, Bulk]:
        """Return the terms of the host that lost some postings, and those that they still have."""
        is_changed = np.zeros(len(self._counts), np.bool_)
        is_changed[self._dead_terms] = True
        is_changed &= self._counts > 0
        live = np.repeat(is_changed, np.diff(self._old.starts))
        live[self._dead] = False
        freqs = self._old.freqs[live] if self._old.freqs is not None else None
        docs = self._docmap[self._old.docs[live]]
        bulk = Bulk(self._counts[is_changed], docs, freqs, None, None, None)
        return self._ranks[is_changed[self._kept]], bulk


def _nothing_like(host: FieldPostings) -> Bulk:
    """Return no postings, in the form of others."""
    none = np.zeros(0, np.int64)
    freqs, positions = host.freqs, host.positions
    return Bulk(
        none,
        host.docs[:0],
        freqs[:0] if freqs is not None else None,
        positions[:0] if positions is not None else None,
        none,
        None,
    )


def _spliced(values: Array, added: Array, cuts: Sequence[_Cut]) -> Iterator[Array]:
    """Yield values with others added and some left out, many at a time."""
    pieces: list[Array] = []
    size = at = 0
    for cut in (*cuts, _Cut(len(values), len(values))):
        pieces += (values[at : cut.upto], added[cut.added])
        size += len(pieces[-2]) + len(pieces[-1])
        at = cut.resume
        if size >= AT_ONCE:
            yield np.concatenate(pieces)
            pieces, size = [], 0
    if pieces:
        yield np.concatenate(pieces)
