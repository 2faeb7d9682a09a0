"""
What makes a site look its own: colour, logo, emblem, statements, templates.
"""

import re

import library
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive import SettingsError, contrast, default_settings, load_settings, readable
from web import create_app
from web.assets import read_assets
from web.dress import colours
from web.rendering import compile_templates

PIXEL = b"\x89PNG\r\n\x1a\n"
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def tokens(sheet):
    """
    The tokens of a sheet, those for light and those for dark.
    """
    light, dark = re.findall(r":root \{(.*?)\}", sheet)
    return [dict(re.findall(r"(--[\w-]+): (#\w+)", each)) for each in (light, dark)]


def grounds():
    sheet = read_assets()["site.css"].content.decode()
    return [
        dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{3,6})", each))
        for each in re.findall(r":root \{(.*?)\n\s*\}", sheet, re.DOTALL)[:2]
    ]


class TestColour:
    @given(COLOURS)
    def test_whatever_colour_is_accepted_can_be_read_everywhere(self, colour):
        """
        The operator chooses one colour; links on hits, in the dark and while hovered follow.
        """
        colour = readable(colour, "#ffffff")
        (light, dark), (light_ours, dark_ours) = tokens(colours(colour)), grounds()
        paper = {"--paper": "#ffffff"}

        for own, ours in ((light, light_ours | paper), (dark, dark_ours)):
            for text in ("--accent", "--accent-2"):
                for ground in ("--paper", "--wash", "--found"):
                    assert contrast(own[text], ours[ground]) >= 4.5, (text, ground)
            assert (
                contrast(ours["--on-cloth"].replace("#fff", "#ffffff")[:7], own["--cloth"]) >= 4.5
            )
            assert contrast(own["--bar"], ours["--paper"]) >= 3

    @given(COLOURS, COLOURS)
    @example("#00002d", "#138a09")
    def test_a_colour_is_moved_only_as_far_as_it_must(self, colour, ground):
        """
        In the example white misses 4.5 by a hair and black does not.
        """
        moved = readable(colour, ground)

        assert contrast(moved, ground) >= 4.5
        assert moved == colour or contrast(colour, ground) < 4.5

    def test_known_contrasts_are_those_of_the_guidelines(self):
        assert pytest.approx(21) == contrast("#000000", "#ffffff")
        assert pytest.approx(4.54, abs=0.01) == contrast("#767676", "#ffffff")

    def test_a_pale_colour_is_refused_with_one_that_would_do(self):
        """
        At the start, by number and with the way out.
        """
        with pytest.raises(SettingsError) as caught:
            load_settings(None, {}, {"site.colour": "#ffc62e"})

        message = str(caught.value)
        offered = re.search(r"such as (#\w+)", message)[1]
        assert "white on it has a contrast of 1.6 where 4.5 is needed" in message
        assert offered == default_settings({"site.colour": offered}).site.colour

    @pytest.mark.parametrize("colour", ["green", "#0b5", "0b5a44", "#0b5a4g"])
    def test_what_is_no_colour_is_refused(self, colour):
        with pytest.raises(
            SettingsError, match="must be a colour such as #0b5a44, with six digits"
        ):
            default_settings({"site.colour": colour})

    def test_the_stylesheet_and_the_icon_follow(self, editions):
        client = client_of(editions, colour="#7a1f5c")
        page = client.get("/").text

        sheet = client.get(re.search(r'href="(/static/site[^"]*)"', page)[1]).text
        icon = client.get("/favicon.ico").text

        assert "--cloth: #7a1f5c" in sheet
        assert "#7a1f5c" in icon
        assert "#0d4a38" not in icon


class TestContact:
    @pytest.mark.parametrize(
        ("contact", "link"),
        [
            ("desk@town.example", "mailto:desk@town.example"),
            ("mailto:desk@town.example", "mailto:desk@town.example"),
            ("MAILTO:desk@town.example?subject=News", "mailto:desk@town.example?subject=News"),
            ("https://town.example/desk?of=news", "https://town.example/desk?of=news"),
        ],
    )
    @pytest.mark.parametrize("path", ["/themes/", "/accessibility/"])
    def test_the_link_to_the_contact_works_however_it_is_written(
        self, editions, contact, link, path
    ):
        """
        Operators paste an address with or without its scheme.
        """
        page = client_of(editions, contact=contact).get(path).text

        assert f'<a href="{link}">' in page
        assert "mailto:mailto:" not in page


