"""Colours of a site, and whether text in them can be read.

Source:
    Contrast and relative luminance as in WCAG 2.2, sections 1.4.3 and 1.4.11.
"""

from __future__ import annotations

import re

ENOUGH = 4.5
"""Least contrast between text and its ground, WCAG 2.2, level AA."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}", re.ASCII)

_STEPS = 100
"""Mixtures that are tried to find a colour with enough contrast: each changes too little to see."""


def is_colour(text: str) -> bool:
    """Tell whether a text is a colour such as `#0b5a44`."""
    return _HEX.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, ground: str, least: float = ENOUGH) -> str:
    """Return a colour, moved away from a ground as far as its text needs to be read.

    Args:
        colour: Of the text.
        ground: Of what is behind it.
        least: Contrast that is asked for.
    """
    far = max("#ffffff", "#000000", key=lambda end: contrast(end, ground))
    tried = (mixed(colour, far, step / _STEPS) for step in range(_STEPS + 1))
    return next((each for each in tried if contrast(each, ground) >= least), far)


def mixed(one: str, other: str, share: float) -> str:
    """Return a mixture of two colours.

    Args:
        one: What most of it is where the share is small.
        other: What is added.
        share: Of the other colour, from 0 to 1.
    """
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _luminance(colour: str) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in _parts(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
