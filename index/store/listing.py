"""The generations that are kept, and what is known of each."""

from __future__ import annotations

import contextlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.errors import DamagedIndex, IndexProblem
from index.store.checking import is_good
from index.store.current import current_generation
from index.store.layout import Edition, Layout
from index.store.manifest import Manifest, read_manifest


@dataclass(frozen=True, slots=True)
class Generation:
    """A generation that is kept.

    Attributes:
        created: ISO 8601, in UTC; None where no manifest says it.
        public, staff: Number of posts of the editions.
        current: Whether it is the one that answers.
        bytes: Size of both editions.
        good: Whether every file is as it was written and this version of the
            program reads it.
        withheld: Whether it shows posts that were withdrawn since.
    """

    id: str
    created: str | None
    public: int
    staff: int
    current: bool
    bytes: int
    good: bool
    withheld: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return the generation as the command line's `--json` gives it."""
        return asdict(self)


def generations(folder: Path) -> tuple[Generation, ...]:
    """Return the generations that are kept, newest first; every file is checked.

    Raises:
        NotAFolder: If the folder is something else.
        UnreadableIndex: If it may not be read.
    """
    layout = Layout(folder)
    try:
        current = current_generation(folder)
    except DamagedIndex:
        current = None
    kept = [
        _describe(place, name, current=name == current)
        for place in (layout, layout.withdrawn)
        for name in place.known()
    ]
    return tuple(sorted(kept, key=lambda generation: generation.id, reverse=True))


def _describe(layout: Layout, name: str, *, current: bool) -> Generation:
    manifests: dict[Edition, Manifest] = {}
    for edition in Edition:
        with contextlib.suppress(IndexProblem):
            manifests[edition] = read_manifest(layout.edition(name, edition))
    created = min((manifest.created for manifest in manifests.values()), default=None)
    return Generation(
        id=name,
        created=created.isoformat() if created else None,
        public=manifests[Edition.PUBLIC].posts if Edition.PUBLIC in manifests else 0,
        staff=manifests[Edition.STAFF].posts if Edition.STAFF in manifests else 0,
        current=current,
        bytes=sum(manifest.bytes for manifest in manifests.values()),
        good=is_good(layout, name),
        withheld=not current and layout.mark(name).exists(),
    )
