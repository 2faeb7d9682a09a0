"""
What holds for every input, tried on inputs that nobody thought of.
"""

import gzip
from datetime import UTC, date, datetime

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from slugify import slugify

from archive import Kind, Term, Visibility, Vocabulary, default_settings, read_content
from archive.slugs import RESERVED, Wish, grant

NOW = datetime(2026, 6, 1, tzinfo=UTC)

# A busy machine is not a broken law: no time is measured here.
quick = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))

names = st.sampled_from(
    ["title", "date", "slug", "partners", "themes", "event", "activity", "visibility", "embargo", "language", "path",
     "image", "redirects", "translation_of", "people", "Summary", "draft", "url", "id", "body", "status"]
)  # fmt: skip
scalars = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "no",
            "2024-02-30",
            "2024-03-18",
            "[",
            "{a: b}",
            "[a, [b]]",
            "&a",
            "*a",
            "!!x y",
            '"',
            "|",
            "\t",
        ]
    ),
)
front_matter = st.lists(st.tuples(names, scalars), max_size=6).map(
    lambda pairs: "\n".join(f"{name}: {text}" for name, text in pairs)
)
files = st.one_of(
    st.binary(max_size=200),
    front_matter.map(lambda text: f"---\n{text}\n---\nWords".encode("utf-8", "surrogatepass")),
    front_matter.map(
        lambda text: f"+++\n{text.replace(':', ' =')}\n+++\nWords".encode("utf-16", "surrogatepass")
    ),
    st.binary(max_size=60).map(lambda data: b"---\n" + data + b"\n---\n"),
    st.binary(max_size=60).map(lambda data: b"+++\n" + data + b"\n+++\n"),
)


def sound(content):
    """Whatever was read, this holds of it."""
    slugs = [post.slug for post in content.posts]
    assert len(set(slugs)) == len(slugs)
    for post in content.posts:
        assert post.title.strip()
        assert slugify(post.slug) == post.slug
        assert post.slug not in RESERVED
        str(post).encode()
    for problem in content.problems:
        assert problem.line >= 0
        assert "\n" not in str(problem)
        str(problem).encode()


class TestReading:
    @quick
    @given(data=files)
    def test_no_file_raises(self, folder, data):
        """
        One bad file never stops a build, and none is passed over in silence.
        """
        folder.write("a.md", data)

        content = folder.read()

        sound(content)
        assert content.posts or content.problems

    @quick
    @given(data=files)
    def test_no_vocabulary_raises(self, folder, data):
        """
        It is a file of content like any other.
        """
        sound(
            folder.write("themes.yaml", data).write("a.md", b"---\ntitle: T\nthemes: x\n---").read()
        )

    @quick
    @given(
        data=st.one_of(st.binary(max_size=200), st.binary(max_size=99).map(gzip.compress)),
        ending=st.sampled_from(["", ".gz"]),
    )
    def test_no_line_raises(self, folder, data, ending):
        """
        Whatever was downloaded under that name.
        """
        file = folder.write(f"a.jsonl{ending}", data).root / f"a.jsonl{ending}"

        sound(folder.read(file))

    @quick
    @given(
        rows=st.lists(
            st.dictionaries(
                names,
                st.recursive(
                    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
                    lambda below: (
                        st.lists(below, max_size=3)
                        | st.dictionaries(st.text(max_size=5) | names, below, max_size=3)
                    ),
                    max_leaves=8,
                ),
                max_size=6,
            ),
            max_size=5,
        )
    )
    def test_no_value_raises(self, folder, rows):
        """
        Exports hold numbers where texts belong, and lists of lists.
        """
        import json

        file = folder.write("a.jsonl", "\n".join(json.dumps(row) for row in rows)).root / "a.jsonl"

        sound(folder.read(file))

    @quick
    @given(text=st.text(max_size=20).filter(lambda text: text.strip()))
    def test_an_unreadable_visibility_never_publishes(self, folder, text):
        """
        The only words that do are `public` and nothing.
        """
        import json

        folder.write("a.md", f"---\ntitle: T\nvisibility: {json.dumps(text)}\n---\n")

        found = folder.read().posts

        assert (
            all(post.visibility is not Visibility.PUBLIC for post in found)
            or "public" == text.strip().casefold()
        )


