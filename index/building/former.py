"""What a build may go on from: the generation that answers, and what the public saw of it."""

from __future__ import annotations

from collections.abc import Mapping

from index.building.planning import Outlook
from index.editions.register import Register, read_register
from index.errors import IndexProblem
from index.store import media
from index.store.checking import check_edition
from index.store.layout import Edition, Layout
from index.store.notes import Former, read_notes


def former_of(layout: Layout, current: str) -> tuple[Former, Mapping[str, str]]:
    """Return the current generation, checked, and the libraries it was built with.

    Raises:
        IndexProblem: If it is not as it was written, or not of this version.
    """
    manifests = [check_edition(layout, current, edition) for edition in Edition]
    notes = read_notes(layout, current)
    start = f"{media.FOLDER}/"
    paths = (path for manifest in manifests for path in manifest.files)
    held = frozenset(path.removeprefix(start) for path in paths if path.startswith(start))
    return Former(current, notes, held), manifests[0].libraries


def register_of(layout: Layout, generation: str | None) -> Register | None:
    """Return what the public could see until now, as far as that can be read."""
    if generation is None:
        return None
    try:
        return read_register(layout.edition(generation, Edition.PUBLIC))
    except IndexProblem:
        return None


def is_unchanged(former: Former, outlook: Outlook) -> bool:
    """Tell whether a new generation would be as the former one."""
    return outlook.notes.vocabularies == former.notes.vocabularies and not any(
        each.changed or each.removed or each.media.keys() - former.media for each in outlook.plans
    )
