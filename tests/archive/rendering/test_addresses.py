"""
Links, pictures and files of a post in an edition.
"""

import hashlib
import os

import pytest

from archive.problems import Severity
from archive.rendering import Media, RenderContext


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("2024/2024-03-18-alert.md", "/news/alert/"),
        ("./2024/2024-03-18-alert.md#why", "/news/alert/#body-why"),
        ("2024/harbour/", "/news/harbour/"),
        ("/posts/2024/harbour/index.md", "/news/harbour/"),
        ("/news/alert/", "/news/alert/"),
        ("/news/alert", "/news/alert/"),
        ("/archive/news/alert/", "/news/alert/"),
        ("https://example.org/archive/news/alert/", "/news/alert/"),
        ("/2013/old-name", "/news/alert/"),
        ("/2024/03/18/alert/", "/news/alert/"),
        ("/search?q=a%20b", "/search?q=a%20b"),
        ("/themes/water/", "/themes/water/"),
        ("#part", "#body-part"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("tel:+48-1", "tel:+48-1"),
        ("https://other.example/a?b=1&c=2", "https://other.example/a?b=1&amp;c=2"),
        ("//other.example/a", "https://other.example/a"),
    ],
)
def test_a_link_leads_to_what_it_means(target, address, render, context):
    """
    Authors link to files, to the site and to the site that was before.
    """
    assert f'<a href="{address}"' in render(f"[A]({target})", context).html


@pytest.mark.parametrize(
    "target",
    [
        "2024/secret.md",
        "secret",
        "/news/secret/",
        "/news/secret",
        "/news/secret.json",
        "/news/secret/event.ics",
        "/news/s%65cret/",
        "/archive/news/secret/",
        "https://example.org/archive/news/secret/",
        "https://EXAMPLE.org/news/secret/",
        "http://example.org/news/secret/",
        "//example.org/news/secret/",
        "https://example.org:443/news/secret/",
        "https://user@example.org/news/secret/",
        "https://example.org./news/secret/",
        "https://ex%61mple.org/news/secret/",
        "https://example.org//news/secret/",
        "https:////example.org/news/secret/",
        "https:&#92;&#92;example.org&#92;news&#92;secret",
        "/posts/2024/secret.md",
        "/x/../news/secret/",
        '{{< ref "secret.md" >}}',
    ],
)
def test_a_link_to_what_is_not_shown_is_its_label(target, render, context):
    """
    The address alone would say that there is such a post.
    """
    done = render(f"[A label]({target})", context)

    assert "<p>A label</p>" == done.html
    assert ["link-nowhere"] == [problem.rule for problem in done.problems]
    assert Severity.NOTICE is done.problems[0].severity
    assert frozenset() == done.links


@pytest.mark.parametrize("target", ["https:/news/secret/", "https:news/secret/", "http:///secret"])
def test_a_web_address_has_a_host(target, render, context):
    """
    Browsers make do without one: these lead to the site itself.
    """
    done = render(f"[A label]({target})", context)

    assert "<p>A label</p>" == done.html
    assert ["link-scheme"] == [problem.rule for problem in done.problems]


@pytest.mark.parametrize("markup", ["", "*Emphasis.* "])
@pytest.mark.parametrize(
    "target", ["https://example.org/news/secret/", "//example.org/news/secret"]
)
def test_an_address_in_the_text_names_no_post_that_is_not_shown(target, markup, render, context):
    """
    People paste addresses; a draft's slug says what is coming.
    """
    done = render(f"{markup}See {target} and https://example.org/archive/news/alert/ too.", context)

    assert "secret" not in done.html + done.text
    assert done.text.endswith(
        "See " + target.partition("/news")[0] + " and https://example.org/archive/news/alert/ too."
    )


def test_addresses_of_other_sites_stay_in_the_text(render, context):
    """
    Only our own can name a hidden post.
    """
    text = "See https://other.example/news/secret/ and <https://example.org/2013/old-name/>"

    assert text.replace("<", "").replace(">", "") == render(text, context).text


def test_a_problem_names_the_line(render, context):
    """
    The author finds the link without reading the post.
    """
    done = render("One.\n\nTwo [x](/news/gone/).", context, line=5)

    assert (
        'posts/here.md:7: link to "/news/gone/" leads to no post shown here; '
        "name a post that is, or take the link out" == str(done.problems[0])
    )


