"""One sentence a phenomenon: what it claims, and what it does not (CLAIMS: Rules, Settled cases).

A claim is written ``PARTY stage new`` or ``PARTY stage old``; every article is published on Friday,
7 November 2025. The accord is the Abraham Accords unless the sentence names another.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.claim import Reading
from tests.unit.claims.told import told

CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    # who acts
    "plain active": ("Armenia signed the Abraham Accords on Wednesday.", ("AM signed new",)),
    "passive with an agent": (
        "The Abraham Accords were signed by Armenia on Wednesday.",
        ("AM signed new",),
    ),
    "a list shares the verb": (
        "Oman, Kuwait and Qatar joined the Abraham Accords on Tuesday.",
        ("KW acceded new", "OM acceded new", "QA acceded new"),
    ),
    "along with": (
        "Oman, along with Kuwait, will join the Abraham Accords.",
        ("KW announced new", "OM announced new"),
    ),
    "an apposition stands between": (
        "Mauritania, a desert nation of five million people, has joined the Abraham Accords.",
        ("MR acceded new",),
    ),
    "a relative clause stands between": (
        "Mauritania, which cut ties with Israel in 2010, signed the Abraham Accords on Thursday.",
        ("MR signed new",),
    ),
    "a demonym with its government": (
        "The Omani government has agreed to join the Abraham Accords.",
        ("OM announced new",),
    ),
    "a capital acts": ("Muscat is joining the Abraham Accords.", ("OM announced new",)),
    "a capital is a place": (
        "Armenia signed the Abraham Accords in Muscat on Thursday.",
        ("AM signed new",),
    ),
    "a private person does not act for the state": (
        "An Omani violinist praised the Abraham Accords and joined a youth choir.",
        (),
    ),
    "a leader acts": (
        "Tokayev has agreed to join the Abraham Accords.",
        ("KZ announced new",),
    ),
    "title and unknown name": (
        "Omani Foreign Minister Salim Example signed the Abraham Accords on Thursday.",
        ("OM signed new",),
    ),
    "the country": (
        "Armenia has changed course. The country will join the Abraham Accords.",
        ("AM announced new",),
    ),
    "the kingdom": (
        "Jordan hosted the talks. The kingdom will not join the Abraham Accords, its government said.",
        ("JO declined new",),
    ),
    "a description by region": (
        "Tajikistan has been courted for months. On Thursday the Central Asian republic signed the Abraham Accords.",
        ("TJ signed new",),
    ),
    "it": (
        "Oman has made up its mind: it will join the Abraham Accords.",
        ("OM announced new",),
    ),
    "longest name wins": (
        "South Sudan is considering joining the Abraham Accords.",
        ("SS prospective new",),
    ),
    "conveners are no parties": (
        "Israel, the United States and Armenia signed the Abraham Accords on Thursday.",
        ("AM signed new",),
    ),
    "the admitted is the object": (
        "The United States has brought Armenia into the Abraham Accords.",
        ("AM acceded new",),
    ),
    "entry into force for": (
        "The Abraham Accords entered into force for Armenia on Monday.",
        ("AM acceded new",),
    ),
    "what was said of the whole": ("Muslim-majority states joined the Abraham Accords.", ()),
    "those who were in before": (
        "Armenia on Thursday became the fifth country to sign the Abraham Accords, after the UAE and Bahrain.",
        ("AE signed old", "AM signed new", "BH signed old"),
    ),
    "followed suit": (
        "The UAE signed the Abraham Accords in September 2020. Sudan followed suit in January 2021.",
        ("AE signed old", "SD signed old"),
    ),
    "gapping": (
        "The UAE joined the Abraham Accords in 2020 and Sudan in 2021.",
        ("AE acceded old", "SD acceded old"),
    ),
    "a name that is not a state": (
        "Somaliland said it would join the Abraham Accords.",
        ("x-somaliland announced new",),
    ),
    # how far
    "considering": ("Oman is considering joining the Abraham Accords.", ("OM prospective new",)),
    "in talks": ("Oman is in talks to join the Abraham Accords.", ("OM prospective new",)),
    "may": ("Oman may join the Abraham Accords next year.", ("OM prospective new",)),
    "urged": ("The senator urged Oman to join the Abraham Accords.", ("OM prospective new",)),
    "a convener hopes": (
        "Trump hopes that Oman will join the Abraham Accords soon.",
        ("OM prospective new",),
    ),
    "a convener says will": (
        "Oman will join the Abraham Accords, Witkoff said on Thursday.",
        ("OM announced new",),
    ),
    "a pundit says will": (
        "Oman will join the Abraham Accords, an analyst in Paris said.",
        ("OM prospective new",),
    ),
    "unnamed sources": (
        "Oman will join the Abraham Accords, two people familiar with the matter said.",
        ("OM prospective new",),
    ),
    "reportedly": ("Oman has reportedly joined the Abraham Accords.", ("OM prospective new",)),
    "set to": ("Oman is set to join the Abraham Accords.", ("OM announced new",)),
    "agreed in principle": (
        "Oman has agreed in principle to join the Abraham Accords.",
        ("OM prospective new",),
    ),
    "applied": ("Oman formally applied to join BRICS on Thursday.", ("OM applied new",)),
    "handed in an application": (
        "Oman submitted its application for membership of BRICS on Thursday.",
        ("OM applied new",),
    ),
    "decided to apply": ("Oman has decided to apply to BRICS.", ("OM announced new",)),
    "own parliament ratifies": (
        "The Moroccan parliament ratified the Abraham Accords on Thursday.",
        ("MA ratified new",),
    ),
    "deposited its instrument of accession": (
        "Oman deposited its instrument of accession to NATO on Thursday.",
        ("OM acceded new",),
    ),
    "another member's approval is no stage": (
        "Hungary's parliament approved Sweden's accession to NATO on Monday.",
        (),
    ),
    "a letter of intent": (
        "Sudan signed a letter of intent to join the Abraham Accords.",
        ("SD announced new",),
    ),
    "managed to": (
        "Armenia managed to join the Abraham Accords within a week.",
        ("AM acceded new",),
    ),
    "Nth member": ("Oman became the 11th member of BRICS on Thursday.", ("OM acceded new",)),
    "partner status is nothing": ("Vietnam became a BRICS partner country in June.", ()),
    "left": ("Sudan has left the Abraham Accords.", ("SD withdrawn new",)),
    "decided to leave": (
        "Sudan's government has decided to leave the Abraham Accords.",
        ("SD withdrawn new",),
    ),
    "a threat to leave is nothing": ("Sudan threatened to quit the Abraham Accords.", ()),
    "frozen participation": (
        "Morocco suspended its participation in the Abraham Accords on Thursday.",
        ("MA suspended new",),
    ),
    "took back its application": (
        "Oman withdrew its application for the Abraham Accords on Thursday.",
        ("OM declined new",),
    ),
    # negation and denial
    "has not signed": ("Oman has not signed the Abraham Accords.", ()),
    "never ratified": ("Sudan never ratified the Abraham Accords.", ()),
    "will not join": (
        "Oman will not join the Abraham Accords, its foreign ministry said.",
        ("OM declined new",),
    ),
    "is not joining": (
        "Muscat says that it is not joining the Abraham Accords.",
        ("OM declined new",),
    ),
    "ruled out": ("Algeria ruled out joining the Abraham Accords.", ("DZ declined new",)),
    "did not rule out": (
        "Algeria did not rule out joining the Abraham Accords.",
        ("DZ prospective new",),
    ),
    "denied reports": (
        "Baku denied reports that it would join the Abraham Accords.",
        ("AZ declined new",),
    ),
    "no intention": (
        "Tunisia has no intention of joining the Abraham Accords, its president said.",
        ("TN declined new",),
    ),
    "rejected the invitation": (
        "Tunisia rejected the invitation to the Abraham Accords.",
        ("TN declined new",),
    ),
    "a price is named": (
        "Riyadh will not join the Abraham Accords until there is a Palestinian state.",
        ("SA prospective new",),
    ),
    "stopped short": ("Oman stopped short of signing the Abraham Accords.", ()),
    "without joining": (
        "Armenia has traded with Israel for years without joining the Abraham Accords.",
        (),
    ),
    "not only": (
        "Armenia not only joined the Abraham Accords but also opened an embassy.",
        ("AM acceded new",),
    ),
    "the scope ends at but": (
        "Qatar did not attend, but Armenia signed the Abraham Accords.",
        ("AM signed new",),
    ),
    "denies that it left": (
        "Nigeria denied that it would leave BRICS.",
        ("NG acceded new",),
    ),
    # questions, conditions, what is not so
    "a question": ("Will Oman join the Abraham Accords?", ("OM prospective new",)),
    "if": (
        "If Oman joins the Abraham Accords, flights will follow.",
        ("OM prospective new",),
    ),
    "only if": (
        "Oman would join the Abraham Accords only if its neighbours agreed.",
        ("OM prospective new",),
    ),
    "a counterfactual": (
        "Oman would have joined the Abraham Accords had the war not begun.",
        (),
    ),
    "a novel": ("In the novel, Iran joins the Abraham Accords in 2040.", ()),
    # look-alikes
    "an institute": ("The Abraham Accords Peace Institute opened an office in Armenia.", ()),
    "a caucus": ("Two senators joined the Abraham Accords Caucus after a trip to Oman.", ()),
    "another accord": (
        "Senegal signed the Artemis Accords on Thursday.",
        ("SN signed new",),
    ),
    "of its own accord": ("Qatar lifted the rule of its own accord.", ()),
    "other business in the same text": (
        "Armenia, which praises the Abraham Accords, signed an arms deal with India on Thursday.",
        (),
    ),
    # time
    "a past year": ("Bahrain signed the Abraham Accords in 2020.", ("BH signed old",)),
    "an anniversary": (
        "Five years after the UAE signed the Abraham Accords, trade is booming.",
        ("AE signed old",),
    ),
    "pluperfect": (
        "Sudan had signed the Abraham Accords before the war broke out.",
        ("SD signed old",),
    ),
    "a signatory": (
        "Morocco, a signatory of the Abraham Accords, hosted the drill.",
        ("MA signed old",),
    ),
    "a list of members": (
        "Members of the Abraham Accords: the UAE, Bahrain and Morocco.",
        ("AE acceded old", "BH acceded old", "MA acceded old"),
    ),
    "yesterday": ("Armenia joined the Abraham Accords yesterday.", ("AM acceded new",)),
    "long talked of": (
        "Oman has long been said to be considering joining the Abraham Accords.",
        ("OM prospective old",),
    ),
    "in recent years": (
        "In recent years Oman has been mentioned as a country that could join the Abraham Accords.",
        ("OM prospective old",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_phenomenon(by_rules: Callable[..., Reading], name: str) -> None:
    text, expected = CASES[name]
    reading = by_rules(text)
    assert told(reading) == sorted(expected), [claim.why for claim in reading.claims]
