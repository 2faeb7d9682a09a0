"""From a tree to the posts of a page and the counts beside them, array by array.

A set of posts is an array of numbers, of truth values or of bits, and no step but the
last goes through posts one by one.

    snapshot   what every search needs of every post, made when an edition is opened
    shelves    where every post stands: facets, language, day
    prepared   what everybody who asks an open edition shares
    postings   which posts have a term
    term_keys  terms told by keys of 64 bits
    beginnings which posts have any of many words that begin alike
    called     which posts people and places are named in, by words of their names
    cache      answers kept until they take too much memory
    acronyms   stop words that are acronyms in an archive
    ways       each way in which something sought may stand in posts
    bm25       what a word tells
    evidence   what a word says of the posts that have it
    matching   words to posts, and how well
    posts      a set of posts in three forms
    facts      posts by values and days asked for in the text
    filters    posts by the filters beside the text, each by itself
    evaluation a tree to the posts that have what it asks
    finding    from a query to the posts that it finds, in its order
    facets     what posts can be counted by
    tally      all facets counted together
    later      a sequence made when somebody looks at it
    ordering   the first of many without sorting them
    positions  where words stand in posts
    nearness   what words that stand near each other are worth
    ranking    the order of relevance
    explaining why a post is where it is
    marking    where the words of a query stand in a text
    openings   how a word may begin: a sieve before words are read
    snippets   the passage that shows best why a post was found
    hits       posts as a list of results shows them
    records    posts one at a time, by slug or by an old path
    term_views partners and themes, with their posts
"""
