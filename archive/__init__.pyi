from archive.checking import check_content, render_context
from archive.colours import contrast, mixed, readable
from archive.doors import door
from archive.errors import ArchiveError, ContentMissing, SettingsError
from archive.language import detected
from archive.new import draft_of
from archive.post import Activity, Event, Evidence, Markup, Post, Visibility
from archive.posts import Draft
from archive.problems import Problem, Severity
from archive.rendering import Media, RenderContext, Rendered, render_all, render_post
from archive.settings import (
    SECTIONS,
    SETTINGS,
    Limits,
    Setting,
    Settings,
    Site,
    UnknownNames,
)
from archive.settings_loading import default_settings, load_settings
from archive.slugs import Wish, grant, slug_of
from archive.spool import Spool
from archive.store import Content, ReadAgain, SourceFile, read_again, read_content
from archive.values import Unreadable, day_of, language_of, moment_of
from archive.vocabulary import Kind, Term, Vocabulary
from archive.walk import is_post, order_of

__all__ = [
    "SECTIONS",
    "SETTINGS",
    "Activity",
    "ArchiveError",
    "Content",
    "ContentMissing",
    "Draft",
    "Event",
    "Evidence",
    "Kind",
    "Limits",
    "Markup",
    "Media",
    "Post",
    "Problem",
    "ReadAgain",
    "RenderContext",
    "Rendered",
    "Setting",
    "Settings",
    "SettingsError",
    "Severity",
    "Site",
    "SourceFile",
    "Spool",
    "Term",
    "UnknownNames",
    "Unreadable",
    "Visibility",
    "Vocabulary",
    "Wish",
    "check_content",
    "contrast",
    "day_of",
    "default_settings",
    "detected",
    "door",
    "draft_of",
    "grant",
    "is_post",
    "language_of",
    "load_settings",
    "mixed",
    "moment_of",
    "order_of",
    "read_again",
    "read_content",
    "readable",
    "render_all",
    "render_context",
    "render_post",
    "slug_of",
]
