"""Words that mean the same to who asks: forms that a stemmer does not join, spellings, synonyms, other languages.

All words are as `fold` writes them. What belongs to one subject stands in its pack (`also:`), not here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

# Words of which a question is made and that say nothing of what is asked for: English, Russian and Ukrainian, German,
# French, Polish, Turkish.
_FILLERS = """
    a about actually again all also am an and any are as at be been being by can could did do does during else ever
    exactly fact facts for from get give given gave had happen happened happening has have he her him his how i if
    in info information into is it its just know let like long made make many me more much my now of off ok on one
    or our out over please plz pls really remind s said say see she should show so some still take taken tell than
    that the their them then there these they thing things this those to too took up us very want was we were what
    whats when where wheres whens hows whys which while who whom whos whose why will with would year years you your
    happens explain describe date timeline become becomes became card dates time times day days event events list
    mean meant means details detail summary history actual right today currently current anyone someone im id dont
    didnt ur u btw hey hi hello thanks thank thx lol kto kakoy kakaya kakoe kakie takoy takaya takoe takie chto eto
    eta byl byla bylo byli kogda gde pochemu zachem skolko kak v vo na ili ne po o ob pro iz k ot za dlya zhe li
    mozhet rasskazhi hto khto shcho scho takiy taka ce tse buv bula bulo buli koli de chomu skilki yak z ta abo wer
    wann wo warum wieso wie viele viel ist sind waren wurde wurden hat haben der die das den dem des ein eine einer
    eines zu zur zum von vom und oder nicht es sich bei fur mit auf aus seit welche welcher qui que quoi quand ou
    pourquoi comment combien est sont etait etaient fut ont le la les l un une du d et en dans pour par sur au aux
    cette quel quelle quels quelles il elle c se t wieviel wieviele chi ye stala stav stal stalo hwo ie datum waht
    wasnt werent doesnt isnt arent havent hasnt hadnt wouldnt couldnt shouldnt cant wont heck hell
    kiedy dlaczego gdzie ile czy jest byly zostal zostala nedir neydi kimdir kimdi zaman neden nicin oldu
    sostoit vkhodit yavlyaetsya prinadlezhit nalezy cuando quien quienes cuantos cuantas donde fue era son los las
    hay por tiene del el
    otrimala otrimav poluchila poluchil obrela otrimalo
    vidbuvsya vidbulasya vidbulosya sostoyalsya sostoyalas sostoyalos statt fand
    otkazalas otkazalsya otkazalis otkazalos vidmovilasya vidmovivsya vidmovilis got
    wat whn wehn hwen wen wich occur occurs occurred occurring
"""
FILLERS = frozenset(_FILLERS.split())
# Words with which a question is made though the fact may say it with others: they weigh less.
_WEAK = """
    against began begin beginning begins begun behind between big call called calls came cause caused come comes
    countries country difference end ended ends finish finished first get go goes great happen important last launch
    launched launches lead leads led make meet meeting membership mission name named new number old outbreak outcome
    over part put reason responsible result results role said say says send sends sent speak stand stands start started
    starts state states stop stopped stops tried tries try trying use used uses war way went
