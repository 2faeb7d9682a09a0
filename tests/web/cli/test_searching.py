"""
The search of the site, at a terminal.
"""

import json

import pytest


class TestAnswers:
    def test_words_are_joined_by_blanks(self, built):
        """
        Nobody quotes a search at a terminal.
        """
        assert ["alert"] == [hit["slug"] for hit in built.json("search", "sirens", "over")["hits"]][
            :1
        ]

    @pytest.mark.parametrize(
        ("text", "noted"),
        [
            (" ".join(f"w{n}" for n in range(1_000)), False),
            (" ".join(f"w{n}" for n in range(1_001)), True),
            (f"{'x' * 255} " * 78 + "y" * 32, False),
            (f"{'x' * 255} " * 78 + "y" * 33, True),
        ],
    )
    def test_whole_paragraphs_are_read(self, built, text, noted):
        """
        20,000 characters and 1,000 words; a judged query is longer than anybody types.
        """
        notes = built.json("search", text)["reading"]["notes"]

        assert noted == any("left out" in note for note in notes)

    def test_no_text_is_every_post(self, built):
        """
        Newest first.
        """
        answer = built.json("search")

        assert (3, "newest") == (answer["total"], answer["sort"])
        assert ["ferry", "alert", "nets"] == [hit["slug"] for hit in answer["hits"]]

    def test_a_hyphen_after_two_hyphens_excludes(self, built):
        """
        Options and exclusions look alike; `--` parts them.
        """
        answer = built.json("search", "--", "-sirens")

        assert 0 == answer["total"]

    def test_filters_take_slugs_names_and_other_spellings(self, built):
        """
        People remember names, programs slugs.
        """
        totals = [
            built.json("search", "--partner", name)["total"]
            for name in (
                "harbour-lab",
                "Harbour Lab",
                "HARBOUR LAB",
                "lodz-ferries",
                "Łódź Ferries",
            )
        ]

        assert [2, 2, 2, 1, 1] == totals

    def test_values_of_one_facet_add_up_and_facets_narrow(self, built):
        """
        The same rule as on the page.
        """
        both = built.json("search", "--theme", "alerts", "--theme", "boats")
        narrowed = built.json("search", "--theme", "alerts", "--theme", "boats", "--year", "2023")

        assert (3, 1) == (both["total"], narrowed["total"])

    def test_hidden_posts_are_found_with_staff_only(self, built):
        """
        The public edition does not have them at all.
        """
        assert 0 == built.json("search", "everybody")["total"]
        assert 1 == built.json("search", "--staff", "everybody")["total"]

    def test_an_answer_has_exactly_the_documented_keys(self, built):
        """
        Programs rely on them.
        """
        expected = (
            "total page pages size sort match reading hits facets timeline did_you_mean topics"
            " generation"
        )

        assert expected.split() == list(built.json("search"))

    def test_no_hits_is_no_failure(self, built):
        """
        Exit code 0: the search was carried out.
        """
        assert 0 == built.run("search", "zeppelin").exit_code


class TestUsage:
    @pytest.mark.parametrize(
        "arguments",
        [
            ["--size", "101"],
            ["--size", "0"],
            ["--page", "0"],
            ["--sort", "best"],
            ["--from", "soon"],
        ],
    )
    def test_what_cannot_be_meant_is_refused_with_code_2(self, built, arguments):
        """
        A script's mistake must not look like an empty archive.
        """
        assert 2 == built.run("search", *arguments).exit_code

    def test_without_an_index_it_says_what_to_run(self, command_line):
        """
        The second mistake of everybody.
        """
        result = command_line.run("search", "sirens")

        assert 1 == result.exit_code
        assert (
            f"pressmark: no index in {command_line.index}; run `pressmark rebuild`\n"
            == result.stderr
        )


class TestBatch:
    def test_each_query_gets_one_line(self, built, tmp_path):
        """
        Judged queries are run by the hundred.
        """
        queries = tmp_path / "queries.jsonl"
        queries.write_text('{"id": 1, "q": "sirens"}\n\n{"id": "b", "q": "ferry crew"}\n', "utf-8")

        result = built.run("search", "--batch", str(queries), "--json", "--match", "any")

        lines = [json.loads(line) for line in result.stdout.splitlines()]
        assert [(1, 3), ("b", 1)] == [(line["id"], line["total"]) for line in lines]
        assert {"slug", "score"} == set(lines[0]["hits"][0])

    def test_a_line_that_is_no_query_is_named(self, built, tmp_path):
        """
        Line and remedy, and nothing of the rest is guessed.
        """
        queries = tmp_path / "queries.jsonl"
        queries.write_text('{"id": 1}\n', "utf-8")

        result = built.run("search", "--batch", str(queries), "--json")

        assert 1 == result.exit_code
        assert f'{queries}:1: not a line of the form {{"id": "..", "q": ".."}}' in result.stderr


class TestSuggest:
    def test_it_finishes_what_was_typed(self, built, monkeypatch):
        """
        The same as the interface for programs gives, with addresses that lead somewhere.
        """
        monkeypatch.setenv("PRESSMARK_SITE_URL", "https://pier.example")

        assert {
            "kind": "word",
            "text": "sirens",
            "url": "https://pier.example/search?q=sirens",
            "count": 3,
        } in built.json("suggest", "sir")

    def test_a_terminal_gets_a_list(self, built):
        """
        Kind, number of posts, text.
        """
        lines = built.run("suggest", "sir").output.splitlines()

        assert ["word", "3", "sirens"] in [line.split() for line in lines]

    def test_words_need_no_quotation_marks(self, built):
        """
        Of several words only the last is finished.
        """
        assert "word          1  ferry crew" in built.run("suggest", "ferry", "cre").output

    def test_staff_get_words_of_hidden_posts(self, built):
        """
        And nobody else does.
        """
        assert [] == built.json("suggest", "everyb")
        assert "everybody" in built.run("suggest", "everyb", "--staff").output


class TestExplanations:
    def test_a_score_is_taken_apart(self, built):
        """
        The same numbers for people and programs, and they are those of the search.
        """
        (hit, *_) = built.json("search", "sirens", "over")["hits"]
        told = built.json("search", "sirens", "over", "--explain", hit["slug"])

        assert (hit["slug"], 1, True) == (told["slug"], told["rank"], told["found"])
        assert abs(hit["score"] - told["score"]) < 1e-5
        assert {"words", "near", "reasons", "total"} < set(told)
        printed = built.run("search", "sirens", "over", "--explain", hit["slug"]).stdout
        assert f"{hit['slug']} is number 1 of {told['total']}, score {hit['score']:.6f}" in printed
        assert all(word["text"] in printed for word in told["words"])

    def test_a_post_that_is_not_found_is_told_why(self, built):
        """
        No hit is no failure; a post that is not there is one.
        """
        told = built.json("search", "absent", "--explain", "ferry")

        assert (None, ["it has no absent"]) == (told["rank"], told["reasons"])
        assert "it has no absent" in built.run("search", "absent", "--explain", "ferry").stdout
        assert 1 == built.run("search", "ferry", "--explain", "nobody").exit_code
        assert "no post has the slug 'nobody'" in built.run("search", "--explain", "nobody").stderr
