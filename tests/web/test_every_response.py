"""What holds for every response: headers, methods, errors, caching."""

from __future__ import annotations

import gzip
import re
from time import process_time
from types import SimpleNamespace

import library
import pytest

from web import create_app
from web.editions import Editions

ROUTES = (
    "/",
    "/search",
    "/search.json",
    "/search?page=99",
    "/search/help",
    "/news/post-01/",
    "/news/post-01",
    "/news/post-01.json",
    "/news/post-01.md",
    "/news/nothing/",
    "/partners/",
    "/themes/water/",
    "/archive/",
    "/archive/2024/",
    "/archive/2024/06/",
    "/events/",
    "/accessibility/",
    "/robots.txt",
    "/sitemap.xml",
    "/sitemap-1.xml",
    "/opensearch.xml",
    "/feed.atom",
    "/feed.json",
    "/search.atom?q=bench",
    "/search.csv?q=bench",
    "/themes/water/feed.atom",
    "/themes/water/feed.json",
    "/news/post-00/cite.bib",
    "/news/post-00/cite.ris",
    "/news/post-00/event.ics",
    "/api/v1/search",
    "/api/v1/search?x=1",
    "/api/v1/suggest?q=b",
    "/api/v1/suggest",
    "/suggest.json?q=b",
    "/api/v1/posts/post-01",
    "/api/v1/posts/nothing",
    "/api/v1/openapi.json",
    "/favicon.ico",
    "/healthz",
    "/readyz",
    "/static/nothing.css",
    "/media/0123456789abcdef/x.png",
    "/nothing",
)
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")


class TestHeaders:
    @pytest.mark.parametrize("method", METHODS)
    @pytest.mark.parametrize("route", ROUTES)
    def test_every_route_and_method_is_guarded(self, client, route, method):
        """
        One forgotten route is the one that is found.
        """
        headers = client.open(route, method=method).headers

        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "nosniff" == headers["X-Content-Type-Options"]
        assert "same-origin" == headers["Referrer-Policy"]
        assert headers["Strict-Transport-Security"].startswith("max-age=")
        assert "camera=()" in headers["Permissions-Policy"]
        assert "Set-Cookie" not in headers

    def test_a_site_without_https_does_not_promise_it(self, editions):
        """
        A promise of https would lock readers of a plain site out.
        """
        app = create_app(library.make_settings(url="http://127.0.0.1:8000"), editions=editions)

        assert "Strict-Transport-Security" not in app.test_client().get("/").headers

    @pytest.mark.parametrize(
        "spoofed",
        [
            {"Host": "evil.example"},
            {
                "X-Forwarded-Host": "evil.example",
                "X-Forwarded-Proto": "gopher",
                "X-Forwarded-Prefix": "/evil",
            },
            {"Forwarded": "host=evil.example"},
            {"X-Original-URL": "//evil.example"},
        ],
    )
    @pytest.mark.parametrize(
        "route", ["/", "/search?q=a", "/news/post-01/", "/news/post-01", "/search.json", "/no"]
    )
    def test_what_a_request_says_of_its_host_is_not_believed(self, client, route, spoofed):
        """
        Caches would hand the forged addresses to others.
        """
        response = client.get(route, headers=spoofed)

        assert "evil" not in response.text
        assert "evil" not in response.headers.get("Location", "")

    @pytest.mark.parametrize(
        "path",
        [
            "//evil.example",
            "//evil.example/",
            "/%2f%2fevil.example/",
            "/\\evil.example",
            "/news//evil",
            "///evil/%2e%2e",
        ],
    )
    def test_no_address_leads_away(self, client, path):
        """
        A link to us that ends elsewhere lends our name to a fraud.
        """
        response = client.get(path)

        assert not re.match(r"(?:https?:)?[/\\]{2}", response.headers.get("Location", ""))


class TestErrors:
    def test_reading_is_all_there_is(self, client):
        """
        A site without forms takes nothing.
        """
        response = client.post("/search")

        assert 405 == response.status_code
        assert "GET" in response.headers["Allow"]
        assert "<h1>This address can only be read</h1>" in response.text

    def test_a_fault_shows_a_number_and_nothing_else(self, editions, caplog):
        """
        The number joins what a reader reports with what the log says.
        """
        app = create_app(library.make_settings(), editions=editions)

        @app.get("/boom")
        def boom():
            message = "secret place"
            raise RuntimeError(message)

        response = app.test_client().get("/boom")
        number = re.search(r'<b class="nw">([0-9a-f]{8})</b>', response.text)[1]

        assert 500 == response.status_code
        assert "secret" not in response.text
        assert number in caplog.text

    def test_without_an_index_the_site_says_when_to_come_back(self):
        """
        A new installation is not broken, only empty.
        """
        app = create_app(library.make_settings(), editions=_nothing())
        response = app.test_client().get("/search?q=a")

        assert (503, "30") == (response.status_code, response.headers["Retry-After"])
        assert "<h1>The archive is being put in order</h1>" in response.text
        assert "rebuild" not in response.text

    @pytest.mark.parametrize(
        "path", ["/robots.txt", "/favicon.ico", "/accessibility/", "/nothing/"]
    )
    @pytest.mark.parametrize("headers", [{}, {"If-None-Match": "*"}])
    def test_without_an_index_nothing_breaks(self, path, headers):
        """
        Robots and browsers ask before the first build too.
        """
        client = create_app(library.make_settings(), editions=_nothing()).test_client()

        assert client.get(path, headers=headers).status_code in {200, 404, 503}

    def test_programs_get_errors_as_data(self, client):
        """
        A page where data was asked for breaks the program that asked.
        """
        assert 404 == client.get("/news/nothing.json").get_json()["error"]["status"]


