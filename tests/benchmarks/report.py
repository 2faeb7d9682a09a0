"""A run as tables for people: what each engine took, Pressmark's share of it, and what was promised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from crowd import CONNECTIONS
from figures import Row, compared, crowded, pages, rows, searches
from promises import promises
from questions import from_json

Data = dict[str, Any]

WAYS = (
    ("plain", "ten best hits"),
    ("faceted", "with counts"),
    ("narrowed", "with counts, values ticked"),
    ("page", "with counts and passages"),
)


def write(run: Data) -> str:
    """Return a run as text: a table for each size, real texts, and the promises last."""
    parts = [_heading(run)]
    parts += [part for size in run["sizes"] for part in _size(size, run["corpus"])]
    parts += [part for size in run["real"] for part in _size(size, size["corpus"])]
    return "\n\n".join([*filter(None, parts), _promised(run)]) + "\n"


def _heading(run: Data) -> str:
    machine = run["machine"]
    lines = [
        f"Begun {', '.join(run['began'])}; language {run['language']}",
        f"Python {machine['python']}, {machine['cores']} cores, {machine['system']}",
    ]
    lines += [f"  {name}: {version}" for name, version in run["versions"].items()]
    lines += [f"  {name}: left out ({reason})" for name, reason in run["missing"].items()]
    return "\n".join(lines)


def _size(size: Data, corpus: str) -> Iterator[str]:
    names = list(size["engines"])
    ours = names[0]
    yield (
        f"== {size['posts']:,} posts, {corpus}; in brackets {ours}'s share of it (below 1: less) =="
    )
    yield _table("", list(rows(size)), names, ours)
    for mode, title in WAYS:
        turns = max(each[mode]["turns"] for each in size["engines"].values())
        heading = f"{title} (up to {turns} turns):"
        yield _table(heading, list(searches(size, mode)), names, ours)
        yield _comparison(size, mode, ours)
    if any("html" in data for data in size["engines"].values()):
        served = [name for name in names if "html" in size["engines"][name]]
        yield _table("pages of results in HTML:", list(pages(size)), served, served[0])
        if crowd := list(crowded(size)):
            yield _table(f"the same, {CONNECTIONS} connections at once:", crowd, served, served[0])
    yield _whole(size)
    yield _merging(size)
    yield _differences(size["differences"])


def _table(title: str, listed: Sequence[Row], names: Sequence[str], ours: str) -> str:
    cells = [[row.label, *(_cell(row, name, ours) for name in names)] for row in listed]
    return _aligned([[title, *names], *cells])


def _aligned(cells: Sequence[Sequence[str]]) -> str:
    """Return lines of columns, the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        "  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]).rstrip()
        for line in cells
    )


def _cell(row: Row, name: str, ours: str) -> str:
    value, mine = row.values.get(name), row.values.get(ours)
    if value is None:
        return "-"
    if name == ours or mine is None or not value:
        return row.show(value)
    return f"{row.show(value)} ({_fraction(mine / value)})"


def _comparison(size: Data, mode: str, ours: str) -> str:
    firsts = {name: total for name, total, _, _ in compared(size, mode, ours, which="first")}
    lines = [
        f"  {ours} against {name}: {_fraction(total)} of its time in all, "
        f"{_fraction(mean)} by geometric mean ({number} questions)"
        + (f"; {_fraction(firsts[name])} the first time" if name in firsts else "")
        for name, total, mean, number in compared(size, mode, ours)
    ]
    return "\n".join(lines)


def _fraction(share: float) -> str:
    """Write a share to two digits that say something: 0.28, 0.0093."""
    return f"{share:.2f}" if share >= 0.1 else f"{share:.2g}"


def _whole(size: Data) -> str:
    whole = size.get("whole")
    if whole is None:
        return ""
    title = "the whole program on Markdown files, both editions:"
    if "failed" in whole:
        return f"{title} failed: {whole['failed']}"
    rebuilt, opened = whole["rebuild"], whole["opening"]
    rebuilding = (
        f"  rebuild: {rebuilt['seconds']:.1f} s, {rebuilt['posts'] / rebuilt['seconds']:,.0f} "
        f"posts/s, {rebuilt['cpu']:.1f} s of processor; "
        f"peak {rebuilt['peak'] / 1e6:,.0f} MB, "
        f"largest worker {rebuilt['peak of a worker'] / 1e6:,.0f} MB"
    )
    opening = (
        f"  open the public edition with checksums: {opened['seconds']:.2f} s; "
        f"one SHA-256 pass over its {opened['bytes'] / 1e6:,.0f} MB: {opened['hashing']:.2f} s"
    )
    lines = [title, rebuilding, opening]
    for what, ways in whole["updates"].items():
        running, command = ways["running"], ways["command"]
        lines.append(
            f"  update, {what}: {running['seconds']:.2f} s in a running process "
            f"({running['cpu']:.2f} of processor), {command['seconds']:.2f} s by command line "
            f"({command['cpu']:.2f})"
        )
    return "\n".join(lines)


def _merging(size: Data) -> str:
    if "merging" not in size:
        return ""
    each = size["merging"]
    return (
        f"{each['segments']} segments made one: Whoosh's codec {each['stock']:.2f} s, "
        f"ours {each['columnar']:.2f} s ({each['columnar'] / each['stock']:.3f})"
    )


def _differences(differences: Sequence[Data]) -> str:
    if not differences:
        return "All engines find the same number of posts and count the same."
    lines = ["What engines found or counted differently, each looked up in every post:"]
    for entry in differences:
        question = from_json(entry["question"])
        ticked = ", values ticked" if question.partner else ""
        totals = ", ".join(f"{name} {total}" for name, total in entry["engines"].items())
        lines.append(f"  {question.kind} {question.text}{ticked}: {totals}")
        lines += [f"    {name} {reason}" for name, reason in entry["reasons"].items()]
    return "\n".join(lines)


def _promised(run: Data) -> str:
    cells = [["What is promised:", "at most or least", "measured", "", ""]]
    for each in promises(run):
        sign = ">=" if each.least else "<="
        bound = "" if each.bound is None else f"{sign} {_fraction(each.bound)}"
        value = "-" if each.value is None else _fraction(each.value)
        aim = "" if each.aim is None else f"aim {_fraction(each.aim)}"
        cells.append([f"  {each.what}", bound, value, aim, each.verdict])
    return _aligned(cells)
