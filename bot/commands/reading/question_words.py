"""The words with which questions begin and end, in the languages that people ask in, folded as `fold` does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from bot.patterns import expression


class Ask(StrEnum):
    """What sort of answer a line asks for."""

    WHEN = "when"
    WHO = "who"
    WHAT = "what"
    WHY = "why"
    HOW_MANY = "how many"
    WHETHER = "whether"
    HAPPENED = "what happened"
    HOW = "how"
    WHERE = "where"
    WORDS = "words"


_HAPPENED = (
    "what (?:else )?(?:happened|happens|was (?:going on|happening)|took place|occurred|started|began)",
    "what (?:was|were|got) (?:decided|agreed|discussed|done|achieved|announced|said) (?:at|in|during)",
    "happen(?:ed|s)?|took place|occurred|started|began",
    "timeline(?: of| for)?|events?(?: of| in| on)?|history(?: of)?|on this day",
    "chto (?:bylo|sluchilos|proizoshlo)|s?h?cho (?:bulo|stalosya|vidbulosya)",
    "was (?:geschah|passierte|war los)|que sest il passe",
)
# The first whose words a line begins with tells what it asks for.
_BEGINNINGS: Mapping[Ask, tuple[str, ...]] = {
    Ask.HOW_MANY: (
        "how many|how much|number of|how long|how large|how big|how old",
        "skolko|skilki|wie viele?|wieviele?|combien|ile|cuant[oa]s",
    ),
    Ask.HOW: ("how (?:do|can|does|to|did|would|should|is|are|was|were)",),
    Ask.WHEN: (
        "when|whens|since when|(?:in |on |since |from )?(?:what|which) (?:date|day|year|month|decade)",
        "(?:what(?: is| was|s) )?(?:the )?(?:exact )?(?:date|year) of|membership date",
        "kogda|data|koli|wann|quand|seit wann|depuis quand|kiedy|ne zaman|(?:desde )?cuando",
    ),
    Ask.WHERE: ("where|wheres|in (?:what|which) (?:city|place|town|country)", "gde|wo|ou (?:a|est|fut)|gdzie|donde"),
    Ask.WHY: (
        "why|how come|what (?:caused|led to|provoked|sparked|triggered)|cause of|reason for",
        "zachem|pochemu|chomu|warum|wieso|weshalb|pourquoi|dlaczego|neden|nicin|por que",
    ),
    Ask.WHO: (
        "who|whos|whom|whose|what countries",
        "which (?:(?!of)\\w+ )?(?:person|president|leader|country|countries|states?|allies|members?)",
        "name (?:all|the|every|some|me)",
        "kto|hto|khto|wer|qui|quien(?:es)?|kim (?:jest|byl|byla)",
    ),
    Ask.HAPPENED: _HAPPENED,
    Ask.WHAT: (
        "what|whats|which|explain|define|tell me about|describe|meaning of",
        "chto|scho|shcho|co(?: to)?(?: jest| znaczy| oznacza)|czym (?:jest|byl|byla)",
        "was (?:ist|war|sind|bedeutet)|quest ce que?|cest quoi|que|quel(?:le)?s?|cual",
    ),
    Ask.WHETHER: (
        "is|are|was|were|did|does|do|has|have|had|could|can|will|would|should",
        "isnt|arent|wasnt|werent|didnt|doesnt|dont|hasnt|havent",
        # English where a preposition follows: “war in Ukraine”.
        "ist|sind|war(?! (?:in|on|of|over|with|between|against|and|crimes?)\\b)|chi|est ce que|czy",
        # A verb and its particle: “состоит ли”, “вступила ли”.
        r"(?:sostoit|vkhodit|yavlyaetsya|est|byla?|bylo|vstupila?|vyshla|vyshel) li",
    ),
}
_BEFORE = r"(?:(?:and|so|but|ok|hey|hi|please|exactly|in|by|to|on|from|with|of|at|s|v|u|do|k) )*"
BEGINNINGS: tuple[tuple[Ask, re.Pattern[str]], ...] = tuple(
    (ask, expression(rf"{_BEFORE}(?:{'|'.join(patterns)})\b")) for ask, patterns in _BEGINNINGS.items()
)
# Questions that stand behind what they ask for: “germany nato since when?”, “берлинская стена когда построена”.
ENDINGS: tuple[tuple[Ask, re.Pattern[str]], ...] = (
    (
        Ask.HOW_MANY,
        expression(
            r" (?:how (?:many|much|long|often)|(?:total )?count$|skolko|skilki|wie viele?|wieviele?|combien|ile)\b"
        ),
    ),
    (
        Ask.WHEN,
        expression(
            r" (?:since when|when|kogda|koli|wann|quand|ne zaman|membership date)\b| (?:dates?|year|what year)$"
        ),
    ),
    # What is said of something and no more asks when: “bosnia war end”, “warsaw pact founded”.
    (
        Ask.WHEN,
        expression(
            r" (?:starts?|started|begins?|began|begun|ends?|ended|founded|signed|born|died|death|joined|dissolved"
            r"|opened|built|fell|resigned|elected|annexed|invaded)$"
        ),
    ),
    (Ask.WHO, expression(r" (?:kim|kimdir|kimdi)$")),
    (Ask.WHAT, expression(r" (?:nedir|neydi|ne demek)$")),
    (Ask.WHERE, expression(r" (?:where|gde|wo)$")),
    (Ask.WHY, expression(r" (?:neden|nicin)\b| (?:why|how come|pochemu|zachem|chomu|warum|wieso|pourquoi)$")),
)
# Before a name: “who is the …”, “кто такой …”.
FRAME = expression(
    r"^(?:(?:please|pls|hey|hi|ok|okay|so|and|dateline|can you|could you|do you know|i want to know) )*"
    r"(?:tell me(?: more)?(?: about)?|give me(?: info(?:rmation)? on)?|info(?:rmation)? (?:on|about)|"
    r"explain(?: me)?|define|describe|card of|search(?: for)?|find|look up|show(?: me)?|about|"
    r"what (?:happened|became|has become) (?:to|of|with)|"
    r"(?:the )?(?:meaning|definition) of|"
    r"what do(?:es)? (?:people|they|you|we|he|she|it) mean (?:by|with|when they say)|"
    r"what the (?:heck|hell|fuck) (?:is|are|was|were)|"
    r"who(?:s| is| was| are| were)?(?: the one)?|what(?:s| is| was| are| were| does| do)?(?: meant by)?|"
    r"k?h?to(?: takoy| takaya| takie| takiy| takyy| taka| eto| tse| to| jest| byl| byla| buv| bula)*|"
    r"kim (?:jest|byl|byla)|co(?: to)?(?: jest| znaczy| oznacza)|czym (?:jest|byl|byla)|"
    r"chto(?: takoe| eto| znachit)*|s?h?cho(?: take| tse)*|"
    r"wer(?: ist| war| sind)?|was(?: ist| war| sind| bedeutet)?|"
    r"qui(?: est| etait| sont)?|quien(?:es)?(?: es| fue| era| son)?|cual es|que (?:es|fue|era|son)|"
    r"quest ce que?(?: cest)?(?: que)?|cest quoi|que(?: signifie)?)\s+"
    r"(?:(?:the|a|an|die|der|das|den|ein|eine|le|la|les|l|un|une|el|los|las|exactly|actually|again|called) )*"
    r"(?:(?:point|purpose|aim|goal|idea|meaning|definition|role) of (?:(?:the|a|an) )?)?"
)
# After a name.
TAIL = expression(
    r" (?:again|mean|means|exactly|stand for|stands for|say|says|about|all about|please|pls|plz|now|anyway|in short"
    r"|in (?:one sentence|a sentence|a nutshell|simple (?:words|terms)|brief)|explained|meaning|definition|summary"
    r"|stuff|things|for dummies|kim|kimdir|kimdi|nedir|neydi|ne demek)$"
)
# Around a time: “what happened in …”, “… in history”.
TIME_FRAME = expression(
    r"^(?:(?:what|anything|something|so|else|and|tell me|show me|list|give me|all|the|main|major|important|most|top|key"
    r"|big|biggest|greatest|best) )*"
    rf"(?:{'|'.join(_HAPPENED)}|was war)?"
    r"(?: (?:of|in|on|for|from|at|am|im|v|u|le|en|happened|that|my (?:birthday|bday))\b)*"
    r" ?(?P<rest>.*?)(?: (?:(?:is )?my (?:birthday|bday)|timeline|in history|events?|history|happened|then"
    r"|what happened|please))*$"
)
# With which one goes on asking: “and in 2004?”, “what about Russia?”.
FOLLOWING = expression(r"^(?:(?:and|so|but|ok|okay|also|then)[,:]? )*(?:(?:what|how) about )?(?=\S)", re.IGNORECASE)
# Of a genitive, which says nothing of the name itself.
# Of a French article or preposition, which is no part of the name after it: l'OTAN.
ELISION = expression(r"\b(?:l|d|qu)['’](?=\w)", re.IGNORECASE)
# A name of two letters that folds to a word of German: ЕС.
IN_CYRILLIC = expression(r"\b[ЕЄ]С\b", re.IGNORECASE)
# Words by which a question in another language is known: what stands nowhere is then no stranger.
_FOREIGN = """
    kogda kto chto gde pochemu skolko kakoy kak koli hto khto shcho scho de chomu skilki yak
    wann wer warum wieso wie welche ist sind bedeutet geschah qui quand quel quelle combien pourquoi comment quest cest
    kiedy dlaczego gdzie czym jest byl byla ile czy nedir kimdir neden zaman cuando quien cuantos cuantas donde otan
"""
FOREIGN = frozenset(_FOREIGN.split())
# In a German question “war” is no war.
GERMAN = expression(r"\b(?:wer|wann|wo|warum|wieso|wie|welche[rs]?|was) (?:\w+ )?waren?\b|\bwaren? (?:der|die|das)\b")
GENITIVE = expression(r"(?<=\w)['’]s?(?=\s|$)")
