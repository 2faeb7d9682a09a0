"""
Files with one post a line.
"""

import gzip
import json
from datetime import date

import pytest


@pytest.fixture
def lines(folder):
    def write(*rows, name="posts.jsonl"):
        data = b"".join(
            (row if isinstance(row, bytes) else json.dumps(row).encode()) + b"\n" for row in rows
        )
        folder.write(name, gzip.compress(data) if name.endswith(".gz") else data)
        return folder.root / name

    return write


@pytest.mark.parametrize("name", ["posts.jsonl", "posts.jsonl.gz"])
def test_a_line_is_a_post(folder, lines, name):
    """
    Exports of other systems come so.
    """
    source = lines(
        {"id": 12, "title": "T", "date": "2024-03-18", "partners": ["Lab"], "themes": "x", "summary": "S",
         "body": "Words", "language": "pt_br", "url": "https://e.org/", "authors": None, "other": {"a": [1]}},
        name=name,
    )  # fmt: skip

    (post,) = folder.read(source).posts

    assert ("12", "T", date(2024, 3, 18), ("lab",), ("x",), "S", "Words", "pt-BR", "https://e.org/", (), name, 1) == (
        post.slug, post.title, post.date, post.partners, post.themes, post.summary, post.body, post.language,
        post.source, post.people, post.path, post.line,
    )  # fmt: skip


def test_the_slug_beats_the_id(folder, lines):
    """
    Ids are for machines.
    """
    assert ["s"] == [
        post.slug for post in folder.read(lines({"id": 1, "slug": "s", "title": "T"})).posts
    ]


def test_an_empty_address_is_no_address(folder, lines):
    """
    Exports write "" for none.
    """
    found = folder.read(lines({"title": "T", "url": "", "date": ""}))

    assert (None, None, ()) == (found.posts[0].source, found.posts[0].date, found.problems)


def test_a_line_without_a_title_shows_its_first_words(folder, lines):
    """
    Newswires have such.
    """
    found = folder.read(lines({"body": "Words of a body"}))

    assert ("Words of a body", False) == (found.posts[0].title, found.posts[0].titled)
    assert ['posts.jsonl:1: has no title; shown is "Words of a body"; write `title: ...`'] == [
        str(problem) for problem in found.problems
    ]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (b"{", "json"), (b"[]", "json"), (b"null", "json"), (b'"x"', "json"), (b"{'a': 1}", "json"),
        (b"[" * 100_000, "json"), (b'{"a": ' * 5000, "json"), (b"{}", "post-empty"), (b'{"title": ""}', "post-empty"),
        (b'{"title": null, "body": " "}', "post-empty"), (b'{"body": "' + b"x" * 2_000_001 + b'"}', "line-long"),
    ],
    ids=lambda value: repr(value)[:20],
)  # fmt: skip
def test_a_bad_line_is_named_and_the_others_stay(folder, lines, row, rule):
    """
    One bad line of ten thousand is not ten thousand bad lines.
    """
    found = folder.read(lines({"title": "A"}, row, b"", {"title": "B"}))

    assert [("A", 1), ("B", 4)] == [(post.title, post.line) for post in found.posts]
    assert [(2, rule)] == [(problem.line, problem.rule) for problem in found.problems]


def test_a_packed_file_that_is_cut_off_gives_what_it_has(folder, lines):
    """
    A download may have stopped.
    """
    source = lines(
        *({"title": f"T{number}", "id": number} for number in range(5000)), name="p.jsonl.gz"
    )
    source.write_bytes(source.read_bytes()[:-2000])

    found = folder.read(source)

    assert 0 < len(found.posts) < 5000
    assert ["file-unreadable"] == [problem.rule for problem in found.problems]


@pytest.mark.timeout(20)
@pytest.mark.parametrize("filling", [b" ", b"\n"])
def test_a_packed_bomb_is_left_alone(folder, lines, filling, monkeypatch):
    """
    A hundred kilobytes can hold a hundred megabytes of nothing.
    """
    monkeypatch.setattr("archive.jsonl.RATIO_COUNTS_FROM", 100_000)
    source = folder.root / "p.jsonl.gz"
    source.write_bytes(gzip.compress(filling * (20_000_000 // len(filling))))

    rules = {problem.rule for problem in folder.read(source).problems}

    assert rules & {"file-large", "lines-blank"}


@pytest.mark.parametrize("line", [b"{x", b"{}"])
def test_a_packed_bomb_of_broken_lines_is_left_alone(folder, lines, line, monkeypatch):
    """
    Fifty kilobytes can hold fifteen million of them, and each would be reported.
    """
    monkeypatch.setattr("archive.jsonl.MAX_LOST", 100)

    found = folder.read(lines({"title": "A"}, *[line] * 500, name="p.jsonl.gz"))

    assert ["A"] == [post.title for post in found.posts]
    assert 101 == len(found.problems)
    assert (
        "p.jsonl.gz:102: 100 lines before hold no post; the rest is not read; "
        "is every line a post?" == str(found.problems[-1])
    )


def test_many_broken_lines_among_more_good_ones_lose_no_post(folder, lines, monkeypatch):
    """
    An export may have a whole kind of post that we cannot read.
    """
    monkeypatch.setattr("archive.jsonl.MAX_LOST", 100)
    pairs = [row for number in range(300) for row in ({"title": "T", "id": number}, b"{x")]

    found = folder.read(lines(*pairs))

    assert 300 == len(found.posts)
    assert 300 == len(found.problems)


def test_half_a_character_does_not_travel(folder, lines):
    """
    JSON can spell what UTF-8 cannot; writing it out again would raise.
    """
    found = folder.read(lines(b'{"title": "a\\ud800b"}'))

    assert "a\ufffdb" == found.posts[0].title
    assert ["surrogate"] == [problem.rule for problem in found.problems]


@pytest.mark.parametrize("name", ["posts.jsonl", "posts.jsonl.gz"])
def test_a_file_of_more_posts_than_anybody_wrote_is_read_no_further(folder, lines, name):
    """
    Packed, millions of posts of one letter weigh a few kilobytes and fill the memory.
    """
    source = lines(*[{"title": "T"}] * 7, name=name)
    content = folder.read(source, limits__posts=5)

    assert 5 == len(content.posts)
    assert (
        f"{name}:6: 5 posts stand before; the rest is not read; raise limits.posts, or split the archive"
        in [str(problem) for problem in content.problems]
    )
    assert 7 == len(folder.read(source, limits__posts=7).posts)
