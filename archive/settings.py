"""What an operator can set.

An option beats the environment, which beats the file, which beats the
default.  `site.url` is `url` below `[site]` in the file and `PRESSMARK_SITE_URL`
in the environment.  Relative paths in a file count from that file, all others
from the working directory.

`SETTINGS` is the one list of them all: code, help and documentation read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote
from zoneinfo import ZoneInfo

FILE_NAME = "pressmark.toml"
"""The settings file that is read from the working directory if there is one."""

ENVIRONMENT = "PRESSMARK_"
"""What the name of every setting begins with in the environment."""

MAIL = "mailto"
"""Scheme of a link that writes an e-mail."""

Value = str | int | float | Path | tuple[str, ...]


class UnknownNames(StrEnum):
    """What becomes of a partner or theme that no vocabulary lists."""

    ACCEPT = "accept"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set.

    Attributes:
        name: Key in the file, after its section and a dot if it has one.
        default: Its value if nobody sets it; its type is the type asked for.
        help: One sentence for people, without full stop.
    """

    name: str
    default: Value
    help: str

    @property
    def variable(self) -> str:
        """Return its name in the environment."""
        return ENVIRONMENT + self.name.replace(".", "_").upper()


SETTINGS = (
    Setting(
        "content",
        Path("content"),
        "folder with posts and vocabularies, or a .jsonl or .jsonl.gz file",
    ),
    Setting(
        "index",
        Path(".pressmark/index"),
        "folder of the index; can be deleted and rebuilt at any time",
    ),
    Setting(
        "state",
        Path(".pressmark"),
        "folder of what is neither content nor index: notes on posts that left",
    ),
    Setting("site.name", "News archive", "name of the site, on every page"),
    Setting("site.tagline", "", "one sentence below the name"),
    Setting(
        "site.url",
        "http://127.0.0.1:8000",
        "base of every absolute address, path prefix included; "
        "a site that is served without it names its own port",
    ),
    Setting("site.language", "en", "language of the site, and of posts that show none"),
    Setting(
        "site.languages", (), "languages that posts are in, to detect them and to offer as filters"
    ),
    Setting(
        "site.interface_languages",
        (),
        "languages that the pages can be read in, the first by default; "
        "none is the language of the site where there are pages in it",
    ),
    Setting("site.timezone", "UTC", "zone of times written without one, such as Europe/Warsaw"),
    Setting("site.notice", "", "sentence at the foot of every page, such as the funder's"),
    Setting("site.logo", "", "picture beside the name; its path counts from the settings file"),
    Setting(
        "site.colour",
        "",
        "colour of masthead, links and buttons, such as #0b5a44; white must be readable on it",
    ),
    Setting("site.funder", "", "who pays for what is told here, by name"),
    Setting("site.emblem", "", "picture of the funder's emblem, for the foot of every page"),
    Setting("site.funding", "", "sentence that says who paid, as the funder wants it"),
    Setting("site.disclaimer", "", "sentence that says whose views these are"),
    Setting("site.templates", "", "folder of templates that take the place of ours"),
    Setting("site.contact", "", "e-mail or web address for questions and corrections"),
    Setting("site.licence", "", "licence of the texts, as name or address"),
    Setting(
        "vocabulary.unknown",
        "accept",
        '"accept" or "refuse" partners and themes that no vocabulary lists',
    ),
    Setting("limits.query_characters", 500, "longest search text; the rest is cut off"),
    Setting("limits.query_words", 32, "most words and phrases of a search; 1000 at most"),
    Setting("limits.query_depth", 10, "deepest nesting of brackets in a search"),
    Setting("limits.expanded_terms", 256, "most words that one beginning of a word stands for"),
    Setting(
        "limits.search_bytes",
        0,
        "memory that each process keeps of words and posts that were asked for, in bytes; "
        "0 is 128 MiB, or 512 bytes a post where that is more; some thousand short texts, "
        "such as read queries and completions, are kept beside it by number",
    ),
    Setting(
        "limits.file_bytes",
        2_000_000,
        "largest file of a post, or line of JSON, in bytes; 16000000 at most",
    ),
    Setting("limits.front_matter_bytes", 64_000, "longest front matter of a post, in bytes"),
    Setting(
        "limits.unpacked_bytes",
        4_000_000_000,
        "most that a .jsonl file is read of, unpacked, in bytes",
    ),
    Setting(
        "limits.posts", 2_000_000, "most posts that a .jsonl file is read of; 16000000 at most"
    ),
    Setting("limits.unpacked_ratio", 250, "most bytes that one packed byte of .jsonl.gz may hold"),
    Setting(
        "limits.media_bytes", 20_000_000, "largest picture or file that a post refers to, in bytes"
    ),
    Setting("limits.render_seconds", 1.0, "longest time to render one post"),
    Setting("build.workers", 0, "processes that build an index; 0 is one per processor"),
    Setting(
        "build.memory_bytes",
        268_435_456,
        "memory for the words of each edition while it is written, in bytes; 16777216 at least; "
        "posts on their way come on top, some megabytes or a few of the largest",
    ),
)
"""Every setting but `[fields]`, in the order of the documentation."""

