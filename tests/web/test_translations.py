"""
The catalogues of the pages: every text in every language, and nothing but texts.
"""

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.checkers import python_format
from babel.messages.pofile import read_po

from web import speech

ROOT = Path(__file__).parents[2]
CATALOGUES = sorted((ROOT / "web" / "translations").glob("*.po"))
LANGUAGES = [path.stem for path in CATALOGUES]

NAMES = {
    *("Atom", "BibTeX", "CSV", "JSON", "Markdown", "RIS", "Pressmark"),
}
"""What is called the same in every language."""


@pytest.fixture(scope="module")
def wanted(tmp_path_factory):
    """
    Every message in the source, found as `make messages` finds it.
    """
    made = tmp_path_factory.mktemp("messages") / "messages.pot"
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    options = re.search(r"^EXTRACT := .*--keywords \"([^\"]+)\"", makefile, re.MULTILINE)
    command = [sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract"]
    command += ["--mapping-file", "pyproject.toml", "--keywords", options[1]]
    subprocess.run(
        [*command, "--output-file", made, "index", "web"], cwd=ROOT, check=True, timeout=120
    )
    with made.open("rb") as opened:
        return {key(message) for message in read_po(opened) if message.id}


@pytest.fixture(params=CATALOGUES, ids=LANGUAGES)
def catalogue(request):
    with request.param.open("rb") as opened:
        return read_po(opened, locale=request.param.stem)


def key(message):
    return message.context, message.id


def forms(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


def shown(message):
    return message.id if isinstance(message.id, tuple) else (message.id,)


def test_the_languages_that_were_promised_are_there():
    assert {"de", "el", "en", "fr", "pl"} <= set(speech.available())


def test_every_text_is_in_every_catalogue(catalogue, wanted):
    """
    A text that is missing shows up in English in the middle of a page: run `make messages`,
    then translate what is empty.
    """
    held = {key(message) for message in catalogue if message.id}

    assert set() == wanted - held
    assert set() == held - wanted


def test_every_text_is_translated(catalogue):
    """
    In every plural form that the language has; a fuzzy one is a guess that nobody looked at.
    """
    missing = [
        message.id
        for message in catalogue
        if message.id and (message.fuzzy or not all(forms(message)))
    ]

    assert [] == missing
    assert all(
        len(forms(message)) == catalogue.num_plurals
        for message in catalogue
        if isinstance(message.id, tuple)
    )


def test_every_gap_of_a_text_is_in_its_translation(catalogue):
    """
    A misspelt gap is an error 500 in one language.
    """
    for message in catalogue:
        if message.id and message.python_format:
            python_format(catalogue, message)
        for form in forms(message) if message.id else ():
            wanted = [
                sorted(set(re.findall(r"%\(\w+\)s|\{\w+\}", text))) for text in shown(message)
            ]

            assert sorted(set(re.findall(r"%\(\w+\)s|\{\w+\}", form))) in wanted, message.id
            assert not re.search(r"%(?!\(\w+\)s)", form), message.id


def test_every_translation_has_the_markup_of_its_text(catalogue):
    """
    Translations are written into pages as they are: what is not in the source may not come in.
    """
    for message in catalogue:
        for form in forms(message) if message.id else ():
            tags = sorted(re.findall(r"<[^>]*>", shown(message)[-1]))

            assert tags == sorted(re.findall(r"<[^>]*>", form)), message.id
            assert "&" not in form or "&" in shown(message)[-1], message.id


class Texts(HTMLParser):
    """
    What a template says outside of its expressions.
    """

    SAID = ("alt", "aria-label", "placeholder", "title")

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name in self.SAID and value]

    def handle_data(self, data):
        self.found.append(data)


@pytest.mark.parametrize(
    "template", sorted((ROOT / "web" / "templates").glob("*.html")), ids=lambda path: path.name
)
def test_a_template_says_nothing_that_cannot_be_translated(template):
    """
    Neither between tags nor in the attributes that are read aloud, nor as a text that an
    expression prints.
    """
    source = template.read_text(encoding="utf-8")
    source = re.sub(r"{#.*?#}", "", source, flags=re.DOTALL)
    printed = re.findall(r"{{(.*?)}}", source, flags=re.DOTALL)
    plain = Texts()
    plain.feed(re.sub(r"{{.*?}}|{%.*?%}", "", source, flags=re.DOTALL))
    words = [word for text in plain.found for word in re.findall(r"[^\W\d_]{2,}", text)]
    conditional = [
        literal
        for expression in printed
        for literal in re.findall(r"""["']([^"']*)["'] (?:if|else)\b""", untranslated(expression))
        if re.match(r"[A-Z ]?[a-z]+ ", literal.strip() + " ") and " " in literal.strip()
    ]

    assert [] == [word for word in words if word not in NAMES]
    assert [] == conditional


def untranslated(expression):
    """
    An expression without its messages.
    """
    return re.sub(
        r"\b(?:_|n?p?gettext)\((?:\"[^\"]*\"|'[^']*'|[^()'\"]|\([^()]*\))*\)", "", expression
    )


@pytest.mark.parametrize(
    "catalogue", [path for path in CATALOGUES if path.stem == "fr"], indirect=True
)
def test_french_marks_stay_with_their_words(catalogue):
    """
    A line that begins with a semicolon looks broken; the blank before it does not break.
    """
    texts = [form for message in catalogue if message.id for form in forms(message)]

    assert any("\N{NO-BREAK SPACE};" in text for text in texts)
    assert [] == [text for text in texts if re.search(r" [;:?!»]|« ", text)]
