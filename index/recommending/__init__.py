"""What to read next, and why.

Everything is worked out from the edition that the reader sees, when it is asked
for, from the same arrays that searches are answered from; so an updated edition
recommends what a rebuilt one would.  The one exception is what was learnt of
the themes of texts (`index.learning`), which may be that of the last full build.

    lookup       many terms looked up at once
    runs         their postings read at once
    profile      what a post is about, and how much of it others say
    related      posts that belong with a post
    one_event    whether two posts speak of one event
    naming       which events a text may speak of
    events       what announced an event and what reported on it
    phrases      phrases of a post
    company      what posts of a topic are filed under too
    topics       topics for the reader of a post
    standing_out topics that stand out in results
    overlap      topics that are one to a reader
    reasons      why, in plain words
    holding      what all of it is worked out from
    recommender  the door: all of it for one edition
"""

from __future__ import annotations

from index.recommending.holding import Holding
from index.recommending.one_event import EventPair, EventPost
from index.recommending.recommender import Recommendations, Recommender
from index.recommending.related import RELATED_POSTS, RelatedPost
from index.recommending.standing_out import StandingOut

__all__ = [
    "RELATED_POSTS",
    "EventPair",
    "EventPost",
    "Holding",
    "Recommendations",
    "Recommender",
    "RelatedPost",
    "StandingOut",
]
