"""
Bad files, one by one: each is named once, with its line, and harms no other.

Every case is a file, the rule it breaks and the line of it.  A case whose
`post` is true still gives a post.
"""

import itertools
import time
from typing import NamedTuple

import pytest

from archive import Severity


class Bad(NamedTuple):
    data: bytes
    line: int
    rule: str
    post: bool
    name: str = "bad.md"


def front(*lines, body="Words."):
    return "\n".join(["---", *lines, "---", "", body, ""]).encode()


def form(data, line, rule, name="bad.md"):
    return Bad(
        data if isinstance(data, bytes) else data.encode(), line, rule, post=False, name=name
    )


def value(text, rule, line=3):
    return Bad(front("title: T", *text.split("\n")), line, rule, post=True)


def forms():
    """Files whose form is broken: they give no post."""
    yield from (form(data, 1, "empty-file") for data in ("", "\n", "\ufeff", " \n\t\n"))
    for text in ("Words", "# Heading\n", "title: T\n", "<p>Words</p>", "{}", "--\ntitle: T\n--\n", "----\n---\n",
                 "***\ntitle: T\n***\n", ";;;\n{}\n;;;\n", "Title: T\nDate: 2024-01-01\n\nWords"):  # fmt: skip
        yield form(text, 1, "front-matter-missing")
    for text in ("---", "---\n", "---\ntitle: T", "---\ntitle: T\n----\n", "---\ntitle: T\n --- \n", "+++\n",
                 '+++\ntitle = "T"\n---\n', "---\ntitle: T\n+++\n", "---\r\ntitle: T\r\n"):  # fmt: skip
        yield form(text, 1, "front-matter-unclosed")
    yield form("\n\n\n---\ntitle: T\n", 4, "front-matter-unclosed")
    for text in ("- a", "- title: T", "[a, b]", "-\n- x"):
        yield form(f"---\n{text}\n---\n", 2, "front-matter-list")
    for text in ("words", '"title: T"', "42", "title:T"):
        yield form(f"---\n{text}\n---\n", 2, "front-matter-text")
    for text in ("b: c: d", "b: 'it's'", 'b: "x" y', "b: @x", "b: `x`", "b: %x", "b: [x", "b: {x", "b: ]", "b: }",
                 "b: - x", "\tb: x", "b: 'open", 'b: "open', 'b: "\\x"', 'b: "\\ud800"', "? [x]\n: y", "? {x: y}\n: z",
                 "b: ,x", "b: >x", "b: |x", "{b: c", "b: x: y: z", "  b: c"):  # fmt: skip
        yield form(f"---\na: b\n{text}\n---\n", 3, "yaml")
    yield form("---\na: b\nno colon\n---\n", 3, "yaml")
    yield form("---\na:\n  - b\n c: d\n---\n", 4, "yaml")
    for text in ("b: &x y", "b: *x", "b: *bold*", "b: &", "<<: *x", "- *x"):
        rule = "yaml" if text in {"b: &", "- *x", "b: *bold*"} else "yaml-alias"
        yield form(f"---\na: b\n{text}\n---\n", 3, rule)
    for text in ("!!python/object:os.system x", "!!python/name:os.system", "!!str x", "!!binary aGk=", "!local x",
                 "!!set {x}", "! x", "!!python/object/apply:os.system [x]"):  # fmt: skip
        yield form(f"---\na: b\nb: {text}\n---\n", 3, "yaml-tag")
    for text in ("b =", "b = x", "= x", "b = 'open", 'b = "open', "b = [1", "b 1", "b = 2024-02-30", "[b", 'b = "\\x"',
                 "b = {c = 1", "b = 1 2", "b = 01"):  # fmt: skip
        yield form(f"+++\na = 1\n{text}\n+++\n", 3, "toml")
    yield form(f"---\na: b\nc: {'[' * 3000}{']' * 3000}\n---\n", 3, "yaml")
    yield form(f"---\na: {'x' * 64_000}\n---\n", 1, "front-matter-long")
    yield form("---\ntitle: T\n---\n" + "x" * 2_000_000, 0, "file-large")
    yield form(b"\0" * 100, 1, "encoding")
    yield form(b"\xff\xfe---", 1, "encoding")
    yield form(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), 1, "front-matter-missing")
    yield form("---\ndate: 2024-01-01\n---\n", 2, "post-empty")
    yield form("---\n---\n", 2, "post-empty")
    yield form('---\ntitle: ""\nsummary: ""\n---\n \n', 2, "post-empty")
    yield form("+++\n+++\n", 2, "post-empty")
    yield form("Words", 1, "front-matter-missing", name="bad.html")
    yield form("Words", 1, "front-matter-missing", name="bad/index.md")


