"""Posts and contexts to render them in."""

import pytest

from archive.post import Markup, Post
from archive.rendering import RenderContext, render_post


def post(body="", *, path="posts/here.md", line=5, markup=Markup.MARKDOWN, image=None):
    return Post(
        slug="here",
        title="Here",
        language="en",
        path=path,
        body=body,
        line=line,
        markup=markup,
        image=image,
    )


@pytest.fixture
def make_post():
    return post


@pytest.fixture
def render():
    """Render a body as part of an edition that shows nothing else."""

    def rendered(body, context=None, **values):
        return render_post(post(body, **values), context or RenderContext())

    return rendered


@pytest.fixture
def folder(tmp_path):
    """A content folder with a picture and a document beside its posts."""
    root = tmp_path / "content"
    (root / "posts" / "pictures").mkdir(parents=True)
    (root / "posts" / "pictures" / "Haupt Bahnhof.PNG").write_bytes(b"picture")
    (root / "posts" / "minutes.pdf").write_bytes(b"minutes")
    (root / "posts" / "drawing.svg").write_text("<svg onload=alert(1)>")
    (root / "posts" / "page.html").write_text("<script>alert(1)</script>")
    (root / "partners.yaml").write_text("secret: true")
    (tmp_path / "outside.png").write_bytes(b"outside")
    return root


@pytest.fixture
def context(folder):
    """An edition below `/archive` that shows three posts."""
    return RenderContext(
        root=folder,
        prefix="/archive",
        addresses={
            "posts/here.md": "here",
            "posts/2024/2024-03-18-alert.md": "alert",
            "posts/2024/harbour/index.md": "harbour",
        },
        slugs=frozenset({"here", "alert", "harbour"}),
        redirects={"/2013/old-name/": "alert"},
        site="https://example.org",
    )
