"""Settings, gathered from the command line, the environment and `pressmark.toml`.

An option beats the environment, which beats the file, which beats the
default.  `site.url` is `url` below `[site]` in the file and `PRESSMARK_SITE_URL`
in the environment.  Relative paths in a file count from that file, all others
from the working directory.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive.errors import SettingsError
from archive.fields import MAPPABLE, folded
from archive.setting_values import checked, texts
from archive.settings import (
    ENVIRONMENT,
    FILE_NAME,
    FILES,
    SECTIONS,
    SETTINGS,
    Limits,
    Setting,
    Settings,
    Site,
    UnknownNames,
)


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
        return checked(setting, given.overrides[setting.name], f"option {setting.name}")
    if given.environ.get(setting.variable):
        return checked(setting, given.environ[setting.variable], f"environment {setting.variable}")
    if setting.name in tables:
        place = f"{given.place}: {setting.name}"
        value = checked(setting, tables[setting.name], place, strict=True)
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
            fields[folded(name)] = texts(value, strict=True)
        except ValueError:
            raise SettingsError(
                f"{place}: fields.{name}", "must be a name in quotes or a list of such"
            ) from None
    return fields
