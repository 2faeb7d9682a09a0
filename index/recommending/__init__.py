"""What to read next, and why.

Everything is worked out from the edition that the reader sees, when it is asked
for, from the same arrays that searches are answered from; so an updated edition
recommends what a rebuilt one would.  The one exception is what was learnt of
the themes of texts (`suggester`), which may be that of the last full build.

    texts        a text as its stems
    features     posts and texts as rows of numbers
    separating   from such rows to what tells the posts of a theme from others
    suggester    themes for a text
    recommender  the door: all of it for one edition
"""

from __future__ import annotations

from index.recommending.recommender import Holding, Recommender
from index.recommending.suggester import Suggester, ThemeScore, forget, learn

__all__ = ["Holding", "Recommender", "Suggester", "ThemeScore", "forget", "learn"]
