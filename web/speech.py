"""The language that the pages speak, which is part of their address.

`/de/search` is `/search` in German; the first of the site's interface languages
has no prefix.  So every page in every language has an address that can be sent,
kept and cached, and nothing about a reader need be remembered or guessed.

English stands in the source.  The other languages are catalogues in
`web/translations/`, read as they are: nothing has to be compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from io import BytesIO
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, has_request_context, request
from markupsafe import Markup

from archive import SettingsError, Site
from index import Sentence

SOURCE = "en"
"""The language that stands in the source."""

REGIONS = {"en": "en_GB"}
"""Whose customs for dates and numbers a language follows, where its own default is another's:
readers of a European archive write the day before the month."""

_ASKED = "pressmark.language"
"""Where a request keeps the language that its address names."""

_SPOKEN = "pressmark.spoken"
"""Where it keeps the language of its page."""


def available() -> tuple[str, ...]:
    """Return the languages that the pages can speak."""
    found = files("web").joinpath("translations").iterdir()
    stems = [file.name.removesuffix(".po") for file in found if file.name.endswith(".po")]
    return tuple(sorted([SOURCE, *stems]))


def spoken(site: Site) -> tuple[str, ...]:
    """Return the interface languages of a site, the one without a prefix first.

    Raises:
        SettingsError: If there is no catalogue for one that the settings name.
    """
    known = available()
    for language in site.interface_languages:
        if language not in known:
            raise SettingsError(
                "site.interface_languages",
                f'there are no pages in "{language}"; there are {", ".join(known)}',
            )
    if site.interface_languages:
        return site.interface_languages
    own = site.language.partition("-")[0]
    return (own if own in known else SOURCE,)


def install(app: Flask, languages: tuple[str, ...]) -> None:
    """Let an application speak some languages, the first of them by default."""
    app.wsgi_app = Prefixed(app.wsgi_app, languages)  # type: ignore[method-assign,assignment]


def messages(tag: str) -> dict[str, Callable[..., Markup]]:
    """Return what templates translate with, by the names that they know.

    Messages of templates may hold markup; the values in them are escaped.
    """
    known = _catalogue(tag)

    @cache
    def whole(message: str) -> Markup:
        return marked(known.ugettext(message))

    def one(message: str, /, **values: object) -> Markup:
        return marked(known.ugettext(message), **values) if values else whole(message)

    def meant(context: str, message: str, /, **values: object) -> Markup:
        return marked(str(known.upgettext(context, message)), **values)

    def several(single: str, many: str, number: int, /, **values: object) -> Markup:
        return marked(known.ungettext(single, many, number), **{"num": number, **values})

    return {"_": one, "gettext": one, "pgettext": meant, "ngettext": several}


def asked() -> str | None:
    """Return the language that the address names, or None."""
    found: str | None = request.environ.get(_ASKED) if has_request_context() else None
    return found


def locale() -> Locale:
    """Return the language of the page that is being made, with its customs."""
    return _locale(language())


def language() -> str:
    """Return the tag of that language."""
    if not has_request_context():
        return SOURCE
    found: str = request.environ.get(_SPOKEN, SOURCE)
    return found


def _known() -> NullTranslations:
    """Return the catalogue of that language."""
    return _catalogue(language())


def gettext(message: str, /, **values: object) -> str:
    """Return a message in the language of the page, its gaps filled."""
    return _filled(_known().ugettext(message), values)


def pgettext(context: str, message: str, /, **values: object) -> str:
    """Return a message that has another meaning elsewhere, as it is meant here."""
    return _filled(str(_known().upgettext(context, message)), values)


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """Return a message about a number of things, in the form that the number asks for."""
    return _filled(_known().ungettext(one, many, number), {"num": number, **values})


def _filled(message: str, values: Mapping[str, object]) -> str:
    return message % values if values else message


def said(text: str) -> str:
    """Return a text in the language of the page; what is no `Sentence` stays as it is."""
    if not isinstance(text, Sentence):
        return text
    known = _known()
    if text.plural is None:
        message: str = known.ugettext(text.message)
    else:
        message = known.ungettext(text.message, text.plural, text.number)
    values = {
        name: said(value) if isinstance(value, str) else value
        for name, value in text.values.items()
    }
    return message % values if values else message


def marked(message: str, /, **values: object) -> Markup:
    """Return a translated message that holds markup, its values escaped."""
    return Markup(message) % values  # noqa: S704 - messages are ours, values are escaped


class Prefixed:
    """A WSGI application that takes the language off the address and remembers it."""

    def __init__(self, application: WSGIApplication, languages: Iterable[str]) -> None:
        self._application = application
        self._languages = tuple(languages)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer a request, its language moved out of its path."""
        first, _, rest = environ.get("PATH_INFO", "").removeprefix("/").partition("/")
        environ[_SPOKEN] = self._languages[0]
        if first in self._languages and len(self._languages) > 1:
            environ[_ASKED] = environ[_SPOKEN] = first
            environ["SCRIPT_NAME"] = f"{environ.get('SCRIPT_NAME', '')}/{first}"
            environ["PATH_INFO"] = f"/{rest}"
        return self._application(environ, start)


@cache
def _catalogue(tag: str) -> NullTranslations:
    file = files("web").joinpath("translations", f"{tag}.po")
    if tag == SOURCE or not file.is_file():
        return Translations()
    compiled = BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, locale=tag))
    compiled.seek(0)
    return Translations(compiled)


@cache
def _locale(tag: str) -> Locale:
    return Locale.parse(REGIONS.get(tag, tag))