def values():
    """Values that cannot be read: the post stays without them."""
    for text in ("2024-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "0000-00-00", "18.03.2024", "03/18/2024",
                 "March 18, 2024", "yesterday", "2024-03", "2024", "24-03-18", "2024-3-18T", "2024-03-18 25:00",
                 "2024-03-18 10:60", "2024-03-18 10:00 CET", "2024-03-18 10:00 +25:00", "[2024-03-18, 2024-03-19]",
                 "{day: 18}", "true", "2024-03-18 - 2024-03-20"):  # fmt: skip
        yield value(f"date: {text}", "date-unreadable")
    for name in ("updated", "expires", "embargo"):
        yield value(f"{name}: 2024-02-30", f"{name}-unreadable")
    yield value("expiryDate: never", "expires-unreadable")
    for text in ("secret", "[staff]", "publik", "{x: y}"):
        yield value(f"visibility: {text}", "visibility-unreadable")
    yield value("draft: maybe", "draft-unreadable")
    yield value("published: maybe", "published-unreadable")
    yield value("visibilty: staff", "name-misspelt")
    yield value("embargoed: 2030-01-01", "name-misspelt")
    for text in ("English", "x", "en-", "../fr", "[en, fr]"):
        yield value(f"language: {text}", "language-unreadable")
    for text in (
        "javascript:alert(1)",
        "file:///etc/passwd",
        "example.org",
        "//e.org",
        "data:,x",
        "https://",
        "ftp://e.org",
    ):
        yield value(f"source: {text}", "source-unreadable")
    for text in (
        "javascript:alert(1)",
        "file:///etc/passwd",
        "//e.org/x.png",
        "data:image/png;base64",
    ):
        yield value(f"image: {text}", "image-unreadable")
    for text in ("old", "https://e.org/", "//e.org/", "/../x", "/%2e%2e/x", "/a\\b", "/"):
        yield value(f"redirects: [{text}]", "redirects-unreadable")
    for name in ("summary", "category", "image_alt", "translation_of"):
        rule = f"{name.replace('_', '-')}-unreadable"
        yield value(f"{name}: [a, b]", rule)
        yield value(f"{name}: {{a: b}}", rule)
    yield value("people: [{x: y}]", "people-unreadable")
    yield value("partners: ['!!!']", "partner-unreadable")
    yield value("themes: ['...']", "theme-unreadable")
    yield value("translation_of: nowhere", "translation-unknown")
    yield value("event: [a]", "event-unreadable")
    yield value("event: {start: 2024-02-30}", "event-start-unreadable")
    yield value("event:\n  start: 2024-03-02\n  end: 2024-03-01", "event-backwards", 5)
    yield value("event: {country: Poland}", "event-country-unreadable")
    yield value("event: {name: [a, b]}", "event-name-unreadable")
    yield value("activity: words", "activity-unreadable")
    yield value("activity: {reached: 40}", "activity-reached-unreadable")
    yield value("activity: {reached: {press: many}}", "activity-reached-unreadable")
    yield value("activity: {links: [x]}", "activity-links-unreadable")
    yield value("activity: {evidence: [{url: x}]}", "activity-evidence-unreadable")
    yield value("summary: A\nsummary: B", "key-repeated", 4)
    yield value("Summary: A\nsummary: B", "key-repeated", 4)
    yield value("slug: search", "slug-reserved")
    yield value("slug: none", "slug-reserved")
    yield value("slug: con", "slug-reserved")
    yield value(f"slug: {'x' * 300}", "slug-long")
    yield value("slug: '!!!'", "slug-unreadable")
    yield value("slug: ../../x", "slug-changed")
    yield value(f"people: [{', '.join(str(n) for n in range(600))}]", "list-long")


