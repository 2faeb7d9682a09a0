"""The interface for programs, and its description."""

from __future__ import annotations

from datetime import date

import library
import pytest
from addresses import SEARCHES
from jsonschema import Draft202012Validator
from werkzeug.datastructures import MultiDict

from web import create_app, read_arguments
from web.editions import Editions
from web.machine.parameters import read_strictly


def is_day(text):
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def problems(client, address):
    """What is wrong with a request, as pairs of parameter and rule."""
    response = client.get(address)
    assert 400 == response.status_code
    return [(p["parameter"], p["rule"]) for p in response.get_json()["error"]["problems"]]


class TestSearch:
    @pytest.mark.parametrize("query", SEARCHES)
    def test_it_answers_as_the_page_does(self, client, query):
        """
        One shape to learn, one place to change it.
        """
        lenient = client.get(f"/search.json?{query}")
        strict = client.get(f"/api/v1/search?{query}")

        assert 200 == strict.status_code
        assert lenient.get_json() == strict.get_json()

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("them=water", [("them", "unknown")]),
            ("size=101", [("size", "size")]),
            ("size=0", [("size", "size")]),
            ("page=one", [("page", "page")]),
            ("page=", [("page", "empty")]),
            ("theme=", [("theme", "empty")]),
            ("q=a&q=b", [("q", "repeated")]),
            ("from=2019&from=2020", [("from", "repeated")]),
            ("from=2024-02-30", [("from", "date")]),
            ("year=20", [("year", "year")]),
            ("sort=best", [("sort", "choice")]),
            ("size=%201", [("size", "blanks")]),
            ("sort=title%20", [("sort", "blanks")]),
            ("from=%092020", [("from", "blanks")]),
            ("year=2020%20", [("year", "blanks")]),
            ("match=none", [("match", "choice")]),
            (f"theme={'x' * 201}", [("theme", "length")]),
            (f"q={'x' * 501}", [("q", "text")]),
            (f"q=x{'%01' * 500}", [("q", "length")]),
            (f"q={'+'.join(f'w{n}' for n in range(33))}", [("q", "limit")]),
            (f"q={'(a+' * 11}b{')' * 11}", [("q", "limit")]),
            ("&".join(f"theme=t{n}" for n in range(51)), [("theme", "values")]),
            ("&".join(["theme=water"] * 51), [("theme", "values")]),
        ],
    )
    def test_what_is_not_understood_is_refused(self, client, query, expected):
        """
        A program that mistypes a filter would count the whole archive.
        """
        assert expected == problems(client, f"/api/v1/search?{query}")
        assert 200 == client.get(f"/search.json?{query}").status_code

    def test_an_empty_stretch_of_time_is_a_question(self, client):
        """
        A program that goes through an archive by dates may ask it; nothing is so.
        """
        response = client.get("/api/v1/search?from=2020-05&to=2019&page=1")

        assert (200, 0) == (response.status_code, response.get_json()["total"])

    @pytest.mark.parametrize("facet", ["theme", "partner", "category", "language"])
    def test_a_value_of_blanks_is_refused_as_the_description_says(self, client, parameters, facet):
        """
        A program that checks before it asks must come to the same end.
        """
        (told,) = [p for p in parameters if p["name"] == facet]
        for value in (" ", "\x1f", "\x85", "\x96", "\u2003", "a", "ż", "日"):
            fits = Draft202012Validator(told["schema"]["items"]).is_valid(value)
            status = client.get("/api/v1/search", query_string={facet: value}).status_code

            assert (200 if fits else 400) == status, repr(value)

    def test_the_days_of_the_description_are_those_of_the_calendar(self, client, parameters):
        """
        The pattern knows leap years, or programs could not ask for 29 February.
        """
        (told,) = [p for p in parameters if p["name"] == "from"]
        fits = Draft202012Validator(told["schema"]).is_valid
        for year in (1900, 1996, 2000, 2023, 2024, 2100):
            for month in range(14):
                assert (1 <= month <= 12) == fits(f"{year}-{month:02d}")
                for day in range(33):
                    text = f"{year}-{month:02d}-{day:02d}"
                    assert is_day(text) == fits(text), text
        assert 200 == client.get("/api/v1/search?from=2024-02-29").status_code
        assert not any(map(fits, ("", "24", "2024-", "2024-1-1", "never")))

    def test_everything_wrong_is_told_at_once(self, client):
        """
        One round for each mistake is a bad afternoon.
        """
        found = problems(
            client, "/api/v1/search?a=1&b=2&size=x&page=0&from=never&sort=up&year=1&q=&q="
        )

        assert {"a", "b", "size", "page", "from", "sort", "year", "q"} == {
            name for name, _ in found
        }

    def test_a_problem_names_parameter_value_and_remedy(self, client):
        """
        The answer is read by whoever mends the program.
        """
        (told,) = client.get("/api/v1/search?them=water").get_json()["error"]["problems"]

        assert {
            "parameter": "them",
            "value": "water",
            "rule": "unknown",
            "message": "“them” is not a parameter; there are q, partner, theme, category, language, year, from, to, sort, match, page, size",
        } == told

    def test_a_refusal_is_not_kept(self, client):
        """
        The next version may know the parameter.
        """
        assert "no-store" == client.get("/api/v1/search?x=1").headers["Cache-Control"]

    def test_what_is_right_is_read_as_the_page_reads_it(self):
        """
        Two readings of one address would drift apart.
        """
        arguments = MultiDict([("q", "a"), ("theme", "b"), ("theme", "c"), ("from", "2019-05")])

        assert (read_arguments(arguments).query, ()) == read_strictly(arguments, max_text=500)


