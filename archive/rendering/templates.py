"""Tags of Hugo, Jekyll and kramdown, which mean something only to those programs.

They are taken out before the Markdown is read and put back after it: in code as
they were written, in an address as the address they stand for, anywhere else as
what a reader would have seen of them.  Between, a mark stands for each tag, which
no Markdown syntax takes apart:

    {{< ref "other.md" >}}              the address of that post
    {{< figure src="a.png" alt="A" >}}  the picture
    {{< note >}} ... {{< /note >}}      what is between
    {% highlight ruby %} ... {% endhighlight %}   a block of code
    {% raw %} ... {% endraw %}          what is between, tags and all
    {{ site.title }}, {% if %}, {: .lead}, {::comment}   nothing

Comments of HTML lose what they hold here too: a converter that meets an empty line
in one takes the rest for words.
"""

from __future__ import annotations

import re

from archive.remarks import ENDS
from archive.rendering.code_blocks import Fences, code_block
from archive.rendering.sanitising import escaped
from archive.rendering.shortcodes import Piece, liquid_piece, shortcode_piece

MARKED = re.compile("\x0e(\\d+)\x0f")
"""A mark: the number of a piece between two control characters, which bodies never hold."""

_QUOTED = r'"(?:[^"\\\n{}]|\\.|\{(?!\{)|\}(?!\}))*"'
"""Text in quotes; two braces end it, so that no tag is ever looked for past the next one."""

_ATTRIBUTE = r"""(?:[\#.][\w:.-]+|[\w-]+=(?:"[^"\n{}]*"|'[^'\n{}]*'|[^\s"'{}=>]+)|toc|no_toc)"""

_TAG = re.compile(
    rf"""
      ^(?P<indent>[ ]*)(?P<fence>`{{3,}}|~{{3,}})[ ]*\{{?\.?(?P<language>[\w+\#.-]*)[^`\n]*\n
    | \{{\{{[<%]/\*(?P<literal>[^{{}}]*?)\*/[%>]\}}\}}
    | (?P<remark>\{{\{{-?\s*/\*)
    | (?P<line>\{{%-?\s*\#(?:[^{{}}%]|%(?!\}}))*%\}})
    | (?P<comment><!--)
    | \{{\{{[<%](?P<shortcode>(?:[^{{}}"`]|{_QUOTED}|`[^`{{}}]*`)*?)[%>]\}}\}}
    | (?P<output>\{{\{{[^{{}}\n]*\}}\}})
    | \{{%-?\s*(?P<liquid>[a-z_]+(?:[^{{}}%]|%(?!\}}))*)%\}}
    | \{{::(?P<extension>comment|nomarkdown|options)\b[^{{}}\n]*?(?P<single>/?)\}}
    | (?P<end>\{{:/(?:comment|nomarkdown)?\}})
    | \{{:[ ]*(?P<attributes>{_ATTRIBUTE}(?:[ ]+{_ATTRIBUTE})*)[ ]*\}}
    | (?<=[ ])\{{(?P<anchor>\#[\w:.-]+)[^{{}}\n]*\}}[ ]*$
    """,
    re.VERBOSE | re.MULTILINE,
)

_MARKS = ("{", "```", "~~~", "<!--")
"""Without any of these there is nothing to take out."""

_NO_COMMENT = "<!-- -->"
"""What stays of a comment: where it stood, lists and paragraphs may part."""

_BEFORE = 10_000
"""Characters that are looked at before a place; longer paragraphs are no one's."""

_HIGHLIGHT = re.compile(r"highlight\s*([\w+#.-]*)")

_ENDS = {
    "raw": re.compile(r"\{%-?\s*endraw\s*-?%\}"),
    "comment": ENDS["liquid"],
    "highlight": re.compile(r"\{%-?\s*endhighlight\s*-?%\}"),
    "{{highlight": re.compile(r"\{\{[<%]\s*/\s*highlight\s*[%>]\}\}"),
    "{{comment": ENDS["shortcode"],
    "{::comment": ENDS["kramdown"],
    "{{/*": ENDS["hugo"],
    "<!--": ENDS["html"],
}

