"""
Titles that people might write, what readers might type, and what must be found.

By hand, from what grammars and dictionaries say of each language; nothing here
was taken from what the program answers.  Each entry is a language, a title, the
texts that must find it, and those that must not.
"""

from typing import NamedTuple


class Case(NamedTuple):
    language: str
    title: str
    finds: tuple[str, ...]
    misses: tuple[str, ...] = ()


EUROPEAN = (
    Case(
        "bg",
        "Нови дървета на площада в Русе",
        ("дърво", "дърветата", "площад", "площадът", "ДЪРВЕТА", "русе"),
        ("двор", "дърводелец"),
    ),
    Case(
        "bg", "Учениците засаждат цветя в двора", ("ученик", "ученици", "цвете", "двор", "дворове")
    ),
    Case("bg", "Сигурност за всички общини", ("сигурността", "община", "общините")),
    Case(
        "cs",
        "Nové stromy na náměstí v Brně",
        ("strom", "stromů", "stromům", "namesti", "NÁMĚSTÍ", "stromech"),
        ("stroj",),
    ),
    Case(
        "cs", "Děti sázejí květiny ve městech", ("květina", "kvetin", "květinách", "město", "města")
    ),
    Case(
        "cs",
        "Bezpečnost škol a projekty pro řeku",
        ("škola", "skoly", "školách", "projektů", "řeka"),
    ),
    Case("cs", "Nové lavičky v ulicích", ("ulice", "ulicím", "lavička")),
    Case(
        "da",
        "Nye træer på torvet i Aarhus",
        ("træ", "traeer", "TRÆERNE", "Århus", "arhus", "torv", "torvene"),
    ),
    Case(
        "da",
        "Børnene måler varmen i skolegården",
        ("børn", "boern", "born", "skolegård", "skolegaard"),
    ),
    Case(
        "da", "Byen søger nye projekter", ("by", "byer", "projektet", "projekt", "soger", "soeger")
    ),
    Case(
        "de",
        "Neue Bäume auf dem Marktplatz in Zürich",
        ("Baum", "Baeume", "baume", "BÄUMEN", "Zuerich", "zurich", "Marktplätze", "Marktplatz"),
        ("Bauer",),
    ),
    Case(
        "de",
        "Die Straße gehört heute den Fussgängern",
        ("strasse", "STRASSE", "Straßen", "Fußgänger", "fussgaenger", "Strassen"),
    ),
    Case("de", "Schattenplätze an Grünfurths Schulen", ("Schule", "schattenplatz", "Gruenfurths")),
    Case(
        "el",
        "Νέα δέντρα στις πλατείες της Αθήνας",
        ("δέντρο", "ΔΕΝΤΡΑ", "πλατεία", "πλατεια", "Αθήνα", "ΑΘΗΝΑ", "αθηνασ"),
        ("δεν",),
    ),
    Case(
        "el", "Ο δήμος μετρά τη σκιά στα σχολεία", ("δημος", "ΔΗΜΟΣ", "δήμοι", "σκιές", "σχολείο")
    ),
    Case(
        "el", "Οι μαθητές κι ένα έργο για την ασφάλεια", ("μαθητής", "εργα", "έργου", "ασφαλειας")
    ),
    Case(
        "en",
        "Counter-terrorism units rehearse at the harbour",
        (
            "counterterrorism",
            "counter terrorism",
            "counter-terrorism",
            "COUNTER-TERRORISM",
            "unit",
            "rehearsed",
            "harbours",
        ),
        ("encounter",),
    ),
    Case(
        "en",
        "The partner’s children planned a garden",
        ("partners", "partner's", "child's OR plans", "gardens"),
    ),
    Case(
        "en", "Café opening: a naïve coöperation", ("cafe", "CAFÉ", "naive", "cooperation", "cafes")
    ),
    Case(
        "es",
        "Nuevos árboles en la plaza de Cádiz",
        ("árbol", "arbol", "ARBOLES", "plazas", "cadiz"),
        ("playa",),
    ),
    Case("es", "Los niños miden la sombra", ("niño", "nino", "NIÑOS", "sombras")),
    Case("es", "¿Quién riega los jardines?", ("quien", "jardín", "jardin")),
    Case("et", "Uued pingid Tartu väljakul", ("pingid", "väljak", "valjaku", "väljakud", "TARTU")),
    Case(
        "et", "Lapsed mõõdavad sooja koolihoovis", ("laps", "koolihoov", "koolihoovid", "moodavad")
    ),
    Case(
        "et",
        "Projekti turvalisus linnas",
        ("projekt", "projektid", "turvalisuse", "linn", "linnad"),
    ),
    Case(
        "fi",
        "Uudet penkit Turun torilla",
        ("tori", "torit", "penkki OR penkit", "TURUN", "torille"),
    ),
    Case(
        "fi",
        "Koulun piha muuttui puutarhaksi",
        ("koulu", "koulut", "puutarha", "puutarhan", "pihat"),
    ),
    Case(
        "fi", "Kaupungin turvallisuus ja hätäpuhelu", ("kaupunki", "turvallisuuden", "hatapuhelu")
    ),
    Case(
        "fr",
        "Les arbres de l’école donnent de l'ombre",
        ("arbre", "école", "ecole", "ÉCOLES", "l'ecole", "ombres", "l’ombre"),
        ("sombre",),
    ),
    Case(
        "fr",
        "Le cœur de l’Europe s’ouvre aux élèves",
        ("coeur", "CŒUR", "d'Europe", "europe", "élève", "eleves"),
    ),
    Case(
        "fr", "Qu’est-ce qu’un chantier aujourd’hui ?", ("chantiers", "aujourd'hui", "AUJOURD’HUI")
    ),
    Case(
        "ga", "Crainn nua i gcearnóg an bhaile", ("cearnóg", "cearnog", "baile", "mbaile", "crann")
    ),
    Case("ga", "Páistí na scoileanna", ("páiste", "bpáistí", "scoil", "SCOILEANNA")),
    Case("ga", "Slándáil na sráide", ("slandail", "slándála", "sráid", "sráideanna")),
    Case(
        "hr",
        "Nova stabla na trgu u Šibeniku",
        ("stablo", "stablima", "trg", "trgovi", "sibeniku", "Šibenik"),
    ),
    Case(
        "hr",
        "Učenici mjere hlad u dvorištu škole",
        ("učenik", "ucenika", "dvorište", "dvorista", "škola", "školama"),
    ),
    Case("hr", "Sigurnost gradova i općina", ("sigurnosti", "grad", "gradovi", "općine", "opcina")),
    Case("hu", "Új padok a győri téren", ("tér", "gyori", "padok", "pad", "TEREK")),
    Case(
        "hu",
        "A gyerekek az iskolából mérik az árnyékot",
        ("iskola", "iskolában", "árnyék", "arnyek", "gyerek"),
    ),
    Case(
        "hu",
        "Városok biztonságáról szóló projektek",
        ("város", "városban", "projekt", "projektről"),
    ),
    Case("it", "Nuovi alberi nella piazza di Forlì", ("albero", "piazze", "forli", "PIAZZA")),
    Case(
        "it",
        "L’acqua della città e l’ombra dell’isola",
        ("acqua", "dell'acqua", "citta", "ombre", "un'isola", "isole"),
    ),
    Case("it", "Perché la scuola resta aperta", ("scuole", "perche", "PERCHÉ")),
    Case(
        "lt",
        "Nauji medžiai Kauno aikštėje",
        ("medis", "medžių", "aikštė", "aikste", "aikštės", "Kaunas"),
    ),
    Case(
        "lt",
        "Vaikai matuoja šešėlį prie mokyklos",
        ("vaikas", "vaikų", "šešėlis", "seselis", "mokykla"),
    ),
    Case("lt", "Miestų saugumas", ("miestas", "mieste", "saugumo", "SAUGUMĄ")),
    Case(
        "lv",
        "Jauni koki Rīgas laukumā",
        ("koks", "koku", "kokiem", "laukums", "laukumi", "Rīga", "riga"),
    ),
    Case("lv", "Skolēni mēra ēnu pagalmā", ("skolēns", "skolenu", "ēna", "ena", "pagalms")),
    Case("lv", "Drošība pilsētās", ("drošības", "drosiba", "pilsēta", "pilsētu")),
    Case("mt", "Siġar ġodda fil-pjazza", ("pjazza", "sigar", "SIĠAR", "godda", "il-pjazza")),
    Case(
        "mt",
        "Il-proġetti tal-istudenti",
        ("proġett", "progett", "student", "studenti", "il-proġett"),
    ),
    Case("mt", "Attivitajiet għall-kunsilli lokali", ("attività", "attivita", "kunsill", "lokal")),
    Case("nl", "Nieuwe bomen op het plein", ("boom", "pleinen", "BOMEN"), ("bom*bardement",)),
    Case("nl", "Kinderen meten de schaduw in de straat", ("kind", "straten", "schaduwen", "meten")),
    Case(
        "nl",
        "Foto’s van scholen in ’s-Hertogenbosch",
        ("foto's", "school", "s-hertogenbosch", "hertogenbosch"),
    ),
    Case(
        "pl",
        "Nowe drzewa na rynku w Łodzi",
        ("drzewo", "drzew", "drzewami", "DRZEWACH", "Łódź", "lodz", "lodzi", "rynek OR rynku"),
        ("łódka",),
    ),
    Case(
        "pl",
        "Gmina otwiera fontanny na podwórkach",
        ("gminy", "gminie", "fontanna", "fontann", "podwórko", "podworka"),
    ),
    Case(
        "pl",
        "Projekty szkół dla bezpieczeństwa",
        ("projektów", "projekt", "bezpieczenstwo", "PROJEKTACH"),
    ),
    Case(
        "pt", "Novas árvores nas praças de Évora", ("árvore", "arvore", "praça", "praca", "evora")
    ),
    Case("pt", "As crianças medem a sombra", ("criança", "crianca", "sombras")),
    Case("pt", "Reuniões sobre a segurança", ("reunião", "reuniao", "seguranca", "reuniões")),
    Case(
        "ro",
        "Copaci noi în piețele din Brașov",
        ("copac", "piață", "piata", "piețe", "brasov", "Braşov"),
    ),
    Case(
        "ro",
        "Elevii măsoară umbra orașelor",
        ("elev", "elevilor", "umbră", "umbre", "oraș", "orasul", "oraşe"),
    ),
    Case("ro", "Parcuri și școli sigure", ("parc", "parcul", "școală", "scoala", "școlile")),
    Case(
        "sk",
        "Nové stromy na námestí v Žiline",
        ("strom", "stromov", "stromom", "námestie", "zilina", "Žilina"),
    ),
    Case(
        "sk",
        "Deti sadia kvety pri škole",
        ("kvet", "kvetov", "kvetmi", "škola", "skoly", "školách"),
    ),
    Case("sk", "Bezpečnosť miest a obcí", ("mesto", "mestá", "obec OR obce", "bezpecnost")),
    Case("sl", "Nova drevesa na trgu v Celju", ("drevesih", "dreves", "trg", "trga", "celje")),
    Case(
        "sl",
        "Učenci merijo senco na dvorišču",
        ("učenec", "ucencev", "senca", "sence", "dvorišče", "dvorisca"),
    ),
    Case("sl", "Varnost mest in šol", ("varnosti", "mesto", "mesta", "šola", "sole")),
    Case(
        "sv", "Nya träd på torget i Malmö", ("trad", "träden", "torg", "torgen", "malmo", "Malmoe")
    ),
    Case(
        "sv",
        "Barnen mäter värmen på skolgården",
        ("barn", "skolgård", "skolgaard", "skolgardar", "maeter"),
    ),
    Case("sv", "Ett hus i Oestermalm", ("Östermalm", "husen")),
    Case("sv", "Projektet och skolan", ("projekt", "projekten", "skola", "skolor OR skolan")),
)
"""
The twenty-four languages of the European Union, three titles each.
"""

