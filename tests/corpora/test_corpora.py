"""
Archives that nobody wrote for us: what sample content is too kind to show.

Expected numbers are counted here from the files, with readers of their own.
"""

import gzip
import json
import re
from collections import Counter

import pytest
from slugify import slugify


def lines(path):
    with gzip.open(path, "rt", encoding="utf-8") as opened:
        return [json.loads(line) for line in opened]


def counts(answer, facet):
    return {v["value"]: v["count"] for v in answer["facets"][facet] if v["value"] != "none"}


@pytest.fixture(scope="module")
def ruby_lang(corpora, build):
    return build(corpora / "ruby-lang")


@pytest.fixture(scope="module")
def all_built(corpora, build):
    """
    Any of the archives in JSON Lines, built when first asked for.
    """
    kept = {}

    def get(name):
        if name not in kept:
            kept[name] = build(corpora / name / "posts.jsonl.gz")
        return kept[name]

    return get


class TestDigitalgov:
    def test_all_files_but_the_page_of_the_section_are_posts(self, digitalgov):
        """
        2,084 files: `_index.md` is the section's own page, one post is a draft,
        and one has neither title nor body; its summary stands in, and it is reported.
        """
        made_up = [p["file"] for p in digitalgov.report["problems"] if p["rule"] == "title-missing"]

        assert {"public": 2082, "staff": 2083} == digitalgov.report["posts"]
        assert [] == digitalgov.report["skipped"]
        assert ["2018/09/2018-09-24-example.md"] == made_up

    def test_years_are_those_that_the_files_say(self, digitalgov):
        """
        Dates come in five forms, some with a one-digit hour.
        """
        expected = Counter()
        for path in digitalgov.content.rglob("*.md"):
            text = path.read_text(encoding="utf-8-sig")
            if found := re.search(r'^date: *["\']?(\d{4})', text, re.MULTILINE):
                expected[found.group(1)] += 1
        answer = digitalgov.search("--staff")

        assert dict(expected) == counts(answer, "year")

    def test_topics_became_themes(self, digitalgov):
        """
        Mapping field names in the settings is all an operator did.
        """
        expected = Counter()
        for path in digitalgov.content.rglob("*.md"):
            text = path.read_text(encoding="utf-8-sig")
            block = re.search(r"^topics: *\r?\n((?:[ \t]*(?:- .*)?\r?\n)*)", text, re.MULTILINE)
            named = re.findall(r"- *(.+?)\s*$", block.group(1), re.MULTILINE) if block else []
            expected.update({re.sub(r"[^a-z0-9]+", "-", n.strip("\"' ").lower()) for n in named})
        found = counts(digitalgov.search("--staff"), "theme")

        assert {} == {
            theme: (number, found.get(theme))
            for theme, number in expected.most_common(30)
            if number != found.get(theme)
        }

    def test_no_shortcode_shows(self, digitalgov):
        """
        1,710 of the posts hold Hugo's; a reader must never see one.
        """
        shown = json.dumps(
            [
                digitalgov.search(word, "--size", "100")["hits"]
                for word in ("ref", "legacy", "img", "the")
            ]
        )

        assert "{{" not in shown

    def test_verify_is_content(self, digitalgov):
        """
        Index and files agree right after a build.
        """
        assert {"ok": True, "problems": []} == digitalgov.ask("verify")


class TestRubyLang:
    def test_every_post_has_a_date(self, ruby_lang):
        """
        820 of them carry it in the file's name only.
        """
        answer = ruby_lang.search()

        assert 3011 == ruby_lang.report["posts"]["staff"]
        assert answer["total"] == sum(counts(answer, "year").values())

    @pytest.mark.parametrize(
        ("word", "language"),
        [("リリース", "ja"), ("公開", "ja"), ("发布", "zh-CN"), ("릴리스", "ko"), ("版", "ja")],
    )
    def test_a_word_without_blanks_around_it_is_found(self, ruby_lang, word, language):
        """
        Japanese, Chinese and Korean do not part words as a tokeniser expects.
        """
        root = ruby_lang.content
        folder = {"zh-CN": "zh_cn"}.get(language, language)
        expected = sum(
            word in path.read_text(encoding="utf-8") for path in (root / folder).rglob("*.md")
        )
        found = counts(ruby_lang.search(word, "--language", language), "language").get(language, 0)

        assert expected * 0.9 <= found

    def test_the_same_file_name_under_another_language_is_a_translation(self, ruby_lang):
        """
        Ten language folders tell of the same releases.
        """
        problems = ruby_lang.report["problems"]

        assert [] == [p for p in problems if p["rule"] == "translation-unknown"]


@pytest.mark.parametrize("name", ["swiss-gov-news", "reuters21578", "pm-media-releases"])
class TestJsonLines:
    @pytest.mark.parametrize("facet", ["partner", "theme"])
    def test_counts_are_those_of_the_file(self, all_built, name, facet):
        """
        Every post once for each of its names, and once under `none` without any.
        """
        built = all_built(name)
        rows = [r for r in lines(built.content) if r.get("title") or r.get("body")]
        expected = Counter()
        for row in rows:
            expected.update({slugify(value) for value in row.get(f"{facet}s") or []} or {"none"})
        answer = built.search()
        found = {v["value"]: v["count"] for v in answer["facets"][facet]}

        assert len(rows) == answer["total"]
        assert dict(expected) == found

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
