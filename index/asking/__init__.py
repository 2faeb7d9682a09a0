"""What a search text asks for: from what was typed to a tree that any engine can walk.

No text is an error.  Each piece is read as far as it can be, and the reading says how.

    forms      all that the box understands, form after form
    lexing     a text cut into pieces
    typed      what stands without a blank, or between quotation marks
    dates      days, months and years
    periods    stretches of time
    operands   what a piece asks for by itself
    tree       what is asked for, as nodes with one rule each
    halves     words that one word may be written as
    sequences  neighbours joined, repeated ones counted
    as_typed   a tree as somebody would type it
    limits     how much a search may take
    grammar    the door: a text to its tree and its reading
    reading    how a text was understood
    values     what a value given for a facet means
    names      what names stand for
    name_words names found by some of their words
    synonyms   names that are ways to write one another
"""
