"""Pictures and files: those of the edition, and nothing beside them."""

from __future__ import annotations

from dataclasses import replace

import library
import pytest

from web import create_app

DIGEST = "0123456789abcdef"


@pytest.fixture
def client(tmp_path):
    editions = library.make_editions(tmp_path / "public")
    folder = tmp_path / "public" / "media" / DIGEST
    folder.mkdir(parents=True)
    (folder / "chart.png").write_bytes(b"\x89PNG")
    (folder / "table.xlsx").write_bytes(b"PK")
    (folder / "page.html").write_bytes(b"<script>alert(1)</script>")
    (folder / "link.png").symlink_to("/etc/hostname")
    (tmp_path / "secret.txt").write_text("secret")
    yield create_app(library.make_settings(), editions=editions).test_client()
    editions.close()


def test_a_picture_is_shown_and_kept(client):
    """
    Its address is made of its bytes, so it never changes.
    """
    response = client.get(f"/media/{DIGEST}/chart.png", buffered=True)

    assert (200, "image/png") == (response.status_code, response.mimetype)
    assert "public, max-age=31536000, immutable" == response.headers["Cache-Control"]
    assert "sandbox" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["table.xlsx", "page.html"])
def test_what_a_browser_might_run_is_only_saved(client, name):
    """
    A file from a post must never act in the name of the site.
    """
    response = client.get(f"/media/{DIGEST}/{name}", buffered=True)

    assert "application/octet-stream" == response.mimetype
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "nosniff" == response.headers["X-Content-Type-Options"]


@pytest.mark.parametrize(
    "path",
    [
        f"{DIGEST}/../../secret.txt",
        f"{DIGEST}/%2e%2e/%2e%2e/secret.txt",
        f"{DIGEST}/..%2f..%2fsecret.txt",
        f"{DIGEST}/..%5c..%5csecret.txt",
        f"{DIGEST}/%2fetc%2fpasswd",
        f"{DIGEST}/chart.png%00.txt",
        f"{DIGEST}/link.png",
        f"{DIGEST}/",
        f"{DIGEST}/.",
        "../media/x",
        "..%2f/secret.txt",
        "%2e%2e/vocabulary.json",
        f"{'A' * 16}/chart.png",
        f"{DIGEST}/{'x' * 5_000}",
        "/etc/passwd",
        f"{DIGEST}//etc/passwd",
    ],
)
def test_nothing_else_can_be_fetched(client, path):
    """
    The folder above holds the index, and above that the machine begins.
    """
    response = client.get(f"/media/{path}")

    assert 404 == response.status_code
    assert "secret" not in response.text


def test_a_body_finds_its_pictures_below_a_path(tmp_path):
    """
    The site may live below a path; bodies were rendered before that was known.
    """
    posts = [replace(post) for post in library.records() if post.slug == "four-public-spaces"]
    editions = library.make_editions(tmp_path / "public", posts)
    app = create_app(library.make_settings(url="https://x.example/kept"), editions=editions)
    page = app.test_client().get("/kept/news/four-public-spaces/").text

    assert 'src="/kept/media/0123456789abcdef/chart.png"' in page
    assert 'href="/kept/news/post-01/"' in page
    editions.close()