_ID = re.compile(r"#([\w:-]+)")

_ALONE_AFTER = re.compile(r"[ ]*(?:\n|\Z)")

_PARTS = re.compile(
    r"""
      <(?P<close>/?)(?P<code>pre|code)\b[^<>]*>
    | <p>\s*\x0e(?P<whole>\d+)\x0f\s*</p>
    | (?P<tag><[a-zA-Z][^"'<>]*(?:"[^"<]*"[^"'<>]*|'[^'<]*'[^"'<>]*)*>)
    | (?P<bracket>&lt;)?\x0e(?P<piece>\d+)\x0f(?P<bracketed>&gt;)?
    """,
    re.VERBOSE,
)


def taken_out(source: str) -> tuple[str, list[Piece]]:
    """Return a body with a mark for every tag, and what the marks stand for."""
    if not any(mark in source for mark in _MARKS):
        return source, []
    taking = _TakingOut(source)
    return taking.run(), taking.pieces


def put_back(html: str, pieces: list[Piece]) -> str:
    """Return converted HTML with each mark replaced by what it stands for there."""
    if not pieces:
        return html
    depth = 0

    def meant(match: re.Match[str]) -> str:
        nonlocal depth
        if match["code"]:
            depth = max(0, depth - 1) if match["close"] else depth + 1
            return match[0]
        if match["tag"]:
            return MARKED.sub(lambda mark: escaped(pieces[int(mark[1])].address), match[0])
        if match["whole"]:
            piece = pieces[int(match["whole"])]
            return piece.html if piece.block or not piece.html else f"<p>{piece.html}</p>"
        piece = pieces[int(match["piece"])]
        if depth:
            return (match["bracket"] or "") + escaped(piece.written) + (match["bracketed"] or "")
        if match["bracket"] and match["bracketed"]:
            return piece.html
        return (match["bracket"] or "") + piece.html + (match["bracketed"] or "")

    return _PARTS.sub(meant, html)


