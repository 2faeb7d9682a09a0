"""The index folder: where generations lie, and how they come, are checked and go.

Nothing is changed in place: a generation is written aside and made current by one rename.

    layout       where things lie
    durable      writing so that it stays written
    lock         one builder at a time
    sealed       small files that prove their own bytes
    manifest     what an edition is, with the checksum of every file
    notes        what a builder remembers of a generation
    media        pictures and files that posts refer to
    current      which generation is current
    checking     whether a generation is as it was written
    switching    the step to the next generation
    listing      the generations that are kept
    retention    which of them stay
    going_back   back to the one before
    verification whether an index is what it was when it was built
"""