class TestPost:
    def test_it_is_the_posts_own_answer(self, client):
        """
        One shape to learn.
        """
        assert (
            client.get("/news/four-public-spaces.json").get_json()
            == client.get("/api/v1/posts/four-public-spaces").get_json()
        )

    def test_what_is_not_there_is_told_as_data(self, client):
        """
        Also where the address has no ending.  A number alone leaves its reader to guess.
        """
        response = client.get("/api/v1/posts/nothing")
        told = response.get_json()["error"]

        assert (404, 404, None) == (response.status_code, told["status"], told["id"])
        assert "there is nothing at this address" in told["message"]
        assert "/api/v1/openapi.json" in told["message"]
        assert "GET" in client.post("/api/v1/search").get_json()["error"]["message"]
        assert 404 == client.get("/api/v1/nothing").get_json()["error"]["status"]
        assert 405 == client.post("/api/v1/search").get_json()["error"]["status"]

    def test_parameters_that_do_nothing_are_refused(self, client):
        """
        `?fields=title` that is passed over looks like it worked.
        """
        assert [("fields", "unknown")] == problems(client, "/api/v1/posts/post-01?fields=title")

    def test_without_an_index_it_says_when_to_come_back(self):
        """
        As data, with the seconds.
        """

        def find():
            message = "no index"
            raise LookupError(message)

        app = create_app(
            library.make_settings(), editions=Editions(find, lambda: None, check_every=0)
        )
        response = app.test_client().get("/api/v1/search")

        assert (503, "30") == (response.status_code, response.headers["Retry-After"])
        assert 503 == response.get_json()["error"]["status"]


class TestRelated:
    def test_a_post_gets_topics_and_posts(self, client):
        """
        Each with the reason that its page shows.
        """
        found = client.get("/api/v1/posts/four-public-spaces/related?size=3").get_json()

        assert {"topics", "posts"} == set(found)
        assert len(found["posts"]) <= 3
        assert all(each["reason"] for each in (*found["posts"], *found["topics"]))

    def test_a_post_that_is_not_there_is_not_found(self, client):
        """
        An empty list would say that nothing belongs with it.
        """
        assert 404 == client.get("/api/v1/posts/nobody/related").status_code

    @pytest.mark.parametrize("size", ["0", "101", "x", "1&size=2"])
    def test_a_size_that_is_none_is_refused(self, client, size):
        """
        A program that counts on ten must know that it got five.
        """
        found = problems(client, f"/api/v1/posts/four-public-spaces/related?size={size}")

        assert "size" == found[0][0]


class TestTopics:
    def test_a_text_gets_the_themes_of_the_edition(self, client):
        """
        Without anything learnt there is none, and that is an answer.
        """
        response = client.get("/api/v1/topics?text=shade+on+a+bench&title=Shade")

        assert 200 == response.status_code
        assert ["topics"] == list(response.get_json())

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("", [("text", "missing")]),
            ("text=", [("text", "empty")]),
            ("text=a&text=b", [("text", "repeated")]),
            (f"text={'x' * 4001}", [("text", "length")]),
            ("text=a&q=b", [("q", "unknown")]),
        ],
    )
    def test_what_is_not_understood_is_refused(self, client, query, expected):
        """
        A program that sends the text under another name would think it has no theme.
        """
        assert expected == problems(client, f"/api/v1/topics?{query}")


class TestSuggest:
    def test_everything_that_is_offered_is_there(self, client, document):
        """
        Each suggestion has the shape described, and an address that answers.
        """
        schema = {"$ref": "#/components/schemas/Suggestions", **document}

        for typed in ("b", "leaf", "LÉARNE"):
            found = client.get(f"/api/v1/suggest?q={typed}").get_json()
            Draft202012Validator(schema).validate(found)
            paths = [each["url"].removeprefix(library.SITE_URL) for each in found]
            assert found
            assert {200} == {client.get(path).status_code for path in paths}

    def test_a_word_finds_as_many_as_it_says(self, client):
        """
        The number beside it is the number above the results.
        """
        found = client.get("/api/v1/suggest?q=ben&size=20").get_json()
        words = [each for each in found if each["kind"] in {"word", "phrase"}]

        for each in words:
            path = each["url"].removeprefix(library.SITE_URL).replace("/search", "/search.json")
            assert each["count"] == client.get(path).get_json()["total"] > 0
        assert words

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("", [("q", "missing")]),
            ("q=a&q=b", [("q", "repeated")]),
            ("q=a&size=21", [("size", "size")]),
            ("q=a&size=0", [("size", "size")]),
            ("q=a&size=two", [("size", "size")]),
            ("q=a&size=", [("size", "empty")]),
            ("q=a&theme=water", [("theme", "unknown")]),
            ("q=" + "a" * 201, [("q", "length")]),
        ],
    )
    def test_what_is_not_understood_is_refused(self, client, query, expected):
        """
        All at once, as everywhere in this interface.
        """
        assert expected == problems(client, f"/api/v1/suggest?{query}")

    def test_nothing_typed_is_nothing_offered(self, client):
        """
        An empty text is no error: the box has just been emptied.
        """
        assert [] == client.get("/api/v1/suggest?q=").get_json()
