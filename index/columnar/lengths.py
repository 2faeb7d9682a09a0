"""Field lengths as Whoosh rounds them: one byte each, from a table of 256.

Whoosh scores with the rounded length.  Both directions are done here for
whole arrays; the table is Whoosh's own.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import byte_to_length

DECODED: NDArray[np.int64] = np.array([byte_to_length(byte) for byte in range(256)], np.int64)
"""The length that each byte stands for."""


def to_bytes(lengths: NDArray[Any]) -> NDArray[np.uint8]:
    """Round lengths to bytes, exactly as `whoosh.util.numeric.length_to_byte` does."""
    return np.searchsorted(DECODED[:255], lengths).astype(np.uint8)


def decoded_sum(lengths: NDArray[Any]) -> int:
    """Return the sum of the lengths as Whoosh will remember them after a merge."""
    return int(DECODED[to_bytes(lengths)].sum())