FILES = frozenset({"site.logo", "site.emblem", "site.templates"})
"""Texts that are paths of files or folders, "" where there is none."""

BOUNDS = {
    "limits.file_bytes": (16_000_000, "split posts that are larger"),
    "limits.posts": (16_000_000, "part the archive"),
    "limits.query_words": (1_000, "ask for less at once"),
}
"""What a setting may be at most, and what to do instead: a text of so many bytes has fewer than
2 ** 24 words, and the place of a word in its post is kept in 24 bits while phrases are looked for;
posts are kept in as many beside their counts; the parts of a query are counted in 16."""

LEAST = {"build.memory_bytes": (16_777_216, "with less, words are learnt again and again")}
"""What a setting must be at least, and why."""

SECTIONS = ("site", "fields", "vocabulary", "limits", "build")
"""Tables that a settings file may hold."""


@dataclass(frozen=True, slots=True)
class Site:
    """What the site says of itself.

    Attributes:
        contact: Where a link to it leads: `mailto:` and an address, or a web address.
    """

    name: str
    tagline: str
    url: str
    language: str
    languages: tuple[str, ...]
    interface_languages: tuple[str, ...]
    timezone: str
    notice: str
    logo: str
    colour: str
    funder: str
    emblem: str
    funding: str
    disclaimer: str
    templates: str
    contact: str
    licence: str

    @property
    def zone(self) -> ZoneInfo:
        """Return the zone of times written without one."""
        return ZoneInfo(self.timezone)

    @property
    def mailbox(self) -> str | None:
        """Return the e-mail address of the contact, or None where it is a page or nothing."""
        scheme, _, rest = self.contact.partition(":")
        return unquote(rest.partition("?")[0]) if scheme == MAIL else None


@dataclass(frozen=True, slots=True)
class Limits:
    """What keeps one file or one search from harming the others."""

    query_characters: int
    query_words: int
    query_depth: int
    expanded_terms: int
    search_bytes: int
    file_bytes: int
    front_matter_bytes: int
    unpacked_bytes: int
    posts: int
    unpacked_ratio: int
    media_bytes: int
    render_seconds: float


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything set, checked.

    Attributes:
        content: Folder or file of the posts.
        index: Folder of the index.
        state: Folder of what must be backed up.
        site: What the site says of itself.
        fields: Names in front matter, by the field of ours they mean.
        unknown_names: What becomes of partners and themes not listed.
        limits: See `Limits`.
        workers: Processes that build, at least 1.
        memory_bytes: Memory for words in each process that writes an edition.
        file: The settings file that was read, or None.
        given: Names of the settings that somebody set; the others have their defaults.
    """

    content: Path
    index: Path
    state: Path
    site: Site
    fields: Mapping[str, tuple[str, ...]]
    unknown_names: UnknownNames
    limits: Limits
    workers: int
    memory_bytes: int
    file: Path | None = None
    given: frozenset[str] = frozenset()
