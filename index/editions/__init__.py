"""An edition in files: what it keeps of each post, and how that is written.

What is not in the record of a post cannot leak, because it is in no file.

    record       all that an edition keeps of a post
    record_json  a record as text, and back
    schema       the fields, and how much a word in each counts
    vocabularies the vocabularies, in a file beside the index
    writing      a record as the document that is written
    rows         posts as rows of arrays
    register     the posts by the day since when each is as it is now
    departures   posts that were public
"""