FUNCTION_WORDS = (
    Case("cs", "Kolem parku", ("kolem",), ("kolo", "kola")),
    Case("da", "Her er skolen", ("her skolen",), ("herre",)),
    Case("de", "Eltern fragen sich selbst", ("sich fragen",), ("Sicherheit", "sicher", "sichere")),
    Case(
        "de", "Mehr Sicherheit am Bach", ("sicher", "sichere", "SICHERHEIT", "sicheren"), ("sich",)
    ),
    Case("de", "Seit gestern nach der Schule", ("seit gestern",), ("Seite", "nächste")),
    Case("de", "Wegen Regens wollen wir das nicht", ("wegen",), ("Weg", "Wege")),
    Case("el", "Ο κήπος μου έχει πολύ νερό", ("κήπος μας", "μας"), ("πόλη", "πόλεις")),
    Case("en", "It will rain over the garden", ("will rain",), ("willing", "overly")),
    Case("es", "Un banco como un árbol", ("como árbol",), ("comer", "comida")),
    Case("fi", "Polku puiston läpi", ("läpi",), ("lapsi",)),
    Case("fr", "Vous êtes ici, entre deux bancs", ("vous êtes",), ("été", "entrée")),
    Case("fr", "La série des commissions", ("séries",), ("serait", "comme")),
    Case("hu", "A kert titeket is vár", ("kert titeket",), ("titok", "titkot")),
    Case("it", "Quale albero, e dove", ("quali alberi",), ("qualità", "dovuto")),
    Case("nl", "Het plein over tien jaar", ("over tien",), ("overheid", "overheden")),
    Case("nl", "Waar de bomen waren", ("waar",), ("waarheid", "waarde")),
    Case("pl", "Park lub ogród", ("lub",), ("lubi", "lubimy")),
    Case("pt", "Um banco como uma árvore", ("como árvore",), ("comer", "comida")),
    Case("ro", "Un pod peste râu", ("peste",), ("pești", "peștii")),
    Case("ru", "После дождя", ("после",), ("посла",)),
    Case("sv", "De ville ha en kunde", ("ville ha",), ("villa", "villor")),
)
"""
Titles with a word that a stemmer makes of others too, which mean something else.
"""

