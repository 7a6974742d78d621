"""What the second format asks of a pack beyond being readable; what breaks a rule is told as a breach."""

from __future__ import annotations

from bot.authoring.rules import addresses, fairness, importance, links, style, support
from bot.facts.model import Pack
from bot.files.problems import Reading

# What each rule wants, as docs/packs.md and the messages say it.
RULES: dict[str, str] = {
    "url": "an address is the publisher's own, or an archive's: no copy, mirror, staging host, port or shortener",
    "twin": "one page is one source",
    "locator": "a locator names an entry, a section or a page, not a row's number",
    "alone": "Wikipedia never stands alone",
    "two-sources": "what matters much, is grave or disputed, or accuses the living has two independent sources",
    "says": "where a fact matters much, is grave or disputed, each citation tells what its source says",
    "disputed": "a fact with positions says in a few words what is disputed, or calls them views",
    "stake": "each position says what interest its holder has",
    "finding": "what is grave and disputed has a finding, or says that there is none",
    "as-of": "a number of dead says as of when",
    "link": "a person linked to an event is named in its title or text, or the link says why",
    "importance": "each event says how much it matters, few of a year matter much, and one of a decade most",
    "offices": "each person has the offices they held, or says with `roles: []` that there were none",
}


def check(pack: Pack, reading: Reading) -> None:
    """Note every breach that no single field shows, and what is better but not asked for."""
    for module in (addresses, support, fairness, links, importance):
        for rule, record, message in module.breaches(pack):
            reading.breach(rule, record, f"“{record}”: {message}")
    for record, message in (*addresses.hints(pack), *style.hints(pack)):
        reading.hint(record, f"“{record}”: {message}")
