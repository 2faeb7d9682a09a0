"""From content to a generation: what has changed, what is to be made, and the proof of it.

What is not stale is taken over, and the answer is that of a rebuild.

    audience     what an edition may know of a post
    planning     what both editions will hold
    shelf        what belongs to posts, kept in a file
    wishes       what posts wish for, and whether another does
    roll         all posts gone through once
    making       posts in the making
    staleness    what must be rendered again
    former       what a build goes on from
    holdings     what an edition holds while it is changed
    edition      an index written whole, or brought up to date
    assembling   an edition with all its files
    pair         both of them at once
    phases       how far a build is, and the time left
    proof        that a new edition answers
    scanning     what the disk says of every file
    looking      a scan beside whatever else is done
    glance       what tells that nothing changed
    packed       many texts, few of them read
    fingerprints short texts that differ where what was built from differs
    noticing     what is not as it was
    entering     what is entered into the ledger
    ledger       what is kept so that one post costs one post
    pickled      values that the builder keeps for itself
    bookkeeping  the ledger written and read
    touching     whether a changed post touches another
    amending     a small change, without reading what did not change
    build        one build, from the lock to the last file removed
    build_report what a build did
    builder      the door: rebuild and update
    watching     a builder that stays
"""
