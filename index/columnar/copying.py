"""Documents of a segment taken over into another, as they are where possible.

With no document deleted and no field removed from the schema, blocks of stored
fields are copied undecoded.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from whoosh.columns import NumericColumn

from index.columnar.arrayfile import Array
from index.columnar.documents import ColumnarDocumentReader, ColumnarDocumentWriter
from index.columnar.lengths import decoded_sum
from index.columnar.terms import ColumnarTermsReader


def can_copy(reader: Any, schema: Any) -> bool:
    """Whether a reader's segment can be copied and merged by arrays.

    Term vectors and fields with a spelling field are left to Whoosh.
    """
    columnar = isinstance(getattr(reader, "_terms", None), ColumnarTermsReader)
    known = isinstance(getattr(reader, "_perdoc", None), ColumnarDocumentReader)
    plain = not any(field.vector or field.separate_spelling() for _, field in schema.items())
    return columnar and known and plain


def copy_documents(
    writer: ColumnarDocumentWriter, reader: Any, schema: Any
) -> tuple[int, Array | None]:
    """Add the live documents of a segment to a writer.

    Args:
        writer: Where to.
        reader: Whoosh's reader of a segment that `can_copy`.
        schema: The fields to keep.

    Returns:
        How many documents were added, and the new number of each document of
        the segment, -1 for a deleted one; None if they only moved on.
    """
    documents: ColumnarDocumentReader = reader._perdoc  # noqa: SLF001 - has no public name
    live = documents.live()
    count: int = documents.doc_count()
    lengths, totals = {}, {}
    for name in documents.length_fields():
        if name in schema:
            kept = documents.lengths(name)
            lengths[name] = kept if live is None else kept[live]
            totals[name] = decoded_sum(lengths[name])
    first = writer.extend(count, lengths, totals)
    _copy_stored(writer, documents, schema, live)
    _copy_columns(writer, reader, schema, first, live)
    if live is None:
        return count, None
    return count, np.where(live, first + np.cumsum(live) - 1, -1)


def _copy_stored(
    writer: ColumnarDocumentWriter,
    documents: ColumnarDocumentReader,
    schema: Any,
    live: Array | None,
) -> None:
    if documents.stored.names <= set(schema.names()):
        documents.stored.copy(writer.stored, live)
        return
    for docnum in documents.all_doc_ids():
        fields = documents.stored_fields(docnum)
        writer.stored.add({name: value for name, value in fields.items() if name in schema})


def _copy_columns(
    writer: ColumnarDocumentWriter, reader: Any, schema: Any, first: int, live: Array | None
) -> None:
    count = reader.doc_count_all()
    docnums: list[int] = (np.arange(count) if live is None else np.flatnonzero(live)).tolist()
    for name, fieldobj in schema.items():
        column = fieldobj.column_type
        if not column or not reader.has_column(name):
            continue
        if type(column) is NumericColumn:
            numbers = reader._perdoc.numbers(name, column)  # noqa: SLF001 - as above
            kept = numbers if live is None else numbers[live]
            writer.add_numbers(first, name, column, kept)
        else:
            values = reader.column_reader(name, column, translate=False)
            for new, docnum in enumerate(docnums, first):
                writer.add_value(new, name, column, values[docnum])
