"""Settings, gathered from the command line, the environment and `pressmark.toml`.

An option beats the environment, which beats the file, which beats the
default.  `site.url` is `url` below `[site]` in the file and `PRESSMARK_SITE_URL`
in the environment.  Relative paths in a file count from that file, all others
from the working directory.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from archive.colours import ENOUGH, contrast, is_colour, readable
from archive.errors import SettingsError
from archive.fields import MAPPABLE, folded
from archive.settings import (
    BOUNDS,
    ENVIRONMENT,
    FILE_NAME,
    FILES,
    MAIL,
    SECTIONS,
    SETTINGS,
    Limits,
    Setting,
    Settings,
    Site,
    UnknownNames,
    Value,
)
from archive.values import Unreadable, language_of

_MAIL = re.compile(rf"(?:{MAIL}:)?([^\s@:/<>\"]+@[^\s@:/<>\"]+)", re.IGNORECASE)
"""An e-mail address with or without its scheme; what follows a question mark is of the link."""


def default_settings(overrides: Mapping[str, object] | None = None) -> Settings:
    """Return the settings with neither a file nor an environment.

    Args:
        overrides: Values by name, such as `{"site.timezone": "Europe/Warsaw"}`;
            `fields` is the whole mapping.
    """
    return _settings(_Given(overrides=dict(overrides or {})))


def load_settings(
    config: Path | None = None,
    environ: Mapping[str, str] | None = None,
    overrides: Mapping[str, object] | None = None,
) -> Settings:
    """Return what is set.

    Args:
        config: The settings file; None is `PRESSMARK_CONFIG`, else
            `pressmark.toml` in the working directory if there is one.
        environ: The environment, such as `os.environ`.
        overrides: Options of the command line by name, such as
            `{"content": "posts"}`; None is an option not given.

    Raises:
        SettingsError: If the file cannot be read, or a value anywhere is not
            what its setting asks for.
    """
    environ = environ or {}
    if config is None and environ.get(ENVIRONMENT + "CONFIG"):
        config = Path(environ[ENVIRONMENT + "CONFIG"])
    if config is None and Path(FILE_NAME).is_file():
        config = Path(FILE_NAME)
    written = _read_file(config) if config is not None else {}
    return _settings(_Given(written, environ, dict(overrides or {}), config))


@dataclass(slots=True)
class _Given:
    """What was given, and where."""

    written: Mapping[str, Any] = field(default_factory=dict)
    environ: Mapping[str, str] = field(default_factory=dict)
    overrides: dict[str, object] = field(default_factory=dict)
    config: Path | None = None

    @property
    def place(self) -> str:
        return str(self.config) if self.config is not None else "settings"


def _settings(given: _Given) -> Settings:
    mapping = given.overrides.pop("fields", None)
    tables = _flat(given.written, given.place)
    fields = _fields(given.written.get("fields", {}) if mapping is None else mapping, given.place)
    _refuse_unknown(given.overrides, "option")
    values = {setting.name: _value(setting, tables, given) for setting in SETTINGS}
    sections: dict[str, dict[str, Any]] = {name: {} for name in ("", *SECTIONS)}
    for name, value in values.items():
        section, _, key = name.rpartition(".")
        sections[section][key] = value
    return Settings(
        **sections[""],
        site=Site(**sections["site"]),
        fields=fields,
        unknown_names=UnknownNames(values["vocabulary.unknown"]),
        limits=Limits(**sections["limits"]),
        workers=values["build.workers"] or _processors(),
        memory_bytes=values["build.memory_bytes"],
        file=given.config,
        given=frozenset(each.name for each in SETTINGS if _is_given(each, tables, given)),
    )


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def _read_file(config: Path) -> dict[str, Any]:
    try:
        text = config.read_bytes().decode("utf-8-sig")
        return tomllib.loads(text)
    except OSError as error:
        raise SettingsError(
            str(config), f"cannot be read: {error.strerror}; name another with --config"
        ) from None
    except UnicodeDecodeError:
        raise SettingsError(str(config), "is not UTF-8; save it as UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(str(config), f"is not TOML: {error}; see toml.io") from None


def _flat(written: Mapping[str, Any], place: str) -> dict[str, Any]:
    """Return the values of a file by full name; whatever has no setting is refused."""
    values: dict[str, Any] = {}
    for key, value in written.items():
        if key == "fields":
            continue
        if isinstance(value, dict) and key in SECTIONS:
            values.update({f"{key}.{name}": below for name, below in value.items()})
        elif isinstance(value, dict):
            raise SettingsError(place, f'unknown section "[{key}]"; {_hint(key, SECTIONS)}')
        elif key in SECTIONS:
            raise SettingsError(f"{place}: {key}", f"must be a table, [{key}]")
        else:
            values[key] = value
    _refuse_unknown(values, place)
    return values


def _refuse_unknown(values: Mapping[str, object], place: str) -> None:
    known = {setting.name for setting in SETTINGS}
    for name in values:
        if name not in known:
            raise SettingsError(place, f'unknown key "{name}"; {_hint(name, sorted(known))}')


def _hint(name: str, known: tuple[str, ...] | list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    if near:
        return f'did you mean "{near[0]}"?'
    ends = [each for each in known if each.rpartition(".")[2] == name]
    return f'did you mean "{ends[0]}"?' if ends else f"known are {', '.join(known)}"


def _is_given(setting: Setting, tables: Mapping[str, Any], given: _Given) -> bool:
    return (
        given.overrides.get(setting.name) is not None
        or bool(given.environ.get(setting.variable))
        or setting.name in tables
    )


def _value(setting: Setting, tables: Mapping[str, Any], given: _Given) -> Any:
    if given.overrides.get(setting.name) is not None:
        return _checked(setting, given.overrides[setting.name], f"option {setting.name}")
    if given.environ.get(setting.variable):
        return _checked(setting, given.environ[setting.variable], f"environment {setting.variable}")
    if setting.name in tables:
        place = f"{given.place}: {setting.name}"
        value = _checked(setting, tables[setting.name], place, strict=True)
        return _placed(setting, value, given.config)
    if setting.name == "content" and not Path("content").exists() and Path("posts").is_dir():
        # Run from within a content folder.
        return Path()
    return setting.default


def _placed(setting: Setting, value: Any, config: Path | None) -> Any:
    """Return a value of a file, its path counted from that file."""
    if config is not None and isinstance(value, Path):
        return config.parent / value
    if config is not None and value and setting.name in FILES:
        return str(config.parent / value)
    return value


def _checked(setting: Setting, value: object, place: str, *, strict: bool = False) -> Any:
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
        return _texts(value, strict=strict)
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


def _texts(value: object, *, strict: bool) -> tuple[str, ...]:
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


_CHECKS: Mapping[str, Any] = {
    **{name: _at_most(*bound) for name, bound in BOUNDS.items()},
    "site.url": _site_url,
    "site.language": _language,
    "site.languages": _languages,
    "site.interface_languages": _languages,
    "site.timezone": _timezone,
    "site.contact": _contact,
    "site.colour": _colour,
    "vocabulary.unknown": _unknown,
}


def _fields(written: object, place: str) -> Mapping[str, tuple[str, ...]]:
    """Return `[fields]`: our name, and the names that mean it."""
    if not isinstance(written, Mapping):
        raise SettingsError(f"{place}: fields", "must be a table, [fields]")
    flat: dict[str, object] = {}
    for name, value in written.items():
        if isinstance(value, Mapping):
            flat.update({f"{name}.{below}": names for below, names in value.items()})
        else:
            flat[name] = value
    fields: dict[str, tuple[str, ...]] = {}
    for name, value in flat.items():
        if folded(name) not in MAPPABLE:
            raise SettingsError(
                f"{place}: fields", f'unknown field "{name}"; {_hint(name, list(MAPPABLE))}'
            )
        try:
            fields[folded(name)] = _texts(value, strict=True)
        except ValueError:
            raise SettingsError(
                f"{place}: fields.{name}", "must be a name in quotes or a list of such"
            ) from None
    return fields