"""
WEAK = frozenset(_WEAK.split())
# The words of a line mean the same.
_SAME = """
    join joins joined joining accede accedes acceded accession enter enters entered admitted admission
    leave leaves left withdraw withdraws withdrew withdrawn withdrawal quit quits pulled pull exit
    sign signs signed signing signature
    apply applies applied application applications
    found founds founded founding established establish created create creation set formed forms form
    use uses used invoke invokes invoked invocation trigger triggers triggered
    hq headquarters headquartered seat based located
    fall falls fell fallen collapse collapses collapsed opens opened
    open opens opened opening
    die dies died death dead
    begin begins began begun start starts started beginning launch launches launched outbreak
    end ends ended dissolve dissolves dissolved dissolution over finish finished expire expires expired disbanded
    build builds built construction erected
    break breaks broke broken violate violates violated breach
    blow blows blew blown explosion explosions explode exploded sabotage
    shoot shoots shot shootdown downing downed
    sink sinks sank sunk sinking
    kneel kneels knelt kneeled
    fly flies flew flown
    land lands landed landing
    speak speaks spoke speech speeches
    meet meets met meeting conference
    visit visits visited visiting trip travels traveled travelled arrives arrived
    win wins won elected election
    lose loses lost
    come comes came
    send sends sent
    buy buys bought
    hold holds held
    strike strikes struck
    choose chooses chose chosen
    invade invades invaded invasion
    attack attacks attacked
    fight fights fought fighting combat battle battles
    annex annexes annexed annexation annexing
    recognize recognizes recognized recognise recognised recognition
    suspend suspends suspended suspension freeze freezes froze frozen halt halts halted
    kick kicked expel expels expelled exclude excluded suspends suspended
    rejoin rejoined rejoins return returns returned back
    independent independence
    reunify reunified reunification unify unified unification unity reunite reunited
    flee flees fled
    uprising revolt rebellion
    collapse collapses collapsed disintegrate breakup dissolved dissolution
    resign resigns resigned resignation steps quit quits
    veto vetoes vetoed block blocks blocked oppose opposes opposed object objects objected objection
    help helps helped helping support supports supported supporting aid assist assists
    condemn condemns condemned criticize criticizes criticized criticise criticises criticised denounce denounced
    kill kills killed murder murders murdered assassinate assassinated assassination
    casualties casualty toll victims killed died dead death deaths
    poison poisons poisoned poisoning
    arrest arrests arrested arrested
    ban bans banned prohibit prohibits prohibited forbid forbids eliminate eliminates eliminated
    apologize apologized apologise apologised apology
    approve approves approved approval ratify ratifies ratified ratification accept accepts accepted acceptance
    invite invites invited invitation
    promise promises promised pledge pledged assurance assurances
    oust ousted remove removes removed depose deposed sacked
    fired sacked dismissed ousted overthrown deposed
    oust ousted overthrow overthrows overthrew overthrown topple topples toppled depose deposed fall falls fell fallen
    mediate mediates mediated mediator mediation broker brokers brokered negotiate negotiates negotiated
    call calls called
    break brake
    defence defense defences defenses defend
    crimea crimean
    kosovo kosovar kosovan
    chechnya chechen chechens
    abkhazia abkhaz abkhazian
    ossetia ossetian
    afghanistan afghan afghans
    bosnia bosnian bosnians
    serbia serbian serbians serb serbs
    croatia croatian croats
    syria syrian syrians
    libya libyan libyans
    iraq iraqi iraqis
    iran iranian iranians
    israel israeli israelis
    cuba cuban cubans
    korea korean koreans
    vietnam vietnamese
    cyprus cypriot cypriots
    turkey turkiye turkish
    kyiv kiev kyjiw
    odesa odessa
    chernobyl chornobyl tchernobyl tschernobyl chernobil
    kharkiv kharkov
    lviv lvov
    zelensky zelenskyy zelenskiy zelenskyi
    yeltsin eltsin jelzin eltsine
    gorbachev gorbachov gorbachyov gorbatschow gorbatchev gorbaciov
    khrushchev khrushchov chruschtschow khrouchtchev khruschev
    putin poutine
    luhansk lugansk
    donbas donbass
    organization organisation
    center centre
    theater theatre
    memo memorandum memoranda
    neighbor neighbour
    neighbors neighbours
    armor armour
    armored armoured
    gray grey
    honor honour
    labor labour
    program programme
    color colour
    harbor harbour
    nuke nukes nuclear atomic atom
    plane planes aircraft airplane jet jets airliner warplane warplanes bomber fighter
    troops soldiers forces
    sailors sailor seamen crew men
    ship ships vessel
    sub submarine
    pm premier
    un uno
    usa us america american united states
    uk britain british
    ussr soviet soviets
    legal legally lawful lawfully illegal illegally unlawful unlawfully legality law
    intervene intervenes intervened intervention operation
    coup putsch
    territory territorial
    boss chief head leader
    first 1st
    second 2nd
    enlargement expansion expand expands expanded enlarge
    referendum vote
    vote votes voted voting
    pact treaty
    phone telephone
    deal agreement accord accords treaty
    summit summits
    speech address
    bomb bombs bombed bombing airstrikes strikes
    war wars
    crash crashed crashes
    wall
    false mistaken
    woman women female
    lie lies lied lying
    satellite sputnik
    space cosmos
    medium intermediate
    range
    founder founders founding
    member members membership
    ally allies allied alliance
    cyber cyberattack cyberattacks cyberspace
    change changes changed changing
    mobilize mobilizes mobilized mobilise mobilises mobilised mobilization mobilisation
