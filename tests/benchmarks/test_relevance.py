"""
A measure that is wrong praises the wrong ranking.
"""

import gzip
import json
import math
from dataclasses import replace

import pytest
import rankers
import relevance
from judged import Collection, Judged, collections
from measures import average_precision, ndcg, recall, reciprocal_rank
from rankers import Document, ranker, words_of

GRADES = {"a": 3, "b": 1, "c": 1}


def test_ndcg_is_one_for_the_best_ranking_and_no_other():
    """
    The best documents first; what follows them does not matter.
    """
    assert 1.0 == ndcg(["a", "b", "c", "x"], GRADES)
    assert 1.0 == ndcg(["a", "c", "b"], GRADES)
    assert 1.0 > ndcg(["b", "a", "c"], GRADES) > ndcg(["x", "a", "b"], GRADES) > 0
    assert 0.0 == ndcg(["x", "y"], GRADES)


def test_ndcg_by_hand():
    """
    Grade 3 gains 7, grade 1 gains 1; rank 1 is divided by log2(2), rank 2 by log2(3).
    """
    best = 7 + 1 / math.log2(3) + 1 / 2

    assert ndcg(["x", "a"], GRADES) == pytest.approx(7 / math.log2(3) / best)


def test_ndcg_counts_ten_documents_on_both_sides():
    """
    With more answers than a page has places, a page of answers is still the best there is.
    """
    grades = {str(number): 1 for number in range(30)}

    assert 1.0 == ndcg([str(number) for number in range(10)], grades)
    assert 0.0 == ndcg([*"abcdefghij", "1"], grades)


def test_average_precision_by_hand():
    """
    Answers at ranks 1 and 4 of three: (1/1 + 2/4) / 3.
    """
    assert average_precision(["b", "x", "y", "a"], GRADES) == pytest.approx(0.5)


def test_average_precision_and_recall_end_at_a_hundred():
    """
    Nobody reads the eleventh page.
    """
    ranked = ["x"] * 100 + ["a"]

    assert 0.0 == average_precision(ranked, GRADES)
    assert 0.0 == recall(ranked, GRADES)
    assert recall(["a", "x", "b"], GRADES) == pytest.approx(2 / 3)


def test_reciprocal_rank_is_that_of_the_first_answer_on_the_page():
    """
    What stands on the second page was not found.
    """
    assert 0.5 == reciprocal_rank(["x", "b", "a"], GRADES)
    assert 0.0 == reciprocal_rank([*"defghijklm", "a"], GRADES)


def test_ignored_documents_are_left_out_before_ranks_are_counted():
    """
    The post that a link stands in has the link's words; it is not what was looked for.
    """
    documents = [Document(slug, f"{slug}.md", "", "") for slug in ("from", "to")]
    query = Judged("1", "words", {"to.md": 1}, frozenset(["from.md"]))

    found = relevance.means([query], documents, {"1": ["from", "to"]})

    assert 1.0 == found["MRR@10"]
    with pytest.raises(ValueError, match="query 1 was not answered"):
        relevance.means([query], documents, {})


def test_the_difference_is_to_the_better_of_the_others():
    """
    Whoever beats the weaker one has beaten nobody.
    """
    by_engine = {"pressmark": 0.55, "tantivy": 0.5, "fts5": 0.4}
    means = {name: dict.fromkeys(relevance.MEASURES, value) for name, value in by_engine.items()}

    lines = list(relevance.written({"harbours": (Collection("harbours", None, (), ()), means)}))

    assert "| harbours | 0.5500 | 0.5000 | 0.4000 | +10.0% |" in lines


def test_words_of_a_query_have_no_signs_that_mean_something():
    """
    To the others AND is an operator and a colon a field.
    """
    assert ["fish", "and", "chips", "title", "sea", "s"] == words_of(
        'FISH AND chips "title:sea\'s"'
    )


@pytest.fixture
def harbours(tmp_path):
    """
    Three invented documents, one of them without a title, and a query with two grades.
    """
    folder = tmp_path / "harbours"
    folder.mkdir()
    rows = [
        {"id": "H 1", "title": "Cranes of the harbour", "body": "How cranes lift a load."},
        {"id": "2", "title": "", "body": "A harbour seal sleeps."},
        {"id": "3", "title": "Bread", "body": "Flour, water and salt."},
    ]
    with gzip.open(folder / "docs.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(row)}\n" for row in rows)
    queries = [{"id": "q1", "text": "HARBOUR CRANES"}, {"id": "q2", "text": "nobody judged it"}]
    (folder / "queries.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in queries))
    (folder / "qrels.tsv").write_text(
        "query-id\tdoc-id\trelevance\nq1\tH 1\t2\nq1\t2\t1\nq1\t3\t0\nq2\t3\t0\n"
    )
    return tmp_path


def test_queries_without_a_relevant_document_measure_nothing(harbours):
    """
    Nobody can rank for them; grade 0 is no relevance.
    """
    (collection,) = collections(harbours)

    assert "harbours" == collection.name
    assert (Judged("q1", "HARBOUR CRANES", {"H 1": 2, "2": 1}, frozenset()),) == collection.queries


def test_pressmark_is_measured_through_its_own_command(harbours, tmp_path, monkeypatch):
    """
    Built and asked as an operator does it; the others get titles as they were written.
    """
    monkeypatch.setattr(rankers, "OTHERS", {"fts5": "ranking_fts5.rankings"})
    monkeypatch.setattr(relevance, "OTHERS", rankers.OTHERS)
    (collection,) = collections(harbours)
    folder = tmp_path / "built"
    folder.mkdir()

    found = relevance.measured(collection, folder)

    assert {"pressmark": 1.0, "fts5": 1.0} == {name: m["nDCG@10"] for name, m in found.items()}


@pytest.mark.parametrize("name", ["tantivy", "fts5"])
def test_the_others_find_the_same_words(harbours, tmp_path, name):
    """
    Stemmed, and any of them.
    """
    try:
        rank = ranker(name)
    except ImportError as error:
        pytest.skip(str(error))
    (collection,) = collections(harbours)
    collection = replace(collection, queries=(Judged("q1", "seals crane", {"1": 1}, frozenset()),))
    documents = [
        Document("1", "1", "Cranes of the harbour", "How cranes lift a load."),
        Document("2", "2", "", "A harbour seal sleeps."),
        Document("3", "3", "Bread", "Flour, water and salt."),
    ]

    assert {"1", "2"} == set(rank(collection, documents, tmp_path)["q1"])


def test_an_archive_of_posts_is_known_by_the_files_that_links_lead_to(tmp_path):
    """
    The folders of the posts that were judged are the archive; others beside them are not.
    """
    site = tmp_path / "site"
    for path in ("news/a.md", "sources/b.md"):
        (site / path).parent.mkdir(parents=True)
        (site / path).write_text("---\ntitle: A\n---\nText.\n")
    row = {"id": "L1", "text": "a link", "ignore": ["news/b.md"]}
    (site / "link_queries.jsonl").write_text(json.dumps(row))
    (site / "link_qrels.tsv").write_text("query-id\tdoc-id\trelevance\nL1\tnews/a.md\t1\n")

    (collection,) = collections(tmp_path)

    assert ("news",) == collection.parts
    assert collection.is_archive
    assert {"news/b.md"} == collection.queries[0].ignored