def characters():
    """Files whose characters are wrong: they are read as what they most likely are."""
    yield Bad("---\ntitle: Café\n---\nWords".encode("latin-1"), 2, "encoding", post=True)
    yield Bad("---\ntitle: T\n---\n\n“Words”".encode("cp1252"), 5, "encoding", post=True)
    yield Bad("---\ntitle: Café\n---\nWords".encode("utf-16"), 1, "encoding", post=True)
    yield Bad("---\ntitle: Źrebię\n---\nWords".encode("utf-16-le"), 1, "encoding", post=True)
    yield Bad("---\ntitle: Źrebię\n---\nWords".encode("utf-16-be"), 1, "encoding", post=True)
    yield Bad("---\ntitle: Café\n---\nWords".encode("utf-32"), 1, "encoding", post=True)
    yield Bad("---\ntitle: Źrebię\n---\n".encode() + b"\xe9", 4, "encoding", post=True)
    yield Bad(b"---\ntitle: a\xed\xa0\x80b\n---\nWords", 2, "encoding", post=True)
    for code in (0x00, 0x01, 0x08, 0x0B, 0x0C, 0x1B, 0x7F, 0x80, 0x85, 0x94, 0x9F):
        yield Bad(
            f"---\ntitle: T{chr(code)}\n---\nWords".encode(), 2, "control-characters", post=True
        )
    for code in (0x202A, 0x202B, 0x202D, 0x202E, 0x2066, 0x2067, 0x2069):
        yield Bad(f"---\ntitle: T\n---\n\n{chr(code)}x".encode(), 5, "bidi-controls", post=True)
    yield Bad(front('title: "T\\u202Ex"'), 2, "bidi-controls", post=True)
    yield Bad(front('title: "T\\0x"'), 2, "control-characters", post=True)
    yield Bad(b'+++\ntitle = "T\\u202Ex"\n+++\n', 2, "bidi-controls", post=True)


CASES = [*forms(), *values(), *characters()]


def test_there_are_enough_of_them():
    """
    The number is a promise.
    """
    assert len(CASES) >= 150


@pytest.mark.parametrize("bad", CASES, ids=lambda bad: f"{bad.rule}-{bad.data[:40]!r}")
def test_a_bad_file_is_named_once_with_its_line(folder, bad):
    """
    Its author must find the place, and nobody else may suffer.
    """
    folder.post("a.md", "title: Good").write(bad.name, bad.data)

    found = folder.read()

    assert [(bad.name, bad.line, bad.rule)] == [
        (problem.file, problem.line, problem.rule) for problem in found.problems
    ]
    assert ["Good"] == [post.title for post in found.posts if post.path == "a.md"]
    assert bad.post == any(post.path == bad.name for post in found.posts)
    assert bad.post == (found.problems[0].severity is not Severity.SKIPPED)
    assert "\n" not in str(found.problems[0])
    assert found.problems[0].remedy


def test_all_of_them_together_are_read_in_no_time(folder):
    """
    One bad file never stops a build, nor do many.
    """
    for number, bad in zip(itertools.count(), CASES):
        folder.write(f"{number}/{bad.name}", bad.data)
    began = time.perf_counter()

    found = folder.read()

    assert time.perf_counter() - began < 5
    assert len(CASES) == len({problem.file for problem in found.problems})
    assert all(post.title for post in found.posts)
