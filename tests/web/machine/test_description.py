"""
The description of the API says what the API does.
"""

from __future__ import annotations

import library
import pytest
from addresses import SEARCHES
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from web import create_app
from web.machine.parameters import of_search


class TestDescription:
    def test_it_is_a_valid_description(self, document):
        """
        Clients are generated from it.
        """
        assert "3.1.0" == document["openapi"]
        assert [] == list(OpenAPIV31SpecValidator(document).iter_errors())

    @pytest.mark.parametrize(
        "address",
        [
            *(f"/api/v1/search?{query}" for query in SEARCHES),
            *(f"/api/v1/posts/{record.slug}" for record in library.records()[::9]),
            "/api/v1/posts/four-public-spaces",
            "/api/v1/posts/script-in-the-title",
            "/api/v1/search?x=1&size=0",
            "/api/v1/posts/nothing",
        ],
    )
    def test_every_answer_is_as_described(self, client, document, address):
        """
        A description that has fallen behind is worse than none.
        """
        response = client.get(address)
        path = "/api/v1/search" if "search" in address else "/api/v1/posts/{slug}"
        told = document["paths"][path]["get"]["responses"][str(response.status_code)]
        schema = told["content"]["application/json"]["schema"]
        whole = {**schema, "components": document["components"]}

        assert [] == [
            error.message for error in Draft202012Validator(whole).iter_errors(response.get_json())
        ]

    def test_it_names_the_parameters_that_are_read(self, parameters):
        """
        Both come from one table, and this sees that they do.
        """
        assert [parameter.name for parameter in of_search(500)] == [p["name"] for p in parameters]

    def test_every_example_is_as_described(self, client, document, parameters):
        """
        People copy examples before they read.
        """
        for path, methods in document["paths"].items():
            for parameter in methods["get"]["parameters"]:
                validator = Draft202012Validator(parameter["schema"])
                assert validator.is_valid(parameter["example"]), parameter["name"]
            for response in methods["get"]["responses"].values():
                if "content" not in response:
                    continue
                told = response["content"]["application/json"]
                whole = {**told["schema"], "components": document["components"]}
                assert Draft202012Validator(whole).is_valid(told["example"]), path
        asked = {p["name"]: p["example"] for p in parameters if "example" in p}
        assert 200 == client.get("/api/v1/search", query_string=asked).status_code

    def test_every_example_of_a_search_finds_a_post(self, client, parameters):
        """
        Who tries one out should not wonder whether it was understood.
        """
        for parameter in parameters:
            asked = {parameter["name"]: parameter["example"]}
            found = client.get("/api/v1/search", query_string=asked).get_json()

            assert found["total"], asked
            assert ["none"] != parameter["example"]

    def test_without_posts_it_is_described_all_the_same(self, tmp_path):
        """
        Whoever writes a client need not wait for the first post.
        """
        editions = library.make_editions(tmp_path / "public", [])
        empty = create_app(library.make_settings(), editions=editions).test_client()
        none = create_app(library.make_settings(index=tmp_path / "none")).test_client()

        assert 200 == empty.get("/api/v1/openapi.json").status_code
        assert 200 == none.get("/api/v1/openapi.json").status_code

    def test_below_a_path_it_says_so(self, editions):
        """
        Clients put the paths behind the server's address.
        """
        app = create_app(library.make_settings(url="https://x.example/kept/"), editions=editions)
        document = app.test_client().get("/kept/api/v1/openapi.json").get_json()

        assert [{"url": "https://x.example/kept"}] == document["servers"]
        assert (
            app.test_client()
            .get("/kept/api/v1/search")
            .get_json()["hits"][0]["url"]
            .startswith("https://x.example/kept/news/")
        )

    def test_numbers_are_refused_beyond_the_bounds_that_it_names(self, client, document):
        """
        A client that obeys the description is never refused, and learns no other bound.
        """
        bounded = [
            (path.replace("{slug}", "four-public-spaces"), parameters, each["name"], bound, step)
            for path, methods in document["paths"].items()
            for parameters in [methods["get"]["parameters"]]
            for each in parameters
            for bound, step in (("minimum", -1), ("maximum", 1))
            if bound in each["schema"]
        ]
        assert {"page", "size"} == {name for _, _, name, _, _ in bounded}
        for path, parameters, name, bound, step in bounded:
            required = [p for p in parameters if p.get("required") and p["in"] == "query"]
            asked = {p["name"]: p["example"] for p in required}
            (schema,) = [p["schema"] for p in parameters if p["name"] == name]

            at = client.get(path, query_string=asked | {name: schema[bound]})
            beyond = client.get(path, query_string=asked | {name: schema[bound] + step})

            assert (200, 400) == (at.status_code, beyond.status_code), (path, name, bound)
