"""
What can be set, and by whom.
"""

import dataclasses
import pickle

import pytest

from archive import SETTINGS, SettingsError, UnknownNames, default_settings, load_settings
from archive.setting_values import checked

BY_NAME = {setting.name: setting for setting in SETTINGS}


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def error(*args):
    with pytest.raises(SettingsError) as caught:
        load_settings(*args)
    return str(caught.value)


class TestPrecedence:
    def test_option_beats_environment_beats_file_beats_default(self, here):
        """
        The nearer to the person, the stronger.
        """
        (here / "pressmark.toml").write_text('[site]\nname = "file"\n')
        environ = {"PRESSMARK_SITE_NAME": "environment"}

        assert "option" == load_settings(None, environ, {"site.name": "option"}).site.name
        assert "environment" == load_settings(None, environ, {"site.name": None}).site.name
        assert "file" == load_settings(None, {}, {}).site.name
        assert "News archive" == default_settings().site.name

    def test_it_is_known_what_somebody_set(self, here):
        """
        A default may give way to what the program knows better; a wish may not.
        """
        (here / "pressmark.toml").write_text('[site]\nname = "News archive"\n')
        environ = {"PRESSMARK_SITE_LANGUAGE": "en", "PRESSMARK_SITE_NOTICE": ""}
        options = {"index": "built", "state": None}

        assert {"site.name", "site.language", "index"} == load_settings(
            None, environ, options
        ).given
        assert frozenset() == default_settings().given

    def test_paths_in_a_file_count_from_the_file(self, here):
        """
        The command may be run from anywhere.
        """
        config = here / "etc" / "pressmark.toml"
        config.parent.mkdir()
        config.write_text('content = "../news"\nindex = "/var/index"\n')

        found = load_settings(config, {"PRESSMARK_STATE": "state"}, {})

        assert ("../news", "/var/index", "state") == (
            str(found.content.relative_to(config.parent)),
            str(found.index),
            str(found.state),
        )

    def test_a_content_folder_can_be_stood_in(self, here):
        """
        `content` is looked for first.
        """
        (here / "posts").mkdir()
        assert "." == str(load_settings().content)

        (here / "content").mkdir()
        assert "content" == str(load_settings().content)

    def test_the_environment_names_the_file(self, here):
        """
        A container has no command line to change.
        """
        (here / "other.toml").write_text('[site]\nname = "other"\n')

        assert "other" == load_settings(None, {"PRESSMARK_CONFIG": "other.toml"}).site.name


