"""The forms of English verbs, by the rules of spelling and a table of exceptions."""

from __future__ import annotations

from functools import cache, lru_cache

from monitor.claims.data import load

FORMS = ("base", "third", "past", "participle", "ing")


@cache
def _irregular() -> dict[str, list[str]]:
    return dict(load("en", "verbs")["irregular"])


def forms_of(verb: str) -> dict[str, str]:
    """``base``, ``third``, ``past``, ``participle`` and ``ing`` of ``verb``, which may trail a particle.

    The past of a regular verb is also its participle.
    """
    known = _irregular().get(verb)
    if known is not None:
        return dict(zip(FORMS, (verb, *known), strict=True))
    return {
        "base": verb,
        "third": _third(verb),
        "past": _past(verb),
        "participle": _past(verb),
        "ing": _ing(verb),
    }


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{verb}es"
    if _consonant_y(verb):
        return f"{verb[:-1]}ies"
    return f"{verb}s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if _consonant_y(verb):
        return f"{verb[:-1]}ied"
    return f"{verb}ed"


def _ing(verb: str) -> str:
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return f"{verb[:-1]}ing"
    return f"{verb}ing"


def _consonant_y(verb: str) -> bool:
    return verb.endswith("y") and verb[-2] not in "aeiou"


_ENDINGS = ("ing", "ed", "es", "s")


@lru_cache(maxsize=1 << 15)
def stem_of(word: str) -> str:
    """``word`` without an ending of inflection, roughly: the same for most forms of one word."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word.removesuffix(ending)
    return word
