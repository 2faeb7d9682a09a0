"""
Archives that nobody wrote for us: what sample content is too kind to show.

Expected numbers are counted here from the files, with readers of their own.
"""

import gzip
import json
import re
from collections import Counter

import pytest

DIGITALGOV = """
[site]
timezone = "America/New_York"

[fields]
themes = ["topics"]
partners = ["source"]
redirects = ["redirectto"]
source = ["source_url"]
"""


def lines(path):
    with gzip.open(path, "rt", encoding="utf-8") as opened:
        return [json.loads(line) for line in opened]


def counts(answer, facet):
    return {v["value"]: v["count"] for v in answer["facets"][facet] if v["value"] != "none"}


class TestDigitalgov:
    @pytest.fixture(scope="class")
    def built(self, corpora, build):
        return build(corpora / "digitalgov" / "news", DIGITALGOV)

    def test_all_files_but_the_one_without_title_and_body_are_posts(self, built):
        """
        2,084 files; one is a draft, one says nothing.
        """
        assert {"public": 2082, "staff": 2083} == built.report["posts"]
        assert 1 == len(built.report["skipped"])

    def test_years_are_those_that_the_files_say(self, built):
        """
        Dates come in five forms, some with a one-digit hour.
        """
        expected = Counter()
        for path in built.content.rglob("*.md"):
            text = path.read_text(encoding="utf-8-sig")
            if found := re.search(r'^date: *["\']?(\d{4})', text, re.MULTILINE):
                expected[found.group(1)] += 1
        answer = built.search("--staff")

        assert dict(expected) == counts(answer, "year")

    def test_topics_became_themes(self, built):
        """
        Mapping field names in the settings is all an operator did.
        """
        expected = Counter()
        for path in built.content.rglob("*.md"):
            text = path.read_text(encoding="utf-8-sig")
            block = re.search(r"^topics: *\r?\n((?:[ \t]*- .*\r?\n)*)", text, re.MULTILINE)
            named = re.findall(r"- *(.+?)\s*$", block.group(1), re.MULTILINE) if block else []
            expected.update({re.sub(r"[^a-z0-9]+", "-", n.strip("\"' ").lower()) for n in named})
        found = counts(built.search("--staff"), "theme")

        assert {} == {
            theme: (number, found.get(theme))
            for theme, number in expected.most_common(30)
            if number != found.get(theme)
        }

    def test_no_shortcode_shows(self, built):
        """
        1,710 of the posts hold Hugo's; a reader must never see one.
        """
        shown = json.dumps(
            [
                built.search(word, "--size", "100")["hits"]
                for word in ("ref", "legacy", "img", "the")
            ]
        )

        assert "{{" not in shown

    def test_verify_is_content(self, built):
        """
        Index and files agree right after a build.
        """
        assert {"ok": True, "problems": []} == built.ask("verify")


class TestRubyLang:
    @pytest.fixture(scope="class")
    def built(self, corpora, build):
        return build(corpora / "ruby-lang")

    def test_every_post_has_a_date(self, built):
        """
        820 of them carry it in the file's name only.
        """
        answer = built.search()

        assert 3011 == built.report["posts"]["staff"]
        assert answer["total"] == sum(counts(answer, "year").values())

    @pytest.mark.parametrize(
        ("word", "language"),
        [("リリース", "ja"), ("公開", "ja"), ("发布", "zh-CN"), ("릴리스", "ko"), ("版", "ja")],
    )
    def test_a_word_without_blanks_around_it_is_found(self, built, word, language):
        """
        Japanese, Chinese and Korean do not part words as a tokeniser expects.
        """
        root = built.content
        folder = {"zh-CN": "zh_cn"}.get(language, language)
        expected = sum(
            word in path.read_text(encoding="utf-8") for path in (root / folder).rglob("*.md")
        )
        found = counts(built.search(word, "--language", language), "language").get(language, 0)

        assert expected * 0.9 <= found

    def test_the_same_file_name_under_another_language_is_a_translation(self, built):
        """
        Ten language folders tell of the same releases.
        """
        problems = built.report["problems"]

        assert [] == [p for p in problems if p["rule"] == "translation-unknown"]


@pytest.mark.parametrize("name", ["swiss-gov-news", "reuters21578", "pm-media-releases"])
class TestJsonLines:
    @pytest.fixture(scope="class")
    def all_built(self, corpora, build):
        kept = {}

        def get(name):
            if name not in kept:
                kept[name] = build(corpora / name / "posts.jsonl.gz")
            return kept[name]

        return get

    @pytest.mark.parametrize("facet", ["partner", "theme"])
    def test_counts_are_those_of_the_file(self, all_built, name, facet):
        """
        Every post once for each name; a brute-force count over the file agrees.
        """
        built = all_built(name)
        rows = [r for r in lines(built.content) if r.get("title") or r.get("body")]
        expected = Counter(len(set(row.get(f"{facet}s") or [])) > 0 for row in rows)
        answer = built.search()
        without = {v["value"]: v["count"] for v in answer["facets"][facet]}.get("none", 0)

        assert len(rows) == answer["total"]
        assert expected[False] == without

    def test_years_are_those_of_the_file(self, all_built, name):
        """
        The calendar day as written decides, whatever the machine's zone.
        """
        built = all_built(name)
        rows = [r for r in lines(built.content) if r.get("title") or r.get("body")]
        expected = Counter(row["date"][:4] for row in rows if row.get("date"))

        assert dict(expected) == counts(built.search(), "year")

    def test_narrowing_to_a_partner_finds_its_posts(self, all_built, name):
        """
        The number beside a value is the number of results behind it.
        """
        built = all_built(name)
        for value in built.search()["facets"]["partner"][:5]:
            answer = built.search("--partner", value["value"])

            assert value["count"] == answer["total"], value
