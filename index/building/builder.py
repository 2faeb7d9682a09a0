"""Building generations: the whole index anew, or what changed since the one before.

    rebuild    reads, renders and writes every post
    update     reads the posts whose files changed, or all where more hangs on
               them; renders and writes what changed, and answers exactly as a
               rebuild would

Both begin by looking at the files of the content, and import what builds while
other processes look.  An update goes on importing only until these have seen that
nothing changed.
"""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING

from archive import Settings
from index.building.build_report import BuildReport
from index.building.looking import looking

if TYPE_CHECKING:
    from index.building.phases import Progress

BUILDING = (
    "numpy",
    "archive.rendering.workers",
    "index.columnar",
    "index.building.edition",
    "index.building.build",
)
"""Modules that take long to import, in steps: each needs about as long as the others."""


def rebuild(
    settings: Settings,
    *,
    strict: bool = False,
    allow_empty: bool = False,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Build a new generation from all posts and make it current.

    Args:
        settings: Where content and index are, and how to read and build.
        strict: Switch nothing if any file is skipped or has a warning.
        allow_empty: Switch even if the content holds no post while the
            index holds some; else a mistyped folder would blank the site.
        now: The moment by which embargoes are judged, zone-aware; None is
            the present one.
        progress: Told how far the build is.

    Raises:
        BusyError: At once, if another build is going on.
        ContentMissing: If there is no content.
        EmptyContent: See `allow_empty`.
        CannotWrite: If the file system refuses.
        BuildFailed: If the new generation does not pass its checks.
    """
    with looking(settings) as look:
        from index.building.build import Build

        build = Build(
            settings, look, strict=strict, allow_empty=allow_empty, now=now, progress=progress
        )
        return build.locked(lambda: build.run(None, None))


def update(
    settings: Settings,
    *,
    strict: bool = False,
    allow_empty: bool = False,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Build a new generation from what changed since the current one.

    It answers as a rebuild would.  Without a current generation that is good
    and was built by this version with these settings, it is a rebuild; if
    nothing changed, no generation is made.

    Args, raises: As `rebuild`.
    """
    with looking(settings) as look:
        from index.building.glance import unchanged

        for module in BUILDING:
            if look.is_over:
                break
            import_module(module)
        report = unchanged(settings, look, now or datetime.now(UTC), strict=strict)
        if report is not None:
            return report
        from index.building.build import Build

        build = Build(
            settings, look, strict=strict, allow_empty=allow_empty, now=now, progress=progress
        )
        return build.locked(build.update)