class TestPictures:
    def test_logo_and_emblem_are_on_every_page(self, editions, tmp_path):
        """
        From the site itself, at addresses that change with them.
        """
        (tmp_path / "our logo.png").write_bytes(PIXEL)
        (tmp_path / "emblem.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
        client = client_of(
            editions,
            logo=str(tmp_path / "our logo.png"),
            emblem=str(tmp_path / "emblem.svg"),
            funder="Meridian Commons Fund",
            funding="Paid for by the fund.",
            disclaimer="Views are those of the authors.",
        )
        page = client.get("/themes/").text
        logo = re.search(r'<img src="([^"]*our-logo[^"]*)" alt=""', page)[1]
        emblem = re.search(r'<img src="([^"]*emblem[^"]*)" alt="Meridian Commons Fund"', page)[1]

        assert PIXEL == client.get(logo).data
        assert "image/svg+xml" == client.get(emblem).mimetype
        assert "<p>Paid for by the fund.</p>" in page
        assert "<p>Views are those of the authors.</p>" in page

    def test_paths_count_from_the_settings_file(self, tmp_path):
        (tmp_path / "pressmark.toml").write_text('[site]\nlogo = "logo.png"\n', encoding="utf-8")

        assert str(tmp_path / "logo.png") == load_settings(tmp_path / "pressmark.toml").site.logo

    @pytest.mark.parametrize(
        ("name", "message"),
        [
            ("", "site.logo: {} is a folder; name the picture in it"),
            (
                "missing.png",
                "site.logo: {}: No such file or directory; name another or leave it out",
            ),
            (
                "logo.tiff",
                "site.logo: {} is no picture that browsers show; take .svg, .png, .jpg, .webp",
            ),
        ],
    )
    def test_what_is_no_picture_stops_the_start(self, editions, tmp_path, name, message):
        with pytest.raises(SettingsError) as caught:
            client_of(editions, logo=str(tmp_path / name))

        assert message.format(tmp_path / name) == str(caught.value)


class TestTemplates:
    def test_a_folder_of_templates_takes_the_place_of_ours(self, editions, tmp_path):
        """
        One block changed, the rest of the page as it comes with the next version.
        """
        (tmp_path / "base.html").write_text(
            '{% extends "pressmark/base.html" %}{% block footer %}<p>Our own foot</p>{% endblock %}'
        )
        page = client_of(editions, templates=str(tmp_path)).get("/themes/").text

        assert "<p>Our own foot</p>" in page
        assert "Kept with Pressmark." not in page
        assert "<h1>Themes</h1>" in page

    def test_a_page_changes_its_tag_with_its_templates(self, editions, tmp_path):
        """
        Or readers would see the old foot until the next build.
        """
        (tmp_path / "base.html").write_text('{% extends "pressmark/base.html" %}')
        before = client_of(editions, templates=str(tmp_path)).get("/").headers["ETag"]
        (tmp_path / "base.html").write_text('{% extends "pressmark/base.html" %} ')

        assert before != client_of(editions, templates=str(tmp_path)).get("/").headers["ETag"]

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            (b"{% block main %}", "base.html:1: Unexpected end of template."),
            (b"<p>\n{{ 1|nothing }}", "base.html:2: No filter named 'nothing'."),
            (b"caf\xe9", "base.html is not UTF-8; save it so"),
        ],
    )
    def test_one_that_cannot_be_read_stops_a_server(self, editions, tmp_path, text, message):
        """
        Not a reader, and not after an hour; what lies beside templates is nobody's business.
        """
        (tmp_path / "picture.png").write_bytes(b"\x89PNG {% ")
        app = client_of(editions, templates=str(tmp_path)).application
        compile_templates(app)
        (tmp_path / "base.html").write_bytes(text)
        app = client_of(editions, templates=str(tmp_path)).application
        with pytest.raises(SettingsError) as caught:
            compile_templates(app)

        assert str(caught.value).startswith("site.templates: ")
        assert message in str(caught.value)

    def test_a_folder_that_is_not_there_stops_the_start(self, editions, tmp_path):
        with pytest.raises(SettingsError) as caught:
            client_of(editions, templates=str(tmp_path / "x"))

        assert f"site.templates: there is no folder {tmp_path / 'x'}; make it or leave out" == str(
            caught.value
        )


def client_of(editions, **site):
    return create_app(library.make_settings(**site), editions=editions).test_client()
