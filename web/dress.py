"""How a site looks its own: its logo, its colour, its funder's emblem, its templates.

Whatever the settings name is looked at when the application is made, so that a
missing picture stops the start and not a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PrefixLoader

from archive import SettingsError, Site, mixed, readable
from web.assets import TYPES, Asset, asset_of

LIGHT_WASH, LIGHT_FOUND = "#eff3ef", "#ffe08a"
DARK_PAPER, DARK_WASH, DARK_FOUND = "#111714", "#1b241f", "#4d3b00"
"""Grounds that text in the site's colour stands on, as in the stylesheet."""

OUR_COLOURS = ("#0d4a38", "#0b5a44")
"""Those of the icon that a site's own colour takes the place of."""

OURS = "pressmark"
"""What templates of a site call ours by: `{% extends "pressmark/base.html" %}`."""


def dressed(assets: Mapping[str, Asset], site: Site) -> dict[str, Asset]:
    """Return the static files of a site, its pictures and its colour among them.

    Args:
        assets: Our own files by name.
        site: What the settings say of it.

    Raises:
        SettingsError: If a picture is not there or is none.
    """
    found = dict(assets)
    for name in ("logo", "emblem"):
        path = getattr(site, name)
        if path:
            found[name] = _picture(Path(path), f"site.{name}")
    if site.colour:
        sheet = assets["site.css"].content + colours(site.colour).encode()
        found["site.css"] = asset_of("site.css", sheet)
        icon = assets["icon.svg"].content.decode()
        for ours in OUR_COLOURS:
            icon = icon.replace(ours, site.colour)
        found["icon.svg"] = asset_of("icon.svg", icon.encode())
    return found


def colours(colour: str) -> str:
    """Return the tokens of the stylesheet that follow from a site's colour.

    Args:
        colour: One on which white can be read.
    """
    accent = readable(readable(colour, LIGHT_WASH), LIGHT_FOUND)
    cloth = mixed(colour, DARK_PAPER, 0.35)
    pale = readable(readable(readable(colour, DARK_PAPER, 7), DARK_WASH), DARK_FOUND)
    bar = readable(colour, DARK_PAPER, 4.5)
    return (
        f"\n:root {{ --cloth: {colour}; --accent: {accent}; --bar: {accent}; "
        f"--accent-2: {mixed(accent, '#000000', 0.4)}; }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ --cloth: {cloth}; --accent: {pale}; "
        f"--bar: {bar}; --accent-2: {mixed(pale, '#ffffff', 0.5)}; }} }}\n"
    )


def loader_of(ours: BaseLoader, site: Site) -> BaseLoader:
    """Return where templates come from: the site's folder first, then our own.

    Raises:
        SettingsError: If the folder is not there.
    """
    if not site.templates:
        return ours
    folder = Path(site.templates)
    if not folder.is_dir():
        raise SettingsError("site.templates", f"there is no folder {folder}; make it or leave out")
    return ChoiceLoader([FileSystemLoader(folder), ours, PrefixLoader({OURS: ours})])


def own_templates(site: Site) -> list[Path]:
    """Return the templates of a site's own, in the order of their names."""
    return sorted(Path(site.templates).rglob("*.html")) if site.templates else []


def _picture(path: Path, setting: str) -> Asset:
    if path.is_dir():
        raise SettingsError(setting, f"{path} is a folder; name the picture in it")
    if path.suffix.lower() not in TYPES or not TYPES[path.suffix.lower()].startswith("image/"):
        kinds = ", ".join(kind for kind, type_ in TYPES.items() if type_.startswith("image/"))
        raise SettingsError(setting, f"{path} is no picture that browsers show; take {kinds}")
    try:
        return asset_of(path.name, path.read_bytes())
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise SettingsError(setting, f"{path}: {reason}; name another or leave it out") from None
