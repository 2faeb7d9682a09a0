"""Words that hold a sentence together and say nothing of what it is about.

"What problems are there in ..." is a question about the problems, and `what`
is rare in the posts themselves, so that by its rarity alone it would count more
than what was asked for.  Function words are looked for like all others, so
which posts are found does not depend on this list; but in a post of a language
that lists the word, it adds next to nothing to the score.

What is a function word in one language may be a word in another: "die" alone counts
for little in German posts and in full in English ones.  Beside other words it counts
for little in all of them, since the query may be German.  The English list has no words
that are also names: no `who`, `us` or `may`, no `mine`, no `just` (just transition).
"""

from __future__ import annotations

from functools import cache

from index.words.folding import fold
from index.words.stop_words import stop_words

WORTH = 0.1
"""What a function word counts beside another; 0 is a little better on judged questions, but
then a search for nothing but such words would be in no order."""

_FUNCTION_WORDS = {
    "bg": "аз ти той тя то ние вие те ме мен теб него нея нас вас тях му им си ми тези този"
    " тази това онзи онази онова онези какво какъв каква какви кой коя кое кои чий кога"
    " къде защо колко дали или но ако защото още вече само също както така там тук тогава"
    " бях беше бяха бъде бъдат съм сме сте има имат няма може могат трябва би без под над"
    " между пред след преди чрез при около против според всички всеки всяка някой някои"
    " много повече най",
    "ca": "jo tu ell ella nosaltres vosaltres ells elles em et ens us li els aquest aquesta"
    " aquests aquestes això allò aquell aquella quin quina quins quines qui què quan on"
    " com perquè quant però o si ni també més molt molts molta moltes tot tota tots totes"
    " ja només sense sobre entre des fins durant segons contra cap és són era eren fou ser"
    " estar està estan ha han havia hi pot poden hauria seu seva seus seves",
    "cs": "já ty on ona ono my vy oni ony mě mne mi tebe ti jeho její jejich jim nás nám vás"
    " vám tento tato toto tyto ten ta tomu tom tím těch který která které kteří kterých co"
    " kdo kdy kde proč jak jaký jaká jaké kolik zda či nebo ale ani ať když protože pokud"
    " jestli také též jen jenom již už ještě více velmi byl byla bylo byli být bude budou"
    " jsem jsi jsme jste jsou má mají může mohou musí by bez pod nad mezi před přes při"
    " proti kolem podle během všechny každý některé",
    "da": "jeg du han hun vi I mig dig ham hende os jer dem min din sin hans hendes vores deres"
    " denne dette disse hvad hvem hvilken hvilket hvilke hvor hvordan hvorfor hvornår"
    " eller men hvis fordi når da så også kun ikke ingen noget nogen alle alt mange meget"
    " mere mest var være været bliver blev blive har havde kan kunne skal skulle vil ville"
    " må om over under mellem mod efter før ved hos gennem uden fra ud op ind der her nu",
    "de": "ich du er sie wir ihr mich mir dich dir ihn ihm ihnen uns euch mein meine dein seine"
    " sein seiner seinen ihre ihren ihrem ihrer unser unsere unserer dieser diese dieses"
    " diesen diesem jener jene jenes welche welcher welches welchen welchem was wer wem"
    " wen wessen wann wo wie warum wieso weshalb woher wohin wieviel ob aber sondern denn"
    " wenn weil dass daß damit obwohl doch noch schon nur nicht kein keine keinen keinem"
    " keiner sehr mehr alle allen aller alles jede jeder jedes einige manche viele etwas"
    " war waren wäre gewesen bin bist seid wurde wurden worden hat haben hatte hatten habe"
    " kann können konnte könnte soll sollen sollte muss müssen darf dürfen mag möchte will"
    " wollen würde würden über unter zwischen vor hinter neben gegen ohne durch während"
    " wegen bis seit ab dort hier da dann nun so man"
    " deren derer denen dies seinem seines ihres deine unseres unserem unseren jedem jeden"
    " jenen jenem allem all konnten könne könnten sollten möchten mochten müsse werde werdet"
    " viel vielen vieler vieles mehrere mehreren mehrerer einigen einiger einiges manchen"
    " nichts aufs fürs übers",
    "el": "εγώ εσύ αυτός αυτή αυτό εμείς εσείς αυτοί αυτές αυτά με σε μας σας μου σου αυτόν"
    " αυτήν εκείνος εκείνη εκείνο τι ποιος ποια ποιο ποιοι ποιες ποιους πότε πού πώς γιατί"
    " πόσο αν ή αλλά ούτε όμως όταν επειδή ώστε επίσης μόνο δεν μην πολύ πιο όλα όλοι όλες"
    " κάθε κάποιος μερικά ήταν είμαι είμαστε είστε έχει έχουν είχε μπορεί μπορούν πρέπει"
    " θα χωρίς πάνω κάτω μεταξύ πριν μετά κατά προς μέσω εναντίον ως εδώ εκεί τότε τώρα"
    " έτσι όπως μια στα στους έχω έχουμε έχετε άλλο άλλη άλλες άλλους άλλοι άλλων όλους όλο όλη"
    " όλων κάποια κάποιο κάποιες κάποιοι είχαν αυτούς αυτού αυτής αυτών ναι",
    "en": "i me my myself we our ours ourselves you your yours yourself yourselves he him his"
    " himself she her hers herself itself they them theirs themselves what whom whose"
    " those am being having do does did doing would should could can will shall might must"
    " ought cannot but if because until while about against between during before after"
    " above below up down out off over under again further then once here there when where"
    " why how all any both each few more most other some such no nor not only own same so"
    " than too very now upon within without also etc",
    "es": "yo tú él ella nosotros vosotros ellos ellas me te nos os le les mi tu nuestro"
    " nuestra nuestros nuestras este esta esto estos estas ese esa eso esos esas aquel"
    " aquella aquello qué quién quiénes cuál cuáles cuándo dónde cómo cuánto cuánta cuya"
    " cuyo si pero ni sino porque aunque cuando donde como también sólo solo no sí ya muy"
    " más menos mucho mucha muchos muchas todo toda todos todas cada algún alguna algunos"
    " algunas otro otra otros otras ser es era eran fue fueron sido está están estar ha"
    " han había haber hay puede pueden podría debe deben sobre entre hasta desde sin"
    " durante según contra ante bajo tras será serán puedes pueda puedo habían hay haya"
    " alguno cuántos cuántas estará estarán aquellos aquellas nosotras",
    "et": "mina sina tema meie teie nemad ma sa ta me te nad mu su minu sinu meid teid neid"
    " selle seda need nende see too mis kes mida keda kus kuhu kust millal miks kuidas"
    " milline missugune kas või aga kuid vaid sest kui siis ka nii juba veel ainult mitte"
    " ära väga rohkem kõik iga mõni mõned palju oli olid olla olen oled oleme olete olnud"
    " saab võib peab ilma üle all vahel enne pärast läbi vastu kohta juures siin seal nüüd",
    "fi": "minä sinä hän me te he minun sinun hänen meidän teidän heidän tämä tämän tätä nämä"
    " näiden tuo tuon nuo se sen sitä ne niiden mikä mitä mitkä minkä kuka ketkä kenen"
    " milloin missä mistä mihin miksi miten millainen kuinka joka jotka jonka jota joita"
    " vai tai mutta vaan koska jos kun niin vain vielä jo hyvin enemmän kaikki jokainen"
    " jotkut monta paljon olen olet olemme olette ovat olivat olla ollut olisi voi voivat"
    " pitää täytyy ilman yli alla välillä ennen jälkeen läpi vastaan kanssa siellä täällä"
    " nyt",
    "fr": "je tu il elle nous vous ils elles me te lui leur leurs mon ma mes ton ta tes notre"
    " nos votre vos cet celui celle ceux celles cela ceci ça quel quelle quels quelles"
    " quoi dont où quand comment pourquoi combien si mais ni car donc parce puisque"
    " lorsque comme aussi seulement ne pas plus moins très trop peu beaucoup tout toute"
    " tous toutes chaque quelque quelques autre autres même mêmes être était étaient suis"
    " es sommes êtes fut furent sera seront avoir a ai as avons avez ont avait avaient"
    " peut peuvent pourrait doit doivent sans sous entre vers chez avant après pendant"
    " depuis contre selon ici là y j m t s n c qu serait seraient pourra pourraient"
    " jusqu lorsqu puisqu quelqu autrement",
    "ga": "mé tú sé sí muid sibh siad é í iad mo do a ár bhur seo sin siúd cad céard cé cén"
    " cathain cá conas fáth an nach má mar ach nó óir freisin amháin ní níl tá bhí beidh"
    " bheadh is ba gach uile roinnt mór níos le faoi thar idir roimh tar éis trí gan chun"
    " ó de i anseo ansin anois atá raibh",
    "hr": "ja ti on ona ono mi vi oni one me te ga ju nas vas ih mu joj nam vam im moj tvoj"
    " njegov njezin naš vaš njihov ovaj ova ovo ovi ove taj ta to onaj što tko koji koja"
    " koje kojih kada gdje kako zašto koliko li ili ali nego ako jer dok kad također samo"
    " ne već još vrlo više svi sve svaki neki neke mnogo bio bila bilo bili biti sam si"
    " smo ste nije nisu ima imaju može mogu mora bi bez pod nad između prije poslije kroz"
    " prema protiv oko kod tijekom ovdje tamo sada tako",
    "hu": "én te ő mi ti ők engem téged őt minket titeket őket nekem neki nekik ez ezek azok"
    " ezt azt ezen azon mely melyek melyik ami amely aki akik miért mikor hol hova honnan"
    " hogyan milyen mennyi vagy de hanem ha mert mivel bár amikor ahol ahogy is csak már"
    " még sem ne nagyon több minden mindegyik néhány sok volt voltak van vannak lesz lenni"
    " lett lehet kell nélkül alatt felett között előtt után által ellen szerint itt ott"
    " most így úgy",
    "it": "io tu lui lei noi voi loro mi ti ci vi me te mio mia miei mie tuo suo sua suoi sue"
    " nostro nostra nostri nostre questo questa questi queste quello quella quelli quelle"
    " quel cosa chi quale quali quando dove come perché quanto quanta cui se ma né oppure"
    " ed od anche solo non già ancora molto molti molta molte più meno tutto tutta tutti"
    " tutte ogni alcuni alcune alcuna alcun altro altra altri altre essere era erano sia siano fu"
    " furono ha hanno aveva avere può possono potrebbe deve devono senza sotto sopra tra"
    " fra verso prima dopo durante contro secondo qui lì ne"
    " nello nelle negli sullo sulle sui sugli dallo dalle dai dagli allo alle agli dell nell sull"
    " dall all quest qual quell quanti quante possa possano possiamo avevano così però perciò",
    "lt": "aš tu jis ji mes jūs jie jos mane tave jį ją mus jus juos mano tavo jo mūsų jūsų jų"
    " šis ši šie šios šį tas ta tie tos kas kuris kuri kurie kurios koks kokia kokie kada"
    " kur kodėl kaip kiek ar arba bet o jei jeigu nes kad kai taip pat tik ne nėra jau dar"
    " labai daugiau visi visos kiekvienas daug buvo būti bus esu esi esame gali turi be po"
    " virš tarp prieš per pagal apie dėl čia ten dabar",
    "lv": "es tu viņš viņa mēs jūs viņi viņas mani tevi viņu mūs mana tava mūsu jūsu šis šī šie"
    " šīs šo tas tā tie tās kurš kura kuri kuras kāds kāda kādi kad kur kāpēc kā cik vai"
    " bet ja jo lai arī tikai ne nav jau vēl ļoti vairāk visi visas katrs daži daudz bija"
    " būt būs esmu esi esam var jābūt bez zem virs starp pirms pēc caur pret pie šeit tur"
    " tagad to",
    "mt": "jien int hu hi aħna intom huma dak dik dawk dan din dawn li x'inhu xi min meta fejn"
    " kif għaliex kemm jew imma iżda jekk għax billi wkoll biss mhux ma diġà aktar ħafna"
    " kollha kull kien kienet kienu jkun tkun jista jistgħu għandu għandha minn bejn fuq"
    " taħt qabel wara matul kontra ma' bla hawn hemm issa dwar tal tas tat",
    "nb": "jeg du han hun vi dere de meg deg ham henne oss dem min din sin hans hennes vår"
    " deres denne dette disse hva hvem hvilken hvilket hvilke hvor hvordan hvorfor når"
    " eller men hvis fordi da så også bare kun ikke ingen noe noen alle alt mange mye mer"
    " mest var være vært blir ble bli har hadde kan kunne skal skulle vil ville må om over"
    " under mellom mot etter før ved hos gjennom uten fra ut opp inn der her nå",
    "nl": "ik jij je u hij zij ze wij we jullie hen hun mij me jou hem haar ons onze mijn jouw"
    " uw deze dit die wat wie welke welk wanneer waar hoe waarom waarvan waarmee hoeveel"
    " of maar want omdat als toen terwijl dus ook nog al alleen niet geen zeer meer meest"
    " alle alles elk elke enkele sommige veel andere ander was waren geweest ben bent"
    " wordt worden werd werden heeft hebben had hadden kan kunnen kon kunt zal zullen zou"
    " zouden moet moeten mag mogen wil willen over onder tussen tegen zonder door tijdens"
    " na tot uit vanaf naar hier daar er nu dan zo bij anders eens heb niets"
    " wilde wilden gehad meeste meerdere",
    "pl": "ja ty on ona ono my wy oni one mnie ciebie jego jej ich nas was im mu mój moja moje"
    " twój nasz nasza nasze wasz swój swoje swoich ten ta te ci tego tej tych tym tamten"
    " który która które którzy których co kto kogo czym kiedy gdzie jak jaki jaka jakie"
    " dlaczego ile czy lub albo ale lecz ani jeśli jeżeli ponieważ gdy więc także również"
    " tylko już jeszcze bardzo bardziej więcej wszystkie wszyscy każdy niektóre wiele inny"
    " inne był była było byli być będzie będą jestem są ma mają może mogą musi by bez pod"
    " nad między przed przy przeciw wokół według podczas tu tam teraz tak"
    " takie taka taki takich takiego takim"
    " jako jakim jakiego jakich jakiej wszystko wszystkich wszystkim wszystkiego innych innego"
    " innym inni inna którym której którego którymi były byłem swoja swojego swojej swoim"
    " każdym każdego każda każdej każde czemu czego możemy możesz",
    "pt": "eu tu ele ela nós vós eles elas você vocês me te nos lhe lhes meu minha teu seu sua"
    " seus suas nosso nossa este esta isto estes estas esse essa isso esses essas aquele"
    " aquela aquilo qual quais quem quando onde como porquê porque quanto quanta cujo cuja"
    " mas nem ou pois embora também só somente não já ainda muito muitos muita muitas mais"
    " menos todo toda todos todas cada algum alguma alguns algumas outro outra outros"
    " outras ser era eram foi foram sido está estão estar são há havia ter tem têm tinha"
    " pode podem poderia deve devem sobre entre até desde sem durante segundo contra sob"
    " após pela pelo pelas pelos será serão seria deveria podemos podia poderá temos"
    " nossos nossas teria terá estará aqueles aquelas porém cujos cujas minhas",
    "ro": "eu tu el ea noi voi ei ele mă te îl îi ne vă le mi ți lui lor meu mea tău său sa săi"
    " sale nostru noastră acest această acesta aceasta acești aceste acel acea acei acele"
    " ce care cine când unde cum de cât câtă câți dacă dar sau ori nici însă deoarece"
    " fiindcă deși și doar numai nu mai foarte tot toată toți toate fiecare unii unele alt"
    " altă alți alte fi era erau fost fiind sunt este are au avea poate pot trebuie fără"
    " sub peste între spre până după înainte contra prin dintre despre aici"
    " acolo acum așa",
    "ru": "я ты он она оно мы вы они меня тебя его её нас вас их мне тебе ему ей нам вам им мой"
    " твой свой наш ваш этот эта это эти тот та те того той тех который которая которое"
    " которые которых кто что чего чем когда где куда откуда почему зачем какой какая"
    " какие сколько ли или но если потому хотя чтобы также тоже только уже ещё очень более"
    " больше все всё каждый некоторые много другой другие был была было были быть будет"
    " будут есть может могут нужно бы без под над между перед после через при против около"
    " во согласно здесь там теперь так нет ни же",
    "sk": "ja ty on ona ono my vy oni ony mňa ma teba jeho jej ich nás nám vás vám im tento"
    " táto toto títo tieto ten tá tí tie ktorý ktorá ktoré ktorí ktorých čo kto kedy kde"
    " prečo ako aký aká aké koľko či alebo ale ani keď pretože ak tiež aj len iba už ešte"
    " viac veľmi všetky každý niektoré mnoho bol bola bolo boli byť bude budú som si sme"
    " ste sú má majú môže môžu musí by bez pod nad medzi pred cez pri proti okolo podľa"
    " počas tu tam teraz tak nie",
    "sl": "jaz ti on ona ono mi vi oni one me te ga jo nas vas jih mu ji nam vam jim moj tvoj"
    " njegov njen naš vaš njihov ta to tisti tista kaj kdo kateri katera katere katerih"
    " kdaj kje kam zakaj kako kakšen koliko ali ampak toda če ker ko tudi samo le ne že še"
    " zelo več vsi vse vsak nekateri mnogo bil bila bilo bili biti sem si smo ste ni niso"
    " ima imajo lahko mora bi brez pod nad med pred skozi proti okoli glede tu tam zdaj"
    " tako kot",
    "sv": "jag du han hon vi ni de mig dig honom henne oss er dem min din sin hans hennes vår"
    " deras denna detta dessa vad vem vilken vilket vilka var hur varför när eller men om"
    " därför då så också bara endast inte ingen något någon några alla allt många mycket"
    " mer mest vara varit blir blev bli har hade kan kunde ska skall skulle vill ville"
    " måste över under mellan mot efter före vid hos genom utan från ut upp in där här nu",
    "tr": "ben sen o biz siz onlar beni seni onu bizi sizi onları bana sana ona benim senin"
    " onun bizim sizin onların bu şu bunlar şunlar ne kim hangi hangisi nerede nereye"
    " nasıl neden niçin kaç mı mi mu mü veya ya ama fakat ancak çünkü eğer ki de da hem"
    " sadece değil çok daha en tüm her bazı birçok diğer başka idi olan olarak olduğu olur"
    " var yok gibi kadar göre karşı sonra önce üzerinde altında arasında burada orada"
    " şimdi",
    "uk": "я ти він вона воно ми ви вони мене тебе його її нас вас їх мені тобі йому їй нам вам"
    " їм мій твій свій наш ваш цей ця це ці той та те ті котрий який яка яке які яких хто"
    " чого чим коли де куди звідки чому скільки чи або але якщо тому хоча щоб також теж"
    " тільки вже ще дуже більше всі все кожен деякі багато інший інші був була було були"
    " бути буде будуть є може можуть треба б би без під над між перед після через при"
    " проти біля тут там тепер так ні ж",
}
"""Pronouns, question words, auxiliaries, conjunctions, prepositions and the like; stop words
belong to them without being listed again."""

_SAME = {"nn": "nb", "no": "nb"}
"""Written forms of one language that share a list."""


@cache
def function_words(language: str) -> frozenset[str]:
    """Return the function words of a language, folded, its stop words among them.

    Args:
        language: Primary subtag.
    """
    listed = _FUNCTION_WORDS.get(_SAME.get(language, language), "")
    return stop_words(language) | {fold(word) for word in listed.split()}
