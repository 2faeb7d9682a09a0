"""Which generation is current.

Reading never changes anything.  Whoever asks once a second, or only wants to know
that nothing changed, need not know how an edition is checked or searched.
"""

from __future__ import annotations

from pathlib import Path

from index.errors import DamagedIndex, NotAFolder, UnreadableIndex
from index.store.layout import Layout, is_id

_LONGEST_NAME = 100
"""Bytes read of `CURRENT`; it holds one name of 27."""


def current_generation(folder: Path) -> str | None:
    """Return the name of the current generation, or None where there is no index.

    It reads one short file, so a server may ask once a second.

    Raises:
        NotAFolder: If the folder is something else.
        DamagedIndex: If `CURRENT` holds no name.
        UnreadableIndex: If it may not be read.
    """
    layout = Layout(folder)
    try:
        with layout.current.open("rb", buffering=0) as file:
            line = file.read(_LONGEST_NAME).decode("ascii", "replace")
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        raise NotAFolder(folder) from None
    except IsADirectoryError:
        raise DamagedIndex(layout.current, "names no generation") from None
    except OSError as error:
        raise UnreadableIndex(layout.current, error) from error
    if not line.endswith("\n") or not is_id(line[:-1]):
        raise DamagedIndex(layout.current, "names no generation")
    return line[:-1]
