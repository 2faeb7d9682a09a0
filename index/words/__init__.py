"""What a word is: texts cut into words, letters folded, endings taken off, language by language.

Posts and queries are read by the same rules, or a word would not be found.

    surfaces       where words stand in a text
    folding        letters brought to one form
    tokens         a text as words, each with its position and its offsets
    languages      words without their endings
    endings        endings that Snowball does not know
    stop_words     words of almost every post
    function_words words that hold a sentence together
"""