class _TakingOut:
    """One pass over one body, from tag to tag."""

    def __init__(self, source: str) -> None:
        self.pieces: list[Piece] = []
        self._source = source
        self._fences = Fences(source)
        self._endless: set[str] = set()
        self._out: list[str] = []

    def run(self) -> str:
        done = position = 0
        while tag := _TAG.search(self._source, position):
            replaced = self._replaced(tag)
            if replaced is None:
                position = tag.end()
                continue
            self._out.append(self._source[done : tag.start()])
            text, done = replaced
            self._out.append(text)
            position = done
        self._out.append(self._source[done:])
        return "".join(self._out)

    def _replaced(self, tag: re.Match[str]) -> tuple[str, int] | None:
        """Return what stands for a tag and where to go on; None leaves it as it is."""
        match tag.lastgroup:
            case "language":
                return self._fence(tag)
            case "shortcode":
                return self._shortcode(tag)
            case "liquid":
                return self._liquid(tag)
            case "single":
                return self._extension(tag)
            case "remark" | "comment":
                return self._remark(tag)
            case "attributes" | "anchor":
                piece = _anchor(tag)
            case "literal":
                # Hugo's way of showing a shortcode: {{</* x */>}} is read as {{< x >}}.
                shown = tag[0].replace("/*", "", 1).replace("*/", "", 1)
                piece = Piece(written=shown, html=escaped(shown))
            case _:
                piece = Piece(written=tag[0])
        return self._mark(piece), tag.end()

    def _fence(self, tag: re.Match[str]) -> tuple[str, int] | None:
        closing = self._fences.closing(tag["fence"], tag.end())
        if closing is None:
            return None
        code = self._source[tag.end() : closing.start()]
        return self._code(code, tag.start(), len(tag["indent"]), tag["language"]), closing.end()

    def _code(self, code: str, start: int, indent: int, language: str) -> str:
        return code_block(
            code,
            before=self._source[max(0, start - _BEFORE) : start],
            indent=indent,
            language=language,
        )

    def _shortcode(self, tag: re.Match[str]) -> tuple[str, int]:
        inner = tag["shortcode"].strip()
        if highlight := _HIGHLIGHT.match(inner):
            return self._highlight(tag, "{{highlight", highlight[1])
        if inner == "comment" and (end := self._end("{{comment", tag)):
            return self._mark(Piece(self._source[tag.start() : end.end()])), end.end()
        return self._alone(tag, self._mark(shortcode_piece(tag[0], inner))), tag.end()

    def _liquid(self, tag: re.Match[str]) -> tuple[str, int]:
        inner = tag["liquid"].strip(" \n-")
        name = inner.split(None, 1)[0]
        if highlight := _HIGHLIGHT.match(inner):
            return self._highlight(tag, "highlight", highlight[1])
        if name in {"raw", "comment"} and (end := self._end(name, tag)):
            return self._source[tag.end() : end.start()] if name == "raw" else "", end.end()
        return self._alone(tag, self._mark(liquid_piece(tag[0], inner))), tag.end()

    def _highlight(self, tag: re.Match[str], kind: str, language: str) -> tuple[str, int]:
        end = self._end(kind, tag)
        if end is None:
            return self._mark(Piece(written=tag[0])), tag.end()
        line = self._source.rfind("\n", 0, tag.start()) + 1
        indent = tag.start() - line if not self._source[line : tag.start()].strip(" ") else 0
        return self._code(self._source[tag.end() : end.start()], line, indent, language), end.end()

    def _extension(self, tag: re.Match[str]) -> tuple[str, int]:
        if (
            tag["extension"] == "comment"
            and not tag["single"]
            and (end := self._end("{::comment", tag))
        ):
            return "", end.end()
        return self._mark(Piece(written=tag[0])), tag.end()

    def _remark(self, tag: re.Match[str]) -> tuple[str, int] | None:
        """Empty a comment of HTML, unless it is shown as code; take out one of Hugo."""
        end = self._end("<!--" if tag["comment"] else "{{/*", tag)
        if end is None:
            return None
        if tag["remark"]:
            return self._mark(Piece(self._source[tag.start() : end.end()])), end.end()
        return None if self._is_code(tag.start()) else (_NO_COMMENT, end.end())

    def _is_code(self, position: int) -> bool:
        """Tell whether a place is in a code span, or in a line that may be indented code."""
        before = self._source[max(0, position - _BEFORE) : position]
        if before[before.rfind("\n") + 1 :].startswith(("    ", "\t")):
            return True
        return before.count("`", before.rfind("\n\n") + 1) % 2 == 1

    def _end(self, kind: str, tag: re.Match[str]) -> re.Match[str] | None:
        """Return the tag that ends a pair, or None; what is missing is looked for once."""
        if kind in self._endless:
            return None
        end = _ENDS[kind].search(self._source, tag.end())
        if end is None:
            self._endless.add(kind)
        return end

    def _mark(self, piece: Piece) -> str:
        self.pieces.append(piece)
        return f"\x0e{len(self.pieces) - 1}\x0f"

    def _alone(self, tag: re.Match[str], mark: str) -> str:
        """Set a tag that has a line to itself apart, as a paragraph."""
        line = self._source.rfind("\n", 0, tag.start()) + 1
        indent = self._source[line : tag.start()]
        if indent.strip(" ") or not _ALONE_AFTER.match(self._source, tag.end()):
            return mark
        return f"\n{indent}{mark}\n"


def _anchor(tag: re.Match[str]) -> Piece:
    """What stays of a list of attributes: a place that links may lead to."""
    named = _ID.search(tag["attributes"] or tag["anchor"])
    return Piece(tag[0], f'<span id="{escaped(named[1])}"></span>' if named else "")
