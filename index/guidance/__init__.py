"""Help for readers: what they may have meant, what they may want, whom they named.

guide         the door: one edition's help
correction    did you mean
typed_words   the words of a search text that may have been mistyped
slips         how far one word is from another for whoever types
words         every different word of an edition, with its posts and letters
lexicon       those with a beginning, and those near another
phrases       words that follow each other in titles
spelling      how they are written
completion    what may be wanted while typing
term_names    the names of partners and themes
"""

from index.guidance.guide import Guide

__all__ = ["Guide"]
