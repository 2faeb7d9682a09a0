"""
What texts are about, asked at a terminal.
"""

import json

import pytest

from index import Edition, open_current


@pytest.fixture
def filed(command_line):
    """
    Posts on two themes, and one that nobody filed.
    """
    for n in range(6):
        command_line.write(
            f"2025-01-0{n + 1}-gull-{n}.md",
            f"title: Gulls {n}\ndate: 2025-01-0{n + 1}\nlanguage: en\nthemes: [Birds]",
            "A gull and a heron were seen near the nest on the pier.\n",
        )
    command_line.write(
        "2025-02-01-heron.md",
        "title: A heron comes back\ndate: 2025-02-01\nlanguage: en",
        "The heron built its nest beside a gull.\n",
    )
    assert 0 == command_line.run("rebuild").exit_code
    return command_line


class TestTopics:
    def test_the_likeliest_theme_comes_first_with_its_reason(self, filed):
        """
        An editor sees at once why.
        """
        first = filed.run("topics", "A", "gull", "left", "its", "nest").stdout.splitlines()[0]

        assert first.endswith("Birds (birds): 6 posts; this text says: gull, nest")

    def test_json_has_topics_in_their_one_form(self, filed):
        """
        Topics look the same wherever a program meets them.
        """
        topic = filed.json("topics", "heron and gull")["topics"][0]

        assert {"kind", "slug", "name", "url", "count", "score", "reason"} == set(topic)
        assert ("theme", "birds", 6) == (topic["kind"], topic["slug"], topic["count"])
        assert topic["url"].endswith("/themes/birds/")

    def test_a_batch_answers_each_line_with_one_line(self, filed, tmp_path):
        """
        Whoever tags ten thousand texts asks once.
        """
        lines = [
            {"id": 1, "title": "A heron", "body": None},
            {"id": "two", "title": None, "body": "Sirens were heard from the quay"},
        ]
        path = tmp_path / "texts.jsonl"
        path.write_text("\n\n".join(map(json.dumps, lines)), "utf-8")

        answers = [
            json.loads(line)
            for line in filed.run("topics", "--batch", str(path)).stdout.splitlines()
        ]

        assert [1, "two"] == [answer["id"] for answer in answers]
        assert "birds" == answers[0]["topics"][0]["slug"]
        assert "alerts" == answers[1]["topics"][0]["slug"]
        assert {"slug", "score"} == set(answers[0]["topics"][0])
        assert {"alerts", "birds", "boats"} == {t["slug"] for t in answers[1]["topics"]}

    @pytest.mark.parametrize("line", ['{"title": "no id"}', "[1]", "heron", '{"id": 1, "body": 5}'])
    def test_a_line_that_is_none_is_named(self, filed, tmp_path, line):
        """
        A wrong line must not pass for a text without themes.
        """
        path = tmp_path / "texts.jsonl"
        path.write_text(line, "utf-8")

        result = filed.run("topics", "--batch", str(path))

        assert 1 == result.exit_code
        assert f"{path}:1: not a line of the form" in result.stderr

    def test_nothing_to_read_is_a_usage_error(self, filed):
        """
        Neither text nor file, or both, is a mistake of whoever typed.
        """
        assert 2 == filed.run("topics").exit_code
        assert 2 == filed.run("topics", "--batch", __file__, "heron").exit_code


class TestSuggestingThemesForPosts:
    def test_a_post_without_themes_gets_a_line_to_paste(self, filed):
        """
        Staff who tag new posts copy it into the front matter.
        """
        found = json.loads(filed.run("check", "--suggest-themes", "--json").stdout)

        heron = next(each for each in found if each["file"] == "2025-02-01-heron.md")
        assert "theme-missing" == heron["rule"]
        assert "add `themes: [birds]`" == heron["remedy"]
        assert "notice" == heron["severity"]
        assert "this text says: gull, nest" in heron["message"]

    def test_without_the_option_no_index_is_needed(self, command_line):
        """
        `check` runs where nothing was ever built.
        """
        assert 0 == command_line.run("check").exit_code
        assert 1 == command_line.run("check", "--suggest-themes").exit_code


def test_what_was_learnt_is_that_of_the_last_full_build(filed):
    """
    An update that only adds posts keeps it, and `verify` says how old it is.
    """
    filed.write("2025-03-01-owl.md", "title: Owl\ndate: 2025-03-01\nthemes: [Owls]\nlanguage: en")
    before = learnt(filed)

    assert 0 == filed.run("update").exit_code

    assert before == learnt(filed)
    assert f"themes learnt {before:%Y-%m-%d %H:%M} UTC;" in filed.run("verify").output
    assert 0 == filed.run("rebuild").exit_code
    assert before < learnt(filed)


def learnt(command_line):
    opened = open_current(command_line.index, Edition.PUBLIC)
    try:
        return opened.engine.recommender.learnt
    finally:
        opened.engine.close()


def test_a_withdrawn_post_is_unlearnt(filed):
    """
    A word that only a withdrawn post had must be in no byte of the public edition.
    """
    for n in range(3):
        filed.write(
            f"2025-04-0{n + 1}-secret-{n}.md",
            f"title: Xylophone {n}\ndate: 2025-04-0{n + 1}\nthemes: [Birds]\nlanguage: en",
        )
    assert 0 == filed.run("update").exit_code
    assert 0 == filed.run("rebuild").exit_code
    for n in range(3):
        (filed.content / f"2025-04-0{n + 1}-secret-{n}.md").unlink()

    assert 0 == filed.run("update").exit_code

    current = (filed.index / "CURRENT").read_text().strip()
    files = [
        path
        for path in (filed.index / "generations" / current / "public").rglob("*")
        if path.is_file()
    ]
    assert [] == [path.name for path in files if b"xylophon" in path.read_bytes()]


class TestRelated:
    def test_posts_come_with_their_reasons(self, filed):
        """
        An editor sees what belongs together, and why.
        """
        found = filed.json("related", "gull-1", "--size", "2")

        assert ["topics", "posts"] == list(found)
        assert {"slug", "title", "score", "reason"} == set(found["posts"][0])
        assert len(found["posts"]) <= 2

    def test_a_post_that_is_not_there_fails(self, filed):
        """
        A mistyped slug must not pass for a post without relations.
        """
        result = filed.run("related", "gul-1")

        assert 1 == result.exit_code
        assert 'pressmark: no post of the index has the slug "gul-1"\n' == result.stderr

    def test_nothing_of_a_staff_post_shows(self, filed):
        """
        Related posts leak through filters, not through a missing file.
        """
        filed.write(
            "2025-03-05-secret-gull.md",
            "title: Secret gull\ndate: 2025-03-05\nlanguage: en\nthemes: [Birds]\nvisibility: staff",
            "The heron built its nest in secret, not beside a gull but far from it.\n",
        )
        assert 0 == filed.run("rebuild").exit_code

        assert "ecret" not in filed.run("related", "heron", "--json", "--size", "50").stdout
        assert "ecret" in filed.run("related", "heron", "--json", "--size", "50", "--staff").stdout
