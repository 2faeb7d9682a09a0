"""Postings of one field from several places, made into one.

Runs of the batch writer, postings that came one by one and whole segments are
all merged here, and all at once.  The terms of the result are taken a stretch
at a time, so memory does not grow with the size of the field; within a stretch
every part's postings are copied by a few array operations.

Parts come in the order of their documents, so the postings of a term are those
of the first part, then those of the second, and so on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, pairwise
from typing import Any

import numpy as np

from index.columnar.arrayfile import Array
from index.columnar.fieldwriter import ColumnarFieldWriter
from index.columnar.matching import ColumnarMatcher
from index.columnar.parts import Part, Source, widest
from index.columnar.postings import Bulk, FieldShape, FieldSink, narrow, write_field
from index.columnar.ranks import ranks_among
from index.columnar.splicing import splice_of
from index.columnar.vocabulary import Vocabulary

STRETCH = 1 << 20
"""Tokens of the result that are put together at a time; a term with more makes
a stretch of its own."""

FEW = 8
"""How many times as many terms as all others a part has from which on these are looked up
among its own.  A changed post has some hundred, a segment a hundred thousand."""


def merge_field(
    writer: ColumnarFieldWriter,
    name: str,
    fieldobj: Any,
    parts: Sequence[Part],
    lengths: Array | None,
) -> None:
    """Write one field from its parts; terms without a live document are left out.

    Args:
        writer: Where to.
        name: The field's name.
        fieldobj: The field in the schema.
        parts: In the order of the documents.
        lengths: Exact length of the field in every document of the result;
            None if the field has none.
    """
    first = parts[0]
    alike = {part.postings.layout for part in parts} == {first.postings.layout}
    if not alike or not first.postings.is_plain:
        _merge_singly(writer, name, fieldobj, parts, lengths)
    elif len(parts) == 1 and first.docmap is None:
        docs = first.postings.docs
        moved = docs + np.uint32(first.base) if first.base else docs
        write_field(writer.file, name, replace(first.postings, docs=moved), lengths)
    elif (splice := splice_of(parts)) is not None:
        splice.write(writer.file, name, lengths)
    else:
        _merge_stretches(writer, name, [Source(part) for part in parts], lengths)


def _merge_stretches(
    writer: ColumnarFieldWriter, name: str, sources: list[Source], lengths: Array | None
) -> None:
    terms = _rank(sources)
    if not len(terms):
        return
    counts = _total(len(terms), [(source.ranks, source.counts) for source in sources])
    places = [(s.ranks, s.position_counts) for s in sources if s.position_counts is not None]
    tokens = _total(len(terms), places) if places else counts
    scale, weighted = _scale(sources)
    shape = FieldShape(
        sources[0].postings.layout,
        scale,
        int(counts.sum()),
        int(tokens.sum()) if places else None,
        narrow(max(source.part.highest() for source in sources)),
        widest([source.postings.freqs for source in sources]),
        widest([source.postings.positions for source in sources]),
        weighted,
    )
    sink = FieldSink(writer.file, name, shape, lengths)
    for first, last in _stretches(tokens):
        sink.write(_stretch(sources, first, counts[first:last], tokens[first:last], shape))
    sink.finish(terms)


def _rank(sources: list[Source]) -> Vocabulary:
    """Merge the vocabularies; each source learns where its terms are in the result."""
    large = max(sources, key=len)
    rest = [source for source in sources if source is not large]
    if FEW * sum(map(len, rest)) <= len(large):
        return _rank_few(large, rest)
    vocabularies = [source.vocabulary() for source in sources]
    ranks = np.concatenate(ranks_among(vocabularies))
    there = np.zeros(len(ranks), np.bool_)
    there[ranks] = True
    ranks = (np.cumsum(there) - 1)[ranks]
    ends = np.cumsum(list(map(len, sources)))
    for source, own in zip(sources, np.split(ranks, ends[:-1]), strict=True):
        source.ranks = own
    # Of those that are equal, any one will do.
    chosen = np.empty(np.count_nonzero(there), np.int64)
    chosen[ranks] = np.arange(len(ranks))
    return Vocabulary.joined(vocabularies).taken(chosen)


def _rank_few(large: Source, rest: list[Source]) -> Vocabulary:
    """Do the same where one source has nearly all terms, which are not unpacked."""
    own = [source.terms() for source in rest]
    terms = sorted(set(chain.from_iterable(own)))
    merged, ranks, large.ranks = large.vocabulary().with_terms(terms)
    known = dict(zip(terms, ranks.tolist(), strict=True))
    for source, some in zip(rest, own, strict=True):
        source.ranks = np.fromiter(map(known.__getitem__, some), np.int64, len(some))
    return merged


def _total(size: int, counted: list[tuple[Array, Array]]) -> Array:
    total = np.zeros(size, np.int64)
    for ranks, counts in counted:
        total[ranks] += counts
    return total


def _scale(sources: list[Source]) -> tuple[float, bool]:
    """The factor that holds for all sources; if there is none, weights are written."""
    scales = {source.postings.scale for source in sources}
    weighted = any(source.postings.weights is not None for source in sources)
    if len(scales) == 1 and not weighted:
        return scales.pop(), False
    return 1.0, True


def _stretches(tokens: Array) -> list[tuple[int, int]]:
    """Cut the terms where about `STRETCH` tokens have gone by."""
    ends = np.cumsum(tokens)
    cuts = np.searchsorted(ends, np.arange(STRETCH, int(ends[-1]), STRETCH)) + 1
    return list(pairwise(sorted({0, *cuts.tolist(), len(tokens)})))


def _stretch(
    sources: list[Source], first: int, counts: Array, tokens: Array, shape: FieldShape
) -> Bulk:
    """Put the postings of some neighbouring terms together."""
    last = first + len(counts)
    docs = np.empty(int(counts.sum()), shape.docs)
    freqs = np.empty(len(docs), shape.freqs) if shape.freqs else None
    weights = np.empty(len(docs), np.float32) if shape.weights else None
    positions = np.empty(int(tokens.sum()), shape.position) if shape.position else None
    bulks, ranks = [], []
    for source in sources:
        begin, end = np.searchsorted(source.ranks, [first, last]).tolist()
        if begin < end:
            bulks.append((source.bulk(begin, end), source.postings.scale))
            ranks.append(source.ranks[begin:end] - first)
    own = [bulk.counts for bulk, _ in bulks]
    for (bulk, scale), places in zip(bulks, _places(counts, ranks, own), strict=True):
        docs[places] = bulk.docs
        if freqs is not None:
            freqs[places] = bulk.freqs
        if weights is not None:
            weights[places] = bulk.weights_with(scale)
    if positions is not None:
        own = [bulk.position_counts for bulk, _ in bulks if bulk.position_counts is not None]
        for (bulk, _), places in zip(bulks, _places(tokens, ranks, own), strict=True):
            positions[places] = bulk.positions
    return Bulk(counts, docs, freqs, positions, tokens if shape.position else None, weights)


def _places(counts: Array, ranks: list[Array], own: list[Array]) -> list[Array]:
    """Return where the values of each source go among those of all.

    Args:
        counts: How many values each term has.
        ranks: For each source, the terms of which it has some.
        own: For each source, how many it has of each of these.

    Returns:
        Numbers of places; for the source with most values a mask of what the
        others leave free, because that is quicker made and quicker filled.
    """
    free = np.cumsum(counts) - counts
    left = np.ones(int(counts.sum()), np.bool_)
    most = max(range(len(own)), key=lambda number: int(own[number].sum()))
    places = []
    for number, (terms, some) in enumerate(zip(ranks, own, strict=True)):
        begins = free[terms]
        free[terms] = begins + some
        if number == most:
            places.append(left)
            continue
        taken = np.repeat(begins - (np.cumsum(some) - some), some)
        taken += np.arange(len(taken))
        left[taken] = False
        places.append(taken)
    return places


def _merge_singly(
    writer: ColumnarFieldWriter,
    name: str,
    fieldobj: Any,
    parts: Sequence[Part],
    lengths: Array | None,
) -> None:
    """Merge posting by posting: for values that cannot be told from positions."""
    terms = sorted(set().union(*(part.postings.vocabulary.all() for part in parts)))
    writer.start_field(name, fieldobj)
    for term in terms:
        postings = [found for part in parts for found in _single(part, term, fieldobj.format)]
        if postings:
            writer.start_term(term)
        for docnum, weight, value in postings:
            length = int(lengths[docnum]) if lengths is not None else 0
            writer.add(docnum, weight, value, length)
    writer.finish_field()


def _single(part: Part, term: bytes, format_: Any) -> list[tuple[int, float, bytes]]:
    number = part.postings.vocabulary.find(term)
    if number < 0:
        return []
    matcher = ColumnarMatcher(part.postings, number, format_, None)
    found = []
    while matcher.is_active():
        docnum = matcher.id()
        new = docnum + part.base if part.docmap is None else int(part.docmap[docnum])
        if new >= 0:
            found.append((new, matcher.weight(), matcher.value()))
        matcher.next()
    return found