"""
# Common words of questions in other languages, after the English one.
_TRANSLATED_TO: Mapping[str, str] = {
    "founded": "osnovana osnovan osnovano osnovanie zasnovano zasnovana "
    "zasnovaniy gegrundet grundete grundeten grundung fondee fonde creee fundo fundada "
    " zalozono zalozona zalozone powstalo powstal kuruldu",
    "built": "postroena postroil postroili postroyena pobudovano pobuduvav pobuduvali "
    "gebaut errichtet construit construite",
    "signed": "podpisal podpisala podpisali podpisan podpisana podpisano pidpisav pidpisala pidpisali pidpisano "
    "pidpisaniy unterzeichnet unterschrieben signe signee",
    "joined": "vstupila vstupil vstupilo vstupili vstuplenie vstup beitritt "
    "beigetreten trat bei rejoint adhere adhesion rejoindre entree entro ingreso wstapila wstapil "
    "dolaczyla przystapila katildi",
    "overthrown": "snyali snyat sverg svergli smestili otstranili vidstoronili skinuli",
    "collapse": "raspalsya raspalas raspad raspada razvalilsya razvalil razvalila rozvaliv rozpavsya rozpad "
    "zerfiel zerfall effondrement aufgelost dissous dissolution",
    "fell": "upala pala padenie padinnya vpala vpav gefallen fiel fall mauerfall chute tombe upadl runal upadek "
    "yikildi caida cayo",
    "shot": "sbil sbili sbit zbiv zbili zbito abgeschossen schoss abattu abattit",
    "people": "lyudey lyudi menschen leute gens personnes",
    "prague": "praga prage prag prager prazhskaya prazka",
    "spring": "vesna vesni fruhling printemps",
    "czechoslovakia": "chekhoslovakiya chekhoslovachchina chekhoslovachchini tschechoslowakei tchecoslovaquie",
    "yugoslavia": "yugoslaviya yugoslaviyu jugoslawien jugoslawiens yougoslavie",
    "reunification": "wiedervereinigung vossoedinenie vozzyednannya",
    "died": "pogibli pogiblo zaginulo zaginuli starben umgekommen "
    "umer umerla smert pomer pomerla zaginuv zaginula pogib pogibla gestorben starb tod mort mourut zmarl zmarla murio",
    "wrote": "napisal napisala napisav schrieb geschrieben ecrit escribio",
    "said": "skazal skazala skazav sagte gesagt dit dijo powiedzial",
    "killed": "ubil ubili ubit vbiv vbili vbito getotet ermordet assassine zabil zabili mato",
    "born": "rodilsya rodilas narodivsya narodilasya geboren nee urodzil urodzila nacio",
    "charter": "khartiya khartiyu khartii khartiya charta charte karta carta",
    "began": "nachalas nachalsya nachalo pochalasya pochavsya pochatok begann beginn anfang commence debut basladi",
    "ended": "zakonchilas konchilas konets zakinchilasya kinets endete ende fin fini bitti",
    "war": "voyna voyny voynu viyna viyni krieg guerre wojna wojny guerra savasi",
    "wall": "stena stenu stiny mur muru mauer stina duvari muro",
    "treaty": "dogovor dogovora dohovir dogovir vertrag traite",
    "president": "prezident prezidenta prezidentom prasident president presidente prezydent prezydenta prezydentem",
    "crimea": "krym krim kryma krymu krimu crimee krymie",
    "russia": "rossiya rossii rossiyu rosiya rosii russland russie rosja rosji rusia",
    "ukraine": "ukraina ukrainy ukrainu ukraini ukrainoy ucrania",
    "georgia": "gruziya gruzii gruziyu georgien georgie",
    "invasion": "vtorzhenie vtorglas vtorglis vtorgsya vtorglasya vtorgnennya uberfall einmarsch invasion",
    "annexation": "anneksiya aneksiya annexion",
    "annexed": "annektiert annektierte annektierten annexe annexee anneksiroval anneksirovala aneksuvala aneksuvav",
    "revolution": "revolyutsiya revolyutsii revolutsiya revolution rewolucja rewolucji revolucion",
    "crisis": "krizis kriza krise crise",
    "weapons": "oruzhie oruzhiya zbroya zbroyi waffen armes",
    "telegram": "telegramme telegramm telegramma",
    "detente": "entspannung entspannungspolitik razryadka rozryadka",
    "cold": "kholodnaya kholodna holodna kalter kalte froide",
    "nuclear": "yadernoe yadernyy yaderna atomwaffen nukleare nucleaire",
    "bombing": "bombardirovka bombardirovki bombarduvannya bombardierung bombardement bombing bombarde bombardiert "
    "bombila bombil bombili bombardirovala bombuvalo bombardiere",
    "talks": "peregovory peremovini verhandlungen negociations",
    "members": "mitglied mitglieder chlen chleny chleni membre membres czlonkow czlonkowie miembro miembros",
    "general": "generalnyy generalniy generalny generalnym",
    "secretary": "sekretar sekretarem sekretarz sekretarzem secretaire",
    "left": "vyshla vyshel vyyti pokinula pokinul viyshla viyshov "
    "verliess verlassen ausgetreten austritt quitte quitter",
    "commanded": "komandoval komanduvav befehligte",
    "headquarters": "shtab shtaba hauptquartier siege kvatera siedziba",
    "located": "nakhoditsya raspolozhen znakhoditsya befindet",
    "command": "komandovanie komandovaniya kommandostruktur commandement",
    "applied": "podala podal zayavku zayavka beantragte beantragt candidature",
    "independence": "nezavisimost nezalezhnist nezalezhnosti nezalezhnoyu nezavisimoy nezavisima unabhangigkeit "
    "unabhangig independance independante",
    "coup": "perevorot perevorotom perevorotu perevorota putsch staatsstreich",
    "speech": "rech promova rede discours",
    "minister": "ministr minister ministre",
    "chancellor": "premer premier kantsler kanzler bundeskanzler chancelier",
    "bucharest": "bukharest bukhareste bukharesti bukarest bukareszt bukareszcie bucarest",
    "brussels": "bryussel bryussele bruxelles brussel",
    "warsaw": "varshava varshave varshavi varshavskiy varshavskogo varshavskom varshavskomu warschau varsovie",
    "moscow": "moskva moskve moskvi moskau moscou",
    "lisbon": "lissabon lisabon lisbonne",
    "helsinki": "khelsinki gelsinki",
    "geneva": "zheneva zheneve zhenevi genf geneve",
    "vienna": "vena vene viden vidni wien vienne",
    "vilnius": "vilnyus vilnyuse",
    "paris": "parizh parizhe parizhi",
    "washington": "vashington",
    "madrid": "madride madridi",
    "munich": "myunkhen myunkhenskaya munchen munchner myunkhenska",
    "union": "soyuz union",
    "soviet": "sovetskiy sovetskogo radyanskiy radyanskogo sowjetische sovietique",
    "enlargement": "rasshirenie rozshirennya erweiterung elargissement osterweiterung",
    "sanctions": "sanktsii sanktsiy sanktionen",
    "summit": "sammit samit gipfel gipfeltreffen sommet szczyt cumbre",
    "missiles": "raketa rakety raketi raketen",
    "withdrawal": "vyvod vyvel vyveli vivid viviv viveli abzug retrait",
    "troops": "voyska voysk viyska viysk truppen troupes",
}
# Adjectives of places in Russian and Ukrainian, without their endings: крымский, кримського.
_OF_PLACES: Mapping[str, str] = {
    "krymsk": "crimea", "krimsk": "crimea", "bukharestsk": "bucharest", "madridsk": "madrid", "vilnyussk": "vilnius",
    "lissabonsk": "lisbon", "moskovsk": "moscow", "parizhsk": "paris",
    "londonsk": "london", "rizhsk": "riga", "prazhsk": "prague", "budapeshtsk": "budapest",
    "khelsinksk": "helsinki", "zhenevsk": "geneva", "myunkhensk": "munich", "berlinsk": "berlin",
    "gruzinsk": "georgia", "rossiysk": "russia", "rosiysk": "russia", "ukrainsk": "ukraine", "amerikansk": "america",
    "chechensk": "chechnya", "kosovsk": "kosovo", "afgansk": "afghanistan", "finsk": "finland", "shvedsk": "sweden",
    "turetsk": "turkey", "polsk": "poland", "nemetsk": "germany", "frantsuzsk": "france", "britansk": "britain",
    "iraksk": "iraq", "siriysk": "syria", "koreysk": "korea", "kubinsk": "cuba",
    "yugoslavsk": "yugoslavia", "serbsk": "serbia", "bosniysk": "bosnia", "bolgarsk": "bulgaria",
}  # fmt: skip
_OF_A_PLACE = re.compile(
    r"(?P<stem>[a-z]{3,}sk)(?:iy|yy|aya|oe|ie|ogo|oy|om|uyu|ikh|im|omu|ymi|a|e|i|oi|u|iego|iej|ich)"
)
_TRANSLATED: Mapping[str, str] = {word: own for own, words in _TRANSLATED_TO.items() for word in words.split()}
# Of a long word all but its last letter, which Russian and Ukrainian change with the case.
_STEMS: Mapping[str, str] = {word[:-1]: own for word, own in _TRANSLATED.items() if len(word) > 6}


def _joined() -> Mapping[str, frozenset[str]]:
    same: dict[str, frozenset[str]] = {}
    for line in _SAME.strip().splitlines():
        words = frozenset(line.split())
        for word in words:
            same[word] = same.get(word, frozenset()) | words
    return same


_SAME_AS = _joined()


# Words of which a slip is known though they may not stand in the packs: resined, bomed.
SPELT = tuple(sorted(word for word in _SAME_AS if len(word) > 5))


# Verbs of two words, and the one of _SAME that means the same.
_PHRASES: Mapping[str, str] = {
    "fell": "come down|comes down|came down|brought down|bring down|brings down|torn down|tore down|tear down|"
    "knocked down|go down|went down",
    "collapse": "break up|breaks up|broke up|broken up|break apart|broke apart|fall apart|fell apart|breakup",
    "left": "ever out of|pull out|pulls out|pulled out|walk out|walked out|drop out|dropped out|get out|got out",
    "ended": "stop existing|stops existing|stopped existing|"
    "cease to exist|ceases to exist|ceased to exist|come to an end|came to an end",
    "expelled": "kick out|kicked out|thrown out|throw out",
    "founded": "set up|sets up|come into being|came into being|come into existence|came into existence",
    "resigned": "step down|steps down|stepped down|ushel v otstavku|ushla v otstavku|ushli v otstavku|"
    "podal v otstavku|pishov u vidstavku|pishla u vidstavku",
    "began": "break out|breaks out|broke out",
    "killed": "lost their lives|lose their lives",
    "happened": "take place|takes place|took place|taken place|taking place",
    "joined": "let in|got in|get in",
}
_ONE_VERB: Mapping[str, str] = {phrase: verb for verb, phrases in _PHRASES.items() for phrase in phrases.split("|")}
_TWO_WORDS = re.compile(rf"\b(?:{'|'.join(sorted(_ONE_VERB, key=len, reverse=True))})\b")
# With these it is asked what happened at a meeting, whatever the packs say of it.
_AT_A_MEETING = re.compile(
    r"\b(?:(?:was|were|got) )?(?:decided?|agreed?|discuss(?:ed)?|done|achieved?|announced?|said) (?:at|in|during)\b"
)


# Who goes into a country with force invades it; a treaty goes into force.
_INTO = re.compile(
    r"\b(?:go|goes|went|march|marched|roll|rolled|move|moved) into\b"
    r"(?! (?:force|effect|space|orbit|exile|office|power|war|hiding|production|service)\b)"
)


def one_verb(folded: str) -> str:
    """Return a folded line with each verb of two words as one: came down is fell, was decided at happened."""
    folded = _INTO.sub("invaded", folded)
    return _AT_A_MEETING.sub("happened", _TWO_WORDS.sub(lambda phrase: _ONE_VERB[phrase[0]], folded))


def words_of(text: str) -> frozenset[str]:
    """Return the words of a list that is written as a text."""
    return frozenset(text.split())


def telling_in(words: Iterable[str]) -> list[str]:
    """Return the words that say what is asked for."""
    return [word for word in words if word not in FILLERS]


@lru_cache(maxsize=2048)
def english(word: str) -> str:
    """Return the English word for a common one in another language, and every other word as it is."""
    return _TRANSLATED.get(word) or _inflected(word)


def _inflected(word: str) -> str:
    """Return the English word of which this is a case: генеральным, договоре, крымского."""
    if place := _OF_A_PLACE.fullmatch(word):
        return _OF_PLACES.get(place["stem"], word)
    stems = (word[:-cut] for cut in (1, 2, 3) if len(word) - cut > 5)
    return next((_STEMS[stem] for stem in stems if stem in _STEMS), word)


@lru_cache(maxsize=2048)
def variants(word: str) -> frozenset[str]:
    """Return a word and those that mean the same; of one in another language, the English ones."""
    own = english(word)
    return frozenset({word, own, _BRITISH.sub(r"\1iz\2", own)}) | _SAME_AS.get(own, frozenset())


# Mobilise, mobilisation: the packs spell as Americans do.
_BRITISH = re.compile(r"^(\w{4,})is(e[ds]?|ing|ations?)$")