OTHERS = (
    Case("uk", "Нові дерева на площі у Львові", ("дерево", "дерев", "деревами", "площа", "ПЛОЩУ")),
    Case(
        "uk",
        "Школярі вимірюють тінь на подвір’ї",
        ("школяр", "школярів", "подвір'я", "подвірʼя", "подвіря"),
    ),
    Case("uk", "Безпека міст і ґанок школи", ("місто", "міста", "ганок", "школа", "безпеки")),
    Case("ru", "Ёлки на площади города", ("елка", "ёлка", "площадь", "города", "ГОРОД")),
    Case("sr", "Нова стабла на тргу", ("стабло", "стаблима", "трг")),
    Case(
        "nb",
        "Nye trær på torget i Tromsø",
        ("torg", "torgene", "tromso", "tromsoe", "traer", "TRÆR"),
    ),
    Case(
        "tr",
        "İzmir’de yeni ağaçlar ve ılık sokaklar",
        ("izmir", "IZMIR", "İZMİR", "ağaç", "agac", "ilik", "sokak"),
    ),
    Case(
        "ca",
        "L’aigua de la ciutat i el col·legi",
        ("aigua", "ciutats", "collegi", "col·legi", "COL·LEGI"),
    ),
    Case(
        "zh",
        "社区广场新增树荫",
        ("广场", "社区", "树荫", "树", "荫", "社区广场"),
        ("场广", "区场"),
    ),
    Case("zh", "學校種樹，減少熱島", ("學校", "種樹", "樹", "热" + " OR 熱島"), ("校學",)),
    Case("ja", "広場に新しい木が植えられた", ("広場", "木", "植え", "新しい木"), ("場広",)),
    Case(
        "ja", "スクールのベンチとＷｉＦｉ", ("ｽｸｰﾙ", "スクール", "ﾍﾞﾝﾁ", "wifi", "べんち OR ベンチ")
    ),
    Case("ko", "광장에 새 나무를 심었다", ("광장", "나무", "새", "심")),
    Case(
        "ar",
        "أشجار جديدة في ساحة المدينة",
        ("اشجار", "الأشجار", "مدينة", "المدينة", "سَاحَة", "ساحه"),
    ),
    Case("he", "עצים חדשים במרכז שלום", ("עצים", "שָׁלוֹם", "שלומ")),
    Case("th", "ต้นไม้ใหม่ในจัตุรัส", ("ต้นไม้", "จัตุรัส", "ใหม่")),
    Case("bs", "Novi trgovi u Sarajevu", ("trg", "Sarajevo")),
    Case("no", "Byen og torget i Aalesund", ("Ålesund", "byer", "torg")),
    Case("nb", "Gatene i byen ved Moere", ("Møre", "byer", "gate")),
    Case("nn", "Byane og husa i Aasane", ("Åsane", "by", "byar")),
    Case("tr", "Parkın ağaçları", ("ağaç", "agaci")),
    Case("hi", "चौक में नए पेड़", ("चौक", "पेड़")),
)
"""
Languages of neighbours and of guests.
"""
