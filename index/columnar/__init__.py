"""Whoosh with its postings in mapped arrays.

Whoosh defines what a codec is; this is one, so `whoosh.index.open_dir` and
Whoosh's own searcher answer every query on an index written here, as they do on
a stock index.  Nothing in Whoosh is patched.  What is gained: a searcher may
compute with whole posting lists at once (`segment_arrays`), many documents are
indexed at once (`ColumnarWriter.add_batch`), and segments are merged by copying
arrays.

    ix = create_in(folder, schema)
    stream = TextStream(words, {"body": exact, "body_stem": stems})
    with ix.writer(streams={"body": stream}) as writer:
        writer.add_batch(documents)
    with ix.reader() as reader:
        for segment in segment_arrays(reader):
            docs, freqs = segment.terms.postings("body", "harbour")

The parts, from the file upwards:

    arrayfile    a file of named arrays, mapped rather than read
    vocabulary   the terms of a field, searched without being unpacked
    ranks        terms of several vocabularies in one order
    lengths      field lengths as Whoosh rounds them
    postings     the postings of one field, as arrays: the type that all share
    fieldwriter  the path of single postings, for whatever Whoosh hands over
    stored       stored fields, deflated two documents at a time
    documents    what a segment knows of each document
    matching     a term's postings as the matcher that Whoosh walks along
    terms        a segment's postings, asked by Whoosh or by arrays
    codec        Whoosh's codec interface; names that are pickled
    helping      a helper thread, a few tasks behind its caller
    invert       from tokens to postings by one sort
    numbering    arrays that grow, and lists of numbers with codes
    chunking     texts cut into chunks, and these numbered, many at a time
    lexicon      words and terms as numbers
    words        the texts and terms of a run
    batch        many documents at once, made into a run of postings
    parts        what is merged, and which of it is alive
    splicing     a few documents exchanged in a large segment
    merge        postings from several places, made into one
    copying      documents of a segment taken over into another
    finishing    runs sorted and segments finished in a helper thread
    writer       batches, single documents and merges, segment by segment
    policies     which segments a commit writes anew
    opening      the one door, which only ever writes our format
    segments     a segment's arrays, for a searcher

A segment has two files beside Whoosh's own columns (`.col`) and vectors.  Both
are array files (see `arrayfile` for their frame); sections are named by field.

    .arr  postings      FIELD/terms, term_offsets     terms end to end, int64
                        FIELD/term_keys               first bytes of every 64th, uint64
                        FIELD/starts                  first posting per term, int64
                        FIELD/docs                    uint8, 16 or 32, ascending per term
                        FIELD/freqs                   uint8, 16 or 32; not where always 1
                        FIELD/positions               uint8, 16 or 32, for text
                        FIELD/position_starts         first position per term, int64
                        FIELD/weights                 float32, only if boosts differ
                        FIELD/values, value_starts    only for formats unknown here
                        FIELD/term_weights, term_max_weights, term_min_bytes,
                        term_max_bytes                what Whoosh asks per term
                        facts: fields: {FIELD: {layout, scale}}
    .doc  documents     stored/blocks, starts         deflated blocks end to end, int64
                        stored/firsts, ends           first document per block; where each
                                                      document ends in its block, uint32
                        lengths/FIELD, bytes/FIELD    exact lengths, uint32; rounded, uint8
                        facts: stored: names of fields that were ever stored

Nothing here syncs: after `commit` all files are closed, and the caller syncs the
folder.  Removing a file never hurts a reader that has it mapped.

Whoosh's own door leads past this: `whoosh.index.open_dir(folder).writer()` writes a
segment of Whoosh's own codec, and says nothing.  `open_dir` here refuses such a folder;
`open_dir(folder, foreign=True)` reads it, and a commit with `optimize=True` makes it ours.
"""

from __future__ import annotations

from index.columnar.arrayfile import ArrayFile, ArrayFileError, ArrayFileWriter, open_arrays
from index.columnar.batch import Document, UnsupportedFieldError
from index.columnar.chunking import Chunking
from index.columnar.codec import ColumnarCodec
from index.columnar.opening import ColumnarIndex, ForeignSegmentError, create_in, open_dir
from index.columnar.policies import segment_size, settle
from index.columnar.postings import FieldPostings
from index.columnar.ranks import ranks_among
from index.columnar.segments import SegmentArrays, segment_arrays
from index.columnar.terms import ColumnarTermsReader
from index.columnar.vocabulary import Vocabulary
from index.columnar.words import Text, TextStream
from index.columnar.writer import ColumnarWriter

__all__ = [
    "ArrayFile",
    "ArrayFileError",
    "ArrayFileWriter",
    "Chunking",
    "ColumnarCodec",
    "ColumnarIndex",
    "ColumnarTermsReader",
    "ColumnarWriter",
    "Document",
    "FieldPostings",
    "ForeignSegmentError",
    "SegmentArrays",
    "Text",
    "TextStream",
    "UnsupportedFieldError",
    "Vocabulary",
    "create_in",
    "open_arrays",
    "open_dir",
    "ranks_among",
    "segment_arrays",
    "segment_size",
    "settle",
]