wishes = st.lists(
    st.builds(
        Wish,
        slug=st.sampled_from(["a", "b", "a-2", "a-fr", "none", "x" * 200]),
        language=st.sampled_from(["en", "fr"]),
        day=st.none() | st.dates(date(2024, 1, 1), date(2024, 1, 3)),
        path=st.sampled_from(["a.md", "b.md", "c.md"]),
        line=st.integers(1, 99),
        hidden=st.booleans(),
    ),
    unique_by=lambda wish: (wish.path, wish.line),
    max_size=12,
)


def by_wish(wishes):
    return dict(zip(wishes, grant(wishes), strict=True))


class TestAddresses:
    @quick
    @given(wishes=wishes)
    def test_no_two_are_equal(self, wishes):
        """
        None is dropped either, and none is reserved or too long.
        """
        slugs = [given.slug for given in grant(wishes)]

        assert len(wishes) == len(set(slugs))
        assert not RESERVED & set(slugs)
        assert all(len(slug) <= 200 for slug in slugs)

    @quick
    @given(wishes=wishes, data=st.data())
    def test_they_do_not_depend_on_the_order(self, wishes, data):
        """
        Two machines list the same files differently.
        """
        shuffled = data.draw(st.permutations(wishes))

        assert by_wish(wishes) == by_wish(shuffled)

    @quick
    @given(wishes=wishes)
    def test_whoever_is_first_keeps_the_wish(self, wishes):
        """
        A post that comes later changes no address that was there.
        """
        first = min(wishes, key=lambda wish: (wish.hidden, wish.order()), default=None)
        granted = by_wish(wishes)

        assert first is None or first.slug == "none" or granted[first].slug == first.slug

    @quick
    @given(wishes=wishes)
    def test_what_the_public_sees_tells_nothing_of_hidden_posts(self, wishes):
        """
        Two sites that differ in a hidden post alone have the same addresses.
        """
        public = [wish for wish in wishes if not wish.hidden]
        granted = by_wish(wishes)

        assert by_wish(public) == {wish: granted[wish] for wish in public}


class TestVocabularies:
    @pytest.mark.parametrize(
        "change", [str.upper, str.lower, str.title, lambda name: f"  {name}.  "]
    )
    @quick
    @given(name=st.text("aąbćdeéöżñk -", min_size=1, max_size=20).filter(slugify))
    def test_finding_minds_neither_case_nor_marks(self, change, name):
        """
        Names meet when their slugs do.
        """
        vocabulary = Vocabulary(Kind.PARTNER, [Term("other", "Other", Kind.PARTNER)])
        term = vocabulary.add(name)

        assert term is vocabulary.find(change(name))
        assert term is vocabulary.find(slugify(name)) or term.slug == "none-2"

    @quick
    @given(edges=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=20))
    def test_ancestors_end_and_never_hold_the_term(self, edges):
        """
        However the file is tangled.
        """
        terms = [
            Term(str(n), str(n), Kind.THEME, broader=tuple(str(b) for a, b in edges if a == n))
            for n in range(6)
        ]
        vocabulary = Vocabulary(Kind.THEME, terms)

        for term in terms:
            above = vocabulary.ancestors(term.slug)
            assert term.slug not in above
            assert {term.slug, *above} == {
                each.slug for each in vocabulary.restricted_to([term.slug])
            }


def test_the_defaults_are_what_reading_needs(folder):
    """
    No settings file is no error.
    """
    assert () == read_content(folder.root, default_settings(), now=NOW).posts