class TestHealth:
    def test_a_process_without_an_index_lives_and_is_not_ready(self):
        """
        Restarting it would mend nothing.
        """
        client = create_app(library.make_settings(), editions=_nothing()).test_client()

        assert 200 == client.get("/healthz").status_code
        assert 503 == client.get("/readyz").status_code

    def test_readiness_names_the_generation(self, client):
        """
        An operator sees whether the new posts are out.
        """
        assert {
            "status": "ok",
            "generation": library.GENERATION,
            "current": library.GENERATION,
        } == client.get("/readyz").get_json()


class TestCaching:
    @pytest.mark.parametrize(
        "route", ["/", "/search?q=bench", "/news/post-01/", "/search.json?q=bench"]
    )
    def test_what_has_not_changed_is_not_sent_again(self, client, route):
        """
        Feed readers and caches ask a hundred times for one change.
        """
        first = client.get(route)
        again = client.get(route, headers={"If-None-Match": first.headers["ETag"]})

        assert (304, b"") == (again.status_code, again.data)

    @pytest.mark.parametrize(
        ("route", "expected"),
        [
            ("/", 304),
            ("/search?q=bench", 304),
            ("/news/post-01/", 304),
            ("/news/nothing/", 404),
            ("/news/nothing.json", 404),
            ("/nothing/", 404),
            ("/archive/1066/", 404),
        ],
    )
    def test_who_has_any_page_is_told_whether_there_is_one(self, client, route, expected):
        """
        A star stands for every tag, and a page that does not exist has none.
        """
        response = client.get(route, headers={"If-None-Match": "*"})

        assert expected == response.status_code
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]

    @pytest.mark.parametrize(
        "route",
        ["/", "/search?q=bench&sort=title", "/news/post-01/", "/archive/2020/", "/feed.atom"],
    )
    def test_what_has_not_changed_is_not_made_again(self, client, editions, monkeypatch, route):
        """
        Neither searched nor read nor written: asking again costs a hash of the address.
        """
        tag = client.get(route).headers["ETag"]
        with editions.public() as shelf:
            monkeypatch.setattr(shelf, "engine", SimpleNamespace(generation=library.GENERATION))
            monkeypatch.setattr(shelf, "memo", {})

        assert 304 == client.get(route, headers={"If-None-Match": tag}).status_code

    def test_another_page_has_another_tag(self, client):
        """
        One tag for two pages would show the wrong one.
        """
        assert (
            client.get("/search?q=a").headers["ETag"] != client.get("/search?q=b").headers["ETag"]
        )

    def test_pages_are_packed_for_those_who_can_unpack(self, client):
        """
        Text shrinks to a quarter, and phones pay by the byte.
        """
        plain = client.get("/search")
        packed = client.get("/search", headers={"Accept-Encoding": "gzip"})

        assert plain.data == gzip.decompress(packed.data)
        assert "Accept-Encoding" in packed.headers["Vary"]

    def test_static_files_are_kept_for_ever_at_an_address_of_their_content(self, client):
        """
        A new stylesheet must be seen at once, an old one never fetched again.
        """
        address = re.search(r'href="(/static/site\.[0-9a-f]{12}\.css)"', client.get("/").text)[1]
        response = client.get(address)

        assert "public, max-age=31536000, immutable" == response.headers["Cache-Control"]
        assert "text/css; charset=utf-8" == response.headers["Content-Type"]


class TestSize:
    def test_a_results_page_and_all_it_loads_is_small(self, client):
        """
        It should open on a train.
        """
        page = client.get("/search?q=square&size=20")
        loads = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', page.text)
        packed = sum(
            len(client.get(load, headers={"Accept-Encoding": "gzip"}).data) for load in loads
        )

        assert len(page.data) < 100_000
        assert packed < 40_000

    def test_results_come_soon(self, client):
        """
        Of forty questions that nobody asked before, all but two take less than 0.3 seconds.
        """
        times = []
        for n in range(40):
            begun = process_time()
            client.get(f"/search?q=square+round+{n}&theme=water&match=any")
            times.append(process_time() - begun)

        assert sorted(times)[37] < 0.3

    @pytest.mark.parametrize(
        "route", ["/", "/search?q=bench", "/news/four-public-spaces/", "/nothing"]
    )
    def test_nothing_is_loaded_from_elsewhere(self, client, route):
        """
        Who reads what is nobody else's business.
        """
        page = client.get(route).text

        loaded = re.findall(r'<(?:script|img|iframe)[^>]* src="([^"]+)"', page)
        loaded += re.findall(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"', page)

        assert loaded
        assert all(re.match(r"/[^/]", address) for address in loaded)


def _nothing():
    def find():
        message = "no index"
        raise LookupError(message)

    return Editions(find, lambda: None, check_every=0)