class TestMistakes:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("contnet = 'x'", 'p.toml: unknown key "contnet"; did you mean "content"?'),
            ("[site]\nnaem = 'x'", 'p.toml: unknown key "site.naem"; did you mean "site.name"?'),
            ("name = 'x'", 'p.toml: unknown key "name"; did you mean "site.name"?'),
            ("[sites]\nname = 'x'", 'p.toml: unknown section "[sites]"; did you mean "site"?'),
            ("content = 3", "p.toml: content: must be a path, not 3"),
            ("site = 'x'", "p.toml: site: must be a table, [site]"),
            ("[site]\nname = 3", "p.toml: site.name: must be a text in quotes, not 3"),
            ("[site]\nurl = 'x'", 'p.toml: site.url: must be an address that begins with http:// or https://, not "x"'),
            ("[site]\nurl = 'javascript://x'",
             'p.toml: site.url: must be an address that begins with http:// or https://, not "javascript://x"'),
            ("[site]\nurl = 'https://'", "p.toml: site.url: must be an address"),
            ("[site]\nurl = 'https://a.example:port'", "p.toml: site.url: must be an address"),
            ("[site]\nurl = 'https://a.example/my news'", "p.toml: site.url: must be an address"),
            ("[site]\nurl = 'https://a.example/?page=1'", "p.toml: site.url: must be an address"),
            ("[site]\nurl = 'https://a.example/#top'", "p.toml: site.url: must be an address"),
            ("[site]\ncolour = 'green'",
             'p.toml: site.colour: must be a colour such as #0b5a44, with six digits, not "green"'),
            ("[site]\ncolour = '#80c0a0'", "p.toml: site.colour: must be darker, such as #"),
            ("[site]\nlanguages = 'en, pl'", "p.toml: site.languages: must be a language; "),
            ("[site]\nlanguages = ['en', ' ']", "p.toml: site.languages: must be a list of texts, not ["),
            ("[site]\ninterface_languages = ['English']", "p.toml: site.interface_languages: must be a language; "),
            ("content = ''", 'p.toml: content: must be a path, not ""'),
            ('content = "a\\u0000b"', 'p.toml: content: must be a path, not "a'),
            ("[limits]\nfile_bytes = [3]", "p.toml: limits.file_bytes: must be a whole number, not [3]"),
            ("[site]\ntimezone = '" + "x" * 300 + "'", "p.toml: site.timezone: must be a time zone such as"),
            ("[site]\nlanguage = 'English'",
             'p.toml: site.language: must be a language; write a code such as "en" or "pt-BR", not "English"'),
            ("[site]\nlanguages = [1]", "p.toml: site.languages: must be a list of texts, not [1]"),
            ("[site]\ntimezone = 'Mars'",
             'p.toml: site.timezone: must be a time zone such as "Europe/Brussels", not "Mars"'),
            ("[site]\ntimezone = '../../etc/passwd'",
             'p.toml: site.timezone: must be a time zone such as "Europe/Brussels", not "../../etc/passwd"'),
            ("[site]\ncontact = 'the desk'",
             'p.toml: site.contact: must be an e-mail address, or a web address, not "the desk"'),
            ("[site]\ncontact = 'javascript://x@y'", "p.toml: site.contact: must be an e-mail address"),
            ("[limits]\nfile_bytes = '3'", 'p.toml: limits.file_bytes: must be a number, not "3"'),
            ("[limits]\nfile_bytes = 0", "p.toml: limits.file_bytes: must be more than 0, not 0"),
            ("[limits]\nfile_bytes = 16000001",
             "p.toml: limits.file_bytes: must be at most 16000000; split posts that are larger, not 16000001"),
            ("[limits]\nposts = 16000001", "p.toml: limits.posts: must be at most 16000000; part the archive, not 16000001"),
            ("[limits]\nquery_words = 1001", "p.toml: limits.query_words: must be at most 1000; ask for less at once, not 1001"),
            ("[limits]\nfile_bytes = 1.5", "p.toml: limits.file_bytes: must be a whole number, not 1.5"),
            ("[limits]\nrender_seconds = nan", "p.toml: limits.render_seconds: must be"),
            ("[limits]\nfile_bytes = inf", "p.toml: limits.file_bytes: must be a whole number, not inf"),
            ("[limits]\nfile_bytes = true", "p.toml: limits.file_bytes: must be a number, not True"),
            ("[build]\nworkers = -1", "p.toml: build.workers: must be 0 or more, not -1"),
            ("[build]\nmemory_bytes = 1",
             "p.toml: build.memory_bytes: must be at least 16777216; with less, words are learnt again and again, not 1"),
            ("[vocabulary]\nunknown = 'maybe'",
             'p.toml: vocabulary.unknown: must be "accept" or "refuse", not "maybe"'),
            ("[fields]\nthemse = 'x'", 'p.toml: fields: unknown field "themse"; did you mean "themes"?'),
            ("[fields]\nthemes = 3", "p.toml: fields.themes: must be a name in quotes or a list of such"),
            ("fields = 3", "p.toml: fields: must be a table, [fields]"),
            ("x =", "p.toml: is not TOML:"),
        ],
    )  # fmt: skip
    def test_a_file_names_the_key_and_the_remedy(self, here, text, expected):
        """
        An operator mends it without reading the code.
        """
        (here / "p.toml").write_text(text)

        assert error(here / "p.toml").replace(str(here / "p.toml"), "p.toml").startswith(expected)

    def test_other_places_are_named_too(self, here):
        """
        The mistake may be in a unit file far away.
        """
        assert 'environment PRESSMARK_BUILD_WORKERS: must be a whole number, not "x"' == error(
            None, {"PRESSMARK_BUILD_WORKERS": "x"}
        )
        assert "option limits.file_bytes: must be a whole number, not x" == error(
            None, {}, {"limits.file_bytes": "x"}
        ).replace('"', "")
        assert (
            "gone.toml: cannot be read: No such file or directory; name another with --config"
            == error(here.joinpath("gone.toml").relative_to(here))
        )


