from index.asking.dates import DATE_FORMS, DateUnreadable, PartialDate
from index.asking.forms import FORMS, Form
from index.asking.limits import Limits, cut_text
from index.building.build_report import BuildReport
from index.building.builder import rebuild, update
from index.building.edition import learn_themes, update_edition, write_edition
from index.building.phases import Course
from index.building.watching import Watcher
from index.editions.record import Label, Record, StaffFacts, Translation
from index.editions.register import Departed, Entry, Register, identity_of, read_register
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
from index.learning import ThemeScore
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
from index.store.current import current_generation
from index.store.going_back import rollback
from index.store.layout import Edition
from index.store.listing import Generation, generations
from index.store.verification import VerifyReport, verify

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
    "Course",
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
