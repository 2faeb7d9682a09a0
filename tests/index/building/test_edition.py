"""
Editions: written at once, brought up to date, opened, damaged.
"""

import hashlib
import os
import pickle
import random
import shutil
from dataclasses import replace

import pytest
import samples
import whoosh.index
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from whoosh.codec.whoosh3 import W3Codec

from archive import Kind, Term, Vocabulary
from index import Facet, Match, Query, Sort
from index.building import edition
from index.building.edition import RepeatedSlugError, update_edition, write_edition
from index.columnar import open_dir, segment_arrays, writer
from index.errors import DamagedIndex, TextTooLong
from index.opened import open_edition

QUERIES = [
    Query(),
    Query(text="portal"),
    Query(text="data portal", match=Match.ANY),
    Query(text='"data portal" -plans'),
    Query(text="counter terrorism", match=Match.MOST, size=100),
    Query(text="lodz security running", match=Match.ANY, sort=Sort.TITLE, size=100),
    Query(text="the harbour", theme=("security",)),
    Query(partner=("GZ",), year=("2020", "2021")),
    Query(sort=Sort.OLDEST, size=100),
    Query(text="moi police", match=Match.ANY),
]


def answers(folder):
    engine = open_edition(folder, "g")
    found = [engine.search(query) for query in QUERIES]
    found += [engine.terms(kind) for kind in Kind]
    found += [engine.post(record.slug) for record in engine.scan(Query(text="data"))]
    engine.close()
    return found


def linked(folder, target):
    """
    A folder with hard links to the files of another, as the builder makes it.
    """
    target.mkdir()
    for path in folder.iterdir():
        os.link(path, target / path.name)
    return target


