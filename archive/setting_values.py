"""What the value of a setting must be, wherever it was given.

A check takes a value of the right type and returns it as the program uses it, or
raises `ValueError` with what the value must be; who asks adds what it is and where.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from archive.colours import ENOUGH, contrast, is_colour, readable
from archive.errors import SettingsError
from archive.settings import BOUNDS, LEAST, MAIL, Setting, UnknownNames, Value
from archive.values import Unreadable, language_of

_MAIL = re.compile(rf"(?:{MAIL}:)?([^\s@:/<>\"]+@[^\s@:/<>\"]+)", re.IGNORECASE)
"""An e-mail address with or without its scheme; what follows a question mark is of the link."""


def checked(setting: Setting, value: object, place: str, *, strict: bool = False) -> Any:
    """Return a value as its setting asks for it.

    Args:
        setting: What is set.
        value: As it came.
        place: Where it stands, for people.
        strict: As for `texts`.

    Raises:
        SettingsError: If it is no such value.
    """
    try:
        return _CHECKS.get(setting.name, _same)(_typed(setting.default, value, strict=strict))
    except ValueError as error:
        raise SettingsError(place, f"{error}, not {_shown(value)}") from None


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str | Path) else str(value)


def _typed(default: Value, value: object, *, strict: bool) -> Value:
    """Return a value as the type of a default.

    Args:
        default: Of the type asked for.
        value: As it came.
        strict: Whether a text that spells a number is refused; in a file it
            has no quotes, in the environment there are only texts.
    """
    if isinstance(default, Path):
        if isinstance(value, str | Path) and str(value) and "\x00" not in str(value):
            return Path(value)
        raise ValueError("must be a path")
    if isinstance(default, tuple):
        return texts(value, strict=strict)
    if isinstance(default, str):
        if isinstance(value, str):
            return value.strip()
        raise ValueError("must be a text in quotes")
    if isinstance(value, bool) or (strict and isinstance(value, str)):
        raise ValueError("must be a number")
    try:
        number: int | float = type(default)(cast("str", value))
    except (TypeError, ValueError, OverflowError):
        raise ValueError(
            "must be a whole number" if isinstance(default, int) else "must be a number"
        ) from None
    if isinstance(value, float) and number != value:
        raise ValueError("must be a whole number")
    # A limit of nothing would refuse everything; only a default of 0 may be 0.
    if not (number > 0 or (number == 0 and default == 0)):
        raise ValueError("must be more than 0" if default else "must be 0 or more")
    return number


def texts(value: object, *, strict: bool) -> tuple[str, ...]:
    """Return texts, from a list of them or from one.

    Args:
        value: As it came.
        strict: Whether commas in a text are of the text; in the environment they part a list.

    Raises:
        ValueError: If it is no such list; what it must be.
    """
    if isinstance(value, str) and not strict:
        value = [part.strip() for part in value.split(",") if part.strip()]
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list | tuple) or not all(
        isinstance(item, str) and item.strip() for item in value
    ):
        raise ValueError("must be a list of texts")
    return tuple(item.strip() for item in value)


def _same(value: Any) -> Any:
    return value


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return usable and not any(character.isspace() for character in text)


def _site_url(url: str) -> str:
    if not _is_web_address(url) or set(url) & set("?#"):
        raise ValueError("must be an address that begins with http:// or https://")
    return url.rstrip("/")


def _contact(text: str) -> str:
    """Return where a link to the contact leads, which operators write with or without scheme."""
    mail = _MAIL.fullmatch(text)
    if mail is not None:
        return f"{MAIL}:{mail[1]}"
    if text and not _is_web_address(text):
        raise ValueError("must be an e-mail address, or a web address")
    return text


def _timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError('must be a time zone such as "Europe/Brussels"') from None
    return name


def _language(tag: str) -> str:
    try:
        return language_of(tag)
    except Unreadable as error:
        raise ValueError(f"must be a language; {error.remedy}") from None


def _languages(tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_language(tag) for tag in tags))


def _colour(text: str) -> str:
    if not text:
        return text
    if not is_colour(text):
        raise ValueError("must be a colour such as #0b5a44, with six digits")
    found = contrast(text, "#ffffff")
    if found < ENOUGH:
        raise ValueError(
            f"must be darker, such as {readable(text, '#ffffff')}: white on it has a contrast "
            f"of {found:.1f} where {ENOUGH} is needed"
        )
    return text.lower()


def _unknown(word: str) -> str:
    if word not in set(UnknownNames):
        raise ValueError('must be "accept" or "refuse"')
    return word


def _at_most(most: int, remedy: str) -> Callable[[int], int]:
    def check(number: int) -> int:
        if number > most:
            raise ValueError(f"must be at most {most}; {remedy}")
        return number

    return check


def _at_least(least: int, reason: str) -> Callable[[int], int]:
    def check(number: int) -> int:
        if number < least:
            raise ValueError(f"must be at least {least}; {reason}")
        return number

    return check


_CHECKS: Mapping[str, Any] = {
    **{name: _at_most(*bound) for name, bound in BOUNDS.items()},
    **{name: _at_least(*bound) for name, bound in LEAST.items()},
    "site.url": _site_url,
    "site.language": _language,
    "site.languages": _languages,
    "site.interface_languages": _languages,
    "site.timezone": _timezone,
    "site.contact": _contact,
    "site.colour": _colour,
    "vocabulary.unknown": _unknown,
}
