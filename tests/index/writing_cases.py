"""
Ways of writing that differ in one language as well as between two: marks, signs, numbers, widths.

By hand, like `language_cases`.
"""

from language_cases import Case

WRITINGS = (
    Case(
        "en",
        "O’Brien and d’Arcy met at Saint-Éloy",
        ("obrien", "O'Brien", "o’brien", "d'arcy", "arcy", "saint eloy", "sainteloy"),
    ),
    Case(
        "en",
        "A prize of 1 000 crowns",
        ("1000", "1,000", "1.000", "1'000", "1 000", "1\u00a0000", "1\u202f000"),
    ),
    Case(
        "en",
        "Some 12,500,000 steps",
        ("12500000", "12.500.000", "12 500 000", "12'500'000", "12’500’000"),
    ),
    Case("en", "At 38.5 degrees on 18.03.2024", ("38.5", "38,5", "18.03.2024")),
    Case(
        "en",
        "R&D in 5G and C++ for W-2 forms",
        ("R&D", "r&d", "R & D", "5g", "C++", "c++", "W-2", "w2", "w 2"),
        ("C#",),
    ),
    Case(
        "en",
        "COVID-19 measures by e-mail",
        ("covid-19", "COVID19", "covid 19", "email", "e-mail", "e mail", "E-MAILS"),
    ),
    Case("en", "Сovid and Мay in letters that look alike", ("covid", "May", "may")),
    Case("en", "Plain May and covid", ("Мay", "Сovid")),
    Case("en", "ﬁrst ﬂoor oﬃce", ("first", "floor", "office", "ﬁrst", "OFFICE")),
    Case("en", "Ｗｉｄｅ letters of １２３", ("wide", "123", "ｗｉｄｅ", "WIDE")),
    Case(
        "en",
        "Infor\u00admation with\u00adout zero\u200bwidth ghosts",
        ("information", "without", "zerowidth", "informa\u00adtion"),
    ),
    Case(
        "en",
        "A visit to Zürich and Tromsø",
        ("Zuerich", "zurich", "Zürich", "Tromsoe", "tromso", "ZÜRICH"),
    ),
    Case(
        "en", "Decomposed Lo\u0301dz\u0301 and Z\u030cilina", ("Lódź", "lodz", "Žilina", "ZILINA")
    ),
    Case("en", "The U.S. office of the E.U.", ("us", "U.S.", "eu", "E.U.", "EU")),
    Case(
        "en",
        "Version 2.0 of shade_walk.py at example.org",
        ("2.0", "shade_walk", "shade walk", "example.org", "shade_walk.py"),
    ),
    Case(
        "en",
        "TEN-T and state‑of‑the‑art ½ roads",
        ("ten-t", "tent", "state of the art", "state-of-the-art", "stateoftheart"),
    ),
    Case(
        "de",
        "Die E-Mail-Adresse der Müller-Lüdenscheidt GmbH & Co.",
        ("email adresse", "e-mail-adresse", "Mueller-Luedenscheidt", "muller"),
    ),
    Case("is", "Þing í Reykjavík um æðar", ("thing", "reykjavik", "ÞING", "aedar")),
    Case("mt", "Ħal Għaxaq", ("hal ghaxaq", "HAL GĦAXAQ")),
    Case("vi", "Quảng trường mới", ("quang truong", "QUẢNG", "moi")),
)