def hashes(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def write(folder, records, partners=samples.PARTNERS, themes=samples.THEMES):
    folder.mkdir()
    assert len(records) == write_edition(folder, records, partners, themes, language="en")
    return folder


class Updates(RuleBasedStateMachine):
    """
    Any sequence of additions, changes and removals.
    """

    @initialize(count=st.integers(0, 12))
    def start(self, count):
        self.posts = {record.slug: record for record in samples.chance(count, seed=count)}
        self.number = 0
        self.folder = write(self.root / "0", list(self.posts.values()))

    @rule(
        removed=st.sets(st.integers(0, 15), max_size=4),
        changed=st.sets(st.integers(0, 15), max_size=4),
        seed=st.integers(0, 9),
    )
    def update(self, removed, changed, seed):
        fresh = {r.slug: r for n, r in enumerate(samples.chance(16, seed=seed)) if n in changed}
        gone = {f"made-{number}" for number in removed} - set(fresh)
        before = hashes(self.folder)
        self.number += 1
        folder = linked(self.folder, self.root / str(self.number))

        self.posts = {slug: r for slug, r in self.posts.items() if slug not in gone} | fresh
        count = update_edition(
            folder,
            removed=gone,
            records=fresh.values(),
            partners=samples.PARTNERS,
            themes=samples.THEMES,
            language="en",
        )

        assert len(self.posts) == count
        assert before == hashes(self.folder)
        self.folder = folder

    @invariant()
    def answers_as_a_rebuild_would(self):
        records = list(self.posts.values())
        random.Random(self.number).shuffle(records)
        rebuilt = write(self.root / "rebuilt", records)

        assert answers(rebuilt) == answers(self.folder)
        shutil.rmtree(rebuilt)


@pytest.fixture
def machine(tmp_path_factory):
    """
    The machine with a folder of its own for every example.
    """

    class Here(Updates):
        def __init__(self):
            super().__init__()
            self.root = tmp_path_factory.mktemp("updates")

        def teardown(self):
            shutil.rmtree(self.root)

    return Here


def test_an_update_answers_exactly_as_a_rebuild_and_changes_no_file(machine):
    """
    Order, scores, counts: else the same question has another answer after each
    correction.  Files are shared with the generation before, which still serves.
    """
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=int(os.environ.get("PRESSMARK_EXAMPLES", "12")),
            stateful_step_count=5,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_order_of_writing_does_not_show(tmp_path):
    """
    Folders list files in any order.
    """
    records = samples.WRITTEN + samples.chance(60)
    there = write(tmp_path / "there", records)

    back = write(tmp_path / "back", records[::-1])

    assert answers(there) == answers(back)


class TestVocabularies:
    def test_a_new_alias_finds_old_posts(self, tmp_path, opened):
        """
        The builder hands over changed posts only; a post whose partner got a
        name is not one of them.
        """
        folder = write(tmp_path / "a", samples.WRITTEN)
        renamed = Vocabulary(
            Kind.PARTNER,
            [
                replace(term, name="Harbour Institute", aliases=("Port Lab",))
                if term.slug == "harbour-lab"
                else term
                for term in samples.PARTNERS
            ],
        )
        updated = linked(folder, tmp_path / "b")
        options = {"partners": renamed, "themes": samples.THEMES, "language": "en"}
        update_edition(updated, removed=(), records=(), **options)
        engine = opened(updated)

        hits = engine.search(Query(text="port lab")).hits

        assert ["alert"] == [hit.slug for hit in hits]
        assert "Harbour Institute" == hits[0].partners[0].name
        assert 0 == engine.search(Query(text="Laboratorium")).total

    def test_only_terms_that_posts_name_are_kept_with_their_broader_ones(self, tmp_path, opened):
        """
        The name of a partner that only a draft mentions is not public.
        """
        records = [samples.post("a", themes=samples.themes("crowds"))]

        engine = opened(write(tmp_path / "a", records))

        assert () == engine.terms(Kind.PARTNER)
        assert ["crowds", "security", "urban-security"] == [
            t.slug for t in engine.terms(Kind.THEME)
        ]
        assert b"Athens" not in (tmp_path / "a" / "vocabulary.json").read_bytes()
        assert b"privacy" not in (tmp_path / "a" / "vocabulary.json").read_bytes()

    def test_unused_terms_are_kept_on_request(self, tmp_path, opened):
        """
        Staff look for the themes that nobody has written about.
        """
        write_edition(tmp_path, [], samples.PARTNERS, samples.THEMES, language="en", unused=True)

        themes = opened(tmp_path).terms(Kind.THEME)

        assert [0] * len(samples.THEMES) == [theme.count for theme in themes]

    def test_broader_themes_are_those_of_today(self, tmp_path, opened):
        """
        Themes are moved about long after posts were written.
        """
        folder = write(tmp_path / "a", [samples.post("a", themes=samples.themes("privacy"))])
        moved = Vocabulary(
            Kind.THEME,
            [
                Term("privacy", "Privacy", Kind.THEME, broader=("rights",)),
                Term("rights", "Rights", Kind.THEME, broader=("privacy",)),
            ],
        )
        options = {"partners": samples.PARTNERS, "themes": moved, "language": "en"}
        update_edition(folder, removed=(), records=(), **options)

        results = opened(folder).search(Query(theme=("Rights",)))

        assert 1 == results.total
        assert {"privacy": 1, "rights": 1} == {
            v.value: v.count for v in results.facets[Facet.THEME]
        }


class TestFailures:
    def test_two_posts_with_one_slug_are_refused(self, tmp_path):
        """
        One of them would be lost without a word.
        """
        with pytest.raises(
            RepeatedSlugError, match=r'^"a" is the slug of two posts of one edition$'
        ):
            write(tmp_path / "a", [samples.post("a"), samples.post("a")])

    def test_a_failed_update_leaves_the_edition_and_no_lock(self, tmp_path):
        """
        A failed commit of Whoosh keeps its lock for ever.
        """
        folder = write(tmp_path / "a", samples.WRITTEN)
        before = answers(folder)

        def breaks_midway():
            yield samples.post("new", "New", "portal")
            raise OSError("disk")

        options = {"partners": samples.PARTNERS, "themes": samples.THEMES, "language": "en"}
        with pytest.raises(OSError, match="disk"):
            update_edition(folder, removed=["data"], records=breaks_midway(), **options)

        assert before == answers(folder)
        assert [] == list(folder.glob("*LOCK*"))
        assert 10 == update_edition(folder, removed=[], records=[], **options)

    def test_a_failed_commit_lets_go_of_the_lock(self, tmp_path, monkeypatch):
        """
        As the one before, later.
        """
        from whoosh.writing import SegmentWriter

        folder = write(tmp_path / "a", samples.WRITTEN)
        options = {"partners": samples.PARTNERS, "themes": samples.THEMES, "language": "en"}
        with monkeypatch.context() as patch:
            patch.setattr(SegmentWriter, "_commit_toc", _no_space)
            with pytest.raises(OSError, match="No space"):
                update_edition(folder, removed=["data"], records=[samples.post("new")], **options)

        assert 9 == update_edition(folder, removed=["data"], records=[], **options)

    # Whoosh does not close a table of contents that it cannot read.
    @pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
    @pytest.mark.parametrize("content", [b"", b"\x80\x04", pickle.dumps(None), b"PK" * 100])
    def test_a_damaged_table_of_contents_is_damage_and_stays_where_it_is(self, tmp_path, content):
        """
        Whoosh raises TypeError; an old archive once emptied such a folder.
        """
        folder = write(tmp_path / "a", samples.WRITTEN)
        (toc,) = folder.glob("*.toc")
        toc.write_bytes(content)

        with pytest.raises(DamagedIndex, match=r"run `pressmark rebuild`$"):
            open_edition(folder, "g")

        assert content == toc.read_bytes()

    def test_a_missing_vocabulary_is_damage(self, tmp_path):
        """
        Without it, no filter would know a name.
        """
        folder = write(tmp_path / "a", samples.WRITTEN)
        (folder / "vocabulary.json").unlink()

        with pytest.raises(DamagedIndex, match=r"vocabulary\.json is missing"):
            open_edition(folder, "g")

    def test_an_empty_edition_answers(self, tmp_path, opened):
        """
        A site begins without posts.
        """
        engine = opened(write(tmp_path / "a", []))

        results = engine.search(Query(text="anything -else", partner=("x",)))

        assert (0, ()) == (results.total, results.hits)
        assert 0 == engine.search(Query()).total
        assert None is engine.post("x")


def _no_space(*_):
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("least", [0, writer.LEAST_MEMORY], ids=["segments", "runs"])
@pytest.mark.parametrize("memory", [1_000, 3_000, 20_000])
def test_little_memory_makes_no_difference(tmp_path, monkeypatch, memory, least):
    """
    Where words no longer fit, a run ends, or a segment, and that may depend on which
    thread was quicker; nobody who searches can tell.
    """
    records = samples.WRITTEN + samples.chance(60)
    much = write(tmp_path / "much", records)
    (tmp_path / "little").mkdir()
    monkeypatch.setattr(writer, "LEAST_MEMORY", least)
    ended = []
    end_run = writer.ColumnarWriter._end_run
    monkeypatch.setattr(
        writer.ColumnarWriter, "_end_run", lambda *args: ended.append(end_run(*args))
    )

    options = {"language": "en", "memory": memory}
    write_edition(tmp_path / "little", records, samples.PARTNERS, samples.THEMES, **options)

    with open_dir(tmp_path / "little").reader() as reader:
        assert (len(segment_arrays(reader)) > 1) == (least == 0)
    assert len(ended) > 1
    assert answers(much) == answers(tmp_path / "little")


def test_a_segment_of_whooshs_own_codec_is_refused(tmp_path):
    """
    Its terms are no arrays; an edition that only seems empty would be worse.
    """
    folder = write(tmp_path / "a", [])
    with whoosh.index.open_dir(str(folder)).writer(codec=W3Codec()) as writer:
        writer.add_document(display="{}")

    with pytest.raises(DamagedIndex, match="is not columnar; rebuild the index"):
        open_edition(folder, "g")


@pytest.mark.parametrize("way", ["written", "brought up to date"])
def test_a_text_too_long_for_phrases_is_refused(tmp_path, monkeypatch, way):
    """
    Words behind the 16,777,216th would be found, but in no phrase.
    """
    fits, longer = samples.post("fits", text="Harbours."), samples.post("longer", text="Harbours..")
    monkeypatch.setattr(edition, "LONGEST", len(fits.text))
    write_edition(tmp_path, [fits], samples.PARTNERS, samples.THEMES, language="en")
    write = {
        "written": lambda: write_edition(
            tmp_path / "new", [longer], samples.PARTNERS, samples.THEMES, language="en"
        ),
        "brought up to date": lambda: update_edition(
            tmp_path,
            removed=(),
            records=[longer],
            partners=samples.PARTNERS,
            themes=samples.THEMES,
            language="en",
        ),
    }[way]
    (tmp_path / "new").mkdir()

    with pytest.raises(TextTooLong) as refused:
        write()

    assert str(refused.value) == (
        "longer: its text has 10 characters, more than 9; nothing was switched, part the post"
    )
    assert ["fits"] == [record.slug for record in open_edition(tmp_path, "g").scan(Query())]