class TestContact:
    @pytest.mark.parametrize(
        ("written", "contact", "mailbox"),
        [
            ("", "", None),
            ("desk@town.example", "mailto:desk@town.example", "desk@town.example"),
            ("Mailto:desk@town.example", "mailto:desk@town.example", "desk@town.example"),
            ("a@b.example?subject=News", "mailto:a@b.example?subject=News", "a@b.example"),
            ("a%2Bb@c.example", "mailto:a%2Bb@c.example", "a+b@c.example"),
            ("https://town.example/desk", "https://town.example/desk", None),
            ("https://user@town.example/", "https://user@town.example/", None),
        ],
    )
    def test_it_is_one_link_however_it_is_written(self, written, contact, mailbox):
        """
        Pages lead to it, and harvesters are told the e-mail address alone.
        """
        found = default_settings({"site.contact": written}).site

        assert (contact, mailbox) == (found.contact, found.mailbox)


class TestTable:
    def test_every_setting_is_in_the_values_and_the_other_way_round(self):
        """
        One list feeds code, help and documentation.
        """
        found = default_settings()
        names = {f"site.{each.name}" for each in dataclasses.fields(found.site)}
        names |= {f"limits.{each.name}" for each in dataclasses.fields(found.limits)}
        names |= {"content", "index", "state", "vocabulary.unknown"}
        names |= {"build.workers", "build.memory_bytes"}

        assert names == {setting.name for setting in SETTINGS}

    def test_every_setting_can_be_set_in_the_environment(self):
        """
        Containers are set up so.
        """
        environ = {
            "PRESSMARK_SITE_URL": "https://example.org/news/",
            "PRESSMARK_SITE_LANGUAGES": "en, pl,zh_tw",
            "PRESSMARK_LIMITS_RENDER_SECONDS": "0.5",
            "PRESSMARK_VOCABULARY_UNKNOWN": "refuse",
            "PRESSMARK_BUILD_WORKERS": "3",
        }

        found = load_settings(None, environ)

        assert ("https://example.org/news", ("en", "pl", "zh-TW"), 0.5, UnknownNames.REFUSE, 3) == (
            found.site.url,
            found.site.languages,
            found.limits.render_seconds,
            found.unknown_names,
            found.workers,
        )

    @pytest.mark.parametrize(
        ("name", "written", "used"),
        [
            ("site.name", "  News ", "News"),
            ("site.colour", "", ""),
            ("site.colour", "#0B5A44", "#0b5a44"),
            ("site.languages", ["en ", "EN", " pl"], ("en", "pl")),
            ("site.languages", " , en,, ", ("en",)),
            ("site.interface_languages", "zh_tw", ("zh-TW",)),
            ("limits.file_bytes", 16_000_000, 16_000_000),
            ("build.memory_bytes", 16_777_216, 16_777_216),
            ("build.workers", 0, 0),
        ],
    )
    def test_a_value_is_used_however_it_is_written(self, name, written, used):
        """
        Blanks, capitals and repetitions say nothing; a bound itself is allowed.
        """
        assert used == checked(BY_NAME[name], written, "here")

    def test_settings_can_be_sent_to_worker_processes(self):
        """
        Rendering happens there.
        """
        found = default_settings({"fields": {"themes": ("topics",)}})

        assert found == pickle.loads(pickle.dumps(found))

    def test_dotted_fields_may_be_tables(self, here):
        """
        TOML reads `event.start = "begins"` so.
        """
        (here / "pressmark.toml").write_text(
            '[fields]\nthemes = "topics"\nevent.start = ["begins"]\n'
        )

        assert {"themes": ("topics",), "event.start": ("begins",)} == load_settings().fields
