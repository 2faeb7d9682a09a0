"""What other engines find like a post: the more-like-this of tantivy and of Whoosh."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from texts import Text

Likeness = Callable[[str, int], Sequence[str]]


def tantivy_likeness(texts: Sequence[Text], folder: Path) -> Likeness:
    """Return what tantivy finds like a post, with its own defaults."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("name", stored=True, tokenizer_name="raw")
    builder.add_text_field("text", stored=True, tokenizer_name="en_stem")
    (folder / "tantivy").mkdir()
    index = tantivy.Index(builder.build(), path=str(folder / "tantivy"))
    writer = index.writer(heap_size=128_000_000, num_threads=1)
    for text in texts:
        writer.add_document(tantivy.Document(name=text.name, text=whole(text)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def like(name: str, size: int) -> Sequence[str]:
        query = tantivy.Query.term_query(index.editions.schema, "name", name)
        ((_, address),) = searcher.search(query, 1).hits
        query = tantivy.Query.more_like_this_query(address)
        found = (searcher.doc(hit)["name"][0] for _, hit in searcher.search(query, size + 1).hits)
        return [other for other in found if other != name][:size]

    return like


def whoosh_likeness(texts: Sequence[Text], folder: Path) -> Likeness:
    """Return what Whoosh finds like a post, with its own defaults."""
    from whoosh.analysis import StemmingAnalyzer
    from whoosh.fields import ID, STORED, TEXT, Schema
    from whoosh.index import create_in

    (folder / "whoosh").mkdir()
    schema = Schema(name=ID(stored=True, unique=True), text=TEXT(StemmingAnalyzer()), whole=STORED)
    ix = create_in(folder / "whoosh", schema)
    writer = ix.writer(limitmb=256)
    for text in texts:
        writer.add_document(name=text.name, text=whole(text), whole=whole(text))
    writer.commit()
    searcher = ix.searcher()

    def like(name: str, size: int) -> Sequence[str]:
        number = searcher.document_number(name=name)
        said = searcher.stored_fields(number)["whole"]
        hits = searcher.more_like(number, "text", text=said, top=size)
        return [hit["name"] for hit in hits if hit["name"] != name]

    return like


def whole(text: Text) -> str:
    """Return all of a text, as one field."""
    return "\n".join(filter(None, (text.title, text.summary, text.body)))
