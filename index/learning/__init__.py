"""Themes for a text, learnt from the posts of an edition when it is written.

texts        a text as its stems
features     posts and texts as rows of numbers
separating   from such rows to what tells the posts of a theme from others
suggester    the door: what was learnt, written, kept true and asked
"""

from __future__ import annotations

from index.learning.suggester import Suggester, ThemeScore, forget, learn

__all__ = ["Suggester", "ThemeScore", "forget", "learn"]