class TestFiles:
    def test_a_picture_gets_an_address_made_of_its_bytes(self, render, context, folder):
        """
        So the address never changes its meaning and browsers may keep it.
        """
        done = render('![A  "station"](<pictures/Haupt Bahnhof.PNG>)', context)

        name = hashlib.sha256(b"picture").hexdigest()[:16] + "/haupt-bahnhof.png"
        assert (
            f'<p><img src="/media/{name}" loading="lazy" '
            'alt="A &quot;station&quot;"></p>' == done.html
        )
        assert (Media(folder / "posts/pictures/Haupt Bahnhof.PNG", name),) == done.media
        assert "" == done.text

    def test_a_document_is_linked_and_kept(self, render, context):
        """
        Minutes and slides go with the post.
        """
        done = render("[Minutes](minutes.pdf), [again](/posts/minutes.pdf)", context)

        assert 1 == len(done.media)
        assert 2 == done.html.count(f'href="/media/{done.media[0].name}"')

    def test_a_file_that_is_too_large_is_not_read(self, render, context, folder):
        """
        Reading a film of a hundred gigabytes would hold up every post.
        """
        with (folder / "posts/film.mp4").open("wb") as file:
            file.truncate(context.media_bytes + 1)

        done = render("[Film](film.mp4)", context, line=5)

        assert "<p>Film</p>" == done.html
        assert (
            'posts/here.md:5: link to "film.mp4" is larger than 20000000 bytes; '
            "make it smaller, or raise limits.media_bytes" == str(done.problems[0])
        )

    @pytest.mark.parametrize(
        ("target", "rule"),
        [
            ("../../outside.png", "link-outside"),
            ("/../outside.png", "link-outside"),
            ("%2e%2e/%2e%2e/outside.png", "link-outside"),
            ("..%5c..%5coutside.png", "link-outside"),
            ("leads-out.png", "link-outside"),
            ("folder-leads-out/outside.png", "link-outside"),
            ("a%00.png", "link-outside"),
            ("drawing.svg", "file-type"),
            ("page.html", "file-type"),
            ("../partners.yaml", "file-type"),
            ("disguised.png", "file-type"),
            ("pipe.png", "file-type"),
            ("pictures.png", "file-type"),
            ("missing.png", "file-missing"),
            ("loop.png", "file-missing"),
            (f"{'x' * 300}.png", "file-missing"),
            ("file:///etc/passwd", "picture-elsewhere"),
            ("data:image/png;base64,AAAA", "picture-elsewhere"),
        ],
    )
    def test_nothing_else_below_or_above_the_folder_is_served(
        self, target, rule, render, context, folder
    ):
        """
        A picture is the easiest way to ask a builder for /etc/passwd.
        """
        posts = folder / "posts"
        (posts / "leads-out.png").symlink_to(folder.parent / "outside.png")
        (posts / "folder-leads-out").symlink_to(folder.parent, target_is_directory=True)
        (posts / "disguised.png").symlink_to(posts / "drawing.svg")
        (posts / "loop.png").symlink_to(posts / "loop.png")
        (posts / "pictures.png").mkdir()
        os.mkfifo(posts / "pipe.png")

        done = render(f"![Alt](<{target}>)", context)

        assert "<p>Alt</p>" == done.html
        assert () == done.media

        done = render("", context, image=target)

        assert None is done.image
        assert [rule] == [problem.rule for problem in done.problems]

    def test_content_in_one_file_has_no_files(self, render):
        """
        JSON Lines stands in no folder of its own.
        """
        assert "<p>Alt</p>" == render("![Alt](a.png)", RenderContext()).html


class TestImage:
    def test_a_file_is_served_from_the_site(self, render, context):
        """
        It is the picture that other sites show with a link.
        """
        done = render("", context, image="pictures/Haupt Bahnhof.PNG")

        assert f"/media/{done.media[0].name}" == done.image

    @pytest.mark.parametrize(
        ("image", "address"),
        [("https://a.example/b.png", "https://a.example/b.png"), ("http://a.example/b.png", None)],
    )
    def test_a_web_address_is_kept_when_it_is_safe(self, image, address, render, context):
        """
        A page over TLS must not refer to a picture without.
        """
        assert address == render("", context, image=image).image
