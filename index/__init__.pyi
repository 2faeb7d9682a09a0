from index.build_report import BuildReport
from index.builder import rebuild, update
from index.checking import current_generation
from index.dates import DATE_FORMS, DateUnreadable, PartialDate
from index.edition import learn_themes, update_edition, write_edition
from index.engine import SUGGESTIONS, Engine
from index.errors import (
    BuildFailed,
    BusyError,
    CannotWrite,
    DamagedIndex,
    EmptyContent,
    IndexFromElsewhere,
    IndexFromTheFuture,
    IndexProblem,
    NoIndex,
    NotAFolder,
    NothingToRollBack,
    RollbackWithheld,
    UnreadableIndex,
)
from index.explanation import Explanation, FieldShare, NearShare, WordShare
from index.forms import FORMS, Form
from index.going_back import rollback
from index.layout import Edition
from index.learning import ThemeScore
from index.limits import Limits, cut_text
from index.listing import Generation, generations
from index.opened import Opened, open_current, open_edition
from index.query import MAX_PAGE_SIZE, NONE, PAGE_SIZE, Facet, Match, Query, Sort
from index.recommending import (
    RELATED_POSTS,
    EventPair,
    EventPost,
    Recommendations,
    Recommender,
    RelatedPost,
)
from index.record import Label, Record, StaffFacts, Translation
from index.register import Departed, Entry, Register, identity_of, read_register
from index.results import (
    Completion,
    CompletionKind,
    DatesRead,
    FacetValue,
    FieldRead,
    Hit,
    MonthCount,
    Neighbour,
    PostView,
    Reading,
    Results,
    Span,
    Suggestion,
    TermView,
    Topic,
)
from index.sentence import Sentence
from index.verification import VerifyReport, verify
from index.watching import Watcher

__all__ = [
    "DATE_FORMS",
    "FORMS",
    "MAX_PAGE_SIZE",
    "NONE",
    "PAGE_SIZE",
    "RELATED_POSTS",
    "SUGGESTIONS",
    "BuildFailed",
    "BuildReport",
    "BusyError",
    "CannotWrite",
    "Completion",
    "CompletionKind",
    "DamagedIndex",
    "DateUnreadable",
    "DatesRead",
    "Departed",
    "Edition",
    "EmptyContent",
    "Engine",
    "Entry",
    "EventPair",
    "EventPost",
    "Explanation",
    "Facet",
    "FacetValue",
    "FieldRead",
    "FieldShare",
    "Form",
    "Generation",
    "Hit",
    "IndexFromElsewhere",
    "IndexFromTheFuture",
    "IndexProblem",
    "Label",
    "Limits",
    "Match",
    "MonthCount",
    "NearShare",
    "Neighbour",
    "NoIndex",
    "NotAFolder",
    "NothingToRollBack",
    "Opened",
    "PartialDate",
    "PostView",
    "Query",
    "Reading",
    "Recommendations",
    "Recommender",
    "Record",
    "Register",
    "RelatedPost",
    "Results",
    "RollbackWithheld",
    "Sentence",
    "Sort",
    "Span",
    "StaffFacts",
    "Suggestion",
    "TermView",
    "ThemeScore",
    "Topic",
    "Translation",
    "UnreadableIndex",
    "VerifyReport",
    "Watcher",
    "WordShare",
    "current_generation",
    "cut_text",
    "generations",
    "identity_of",
    "learn_themes",
    "open_current",
    "open_edition",
    "read_register",
    "rebuild",
    "rollback",
    "update",
    "update_edition",
    "verify",
    "write_edition",
]
