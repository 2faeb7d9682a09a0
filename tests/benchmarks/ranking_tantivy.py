"""Rankings by tantivy, with its English stemmer and its own reading of the words."""

from __future__ import annotations

from pathlib import Path

import tantivy
from engine_tantivy import WRITER_BYTES
from judged import Collection
from measures import DEEP
from rankers import FIELDS, Document, Rankings, words_of


def rankings(collection: Collection, documents: list[Document], folder: Path) -> Rankings:
    """Return the best documents for every query; a repeated word counts once to its parser."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("slug", stored=True, tokenizer_name="raw", index_option="basic")
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name="en_stem")
    built = tantivy.Index(builder.build(), str(folder))
    writer = built.writer(WRITER_BYTES, 1)
    for each in documents:
        writer.add_document(tantivy.Document(slug=each.slug, title=each.title, body=each.body))
    writer.commit()
    writer.wait_merging_threads()
    built.reload()
    searcher = built.searcher()
    found: Rankings = {}
    for query in collection.queries:
        wanted = built.parse_query(" ".join(words_of(query.text)), list(FIELDS))
        hits = searcher.search(wanted, limit=DEEP).hits
        found[query.name] = [searcher.doc(at).get_first("slug") for _, at in hits]
    return found
