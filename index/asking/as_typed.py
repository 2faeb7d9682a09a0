"""A tree in the language of the search box, as somebody would type it."""

from __future__ import annotations

from index.asking.tree import (
    OPERATORS,
    And,
    Beginning,
    Dated,
    Has,
    Named,
    Node,
    Not,
    Or,
    Phrase,
    Sought,
)


def said(node: Node) -> str:
    """Return a node in the language of the search box, with brackets where they are meant."""
    if isinstance(node, And | Or):
        between = " OR " if isinstance(node, Or) else " "
        return between.join(map(_inside if len(node.nodes) > 1 else said, node.nodes))
    if isinstance(node, Not):
        return f"-{_inside(node.node)}"
    if isinstance(node, Dated):
        return node.text
    if isinstance(node, Has | Named):
        return f"{node.facet if isinstance(node, Has) else node.field}:{_quoted(node.text)}"
    return (f"{node.field}:" if node.field else "") + _written(node)


def _written(node: Sought) -> str:
    if isinstance(node, Phrase) and not node.is_acronym:
        return f'"{node.text}"'
    if isinstance(node, Beginning):
        return f"{node.text}*"
    return node.text.lower() if node.text in OPERATORS else node.text


def _inside(node: Node) -> str:
    return f"({said(node)})" if isinstance(node, And | Or) else said(node)


def _quoted(text: str) -> str:
    return f'"{text}"' if any(c.isspace() or c in "()" for c in text) else text
