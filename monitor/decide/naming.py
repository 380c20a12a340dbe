"""The names of outlets in a form in which a credit and a host can meet."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_GENERIC = frozenset(
    {
        "the",
        "a",
        "agency",
        "agencies",
        "news",
        "newspaper",
        "daily",
        "weekly",
        "online",
        "newswire",
        "website",
        "press",
        "media",
        "service",
        "network",
    }
)
_SHORTEST = 3


@lru_cache(maxsize=4096)
def outlet_names(text: str) -> frozenset[str]:
    """The comparable forms of an outlet's name or host.

    ``"Gulf Mirror"`` and ``"gulfmirror.example"`` share one, as do ``"the Polestar agency"`` and
    ``"polestar-agency.example"``, ``"Continental Press Agency"`` and ``"continentalpa.example"``.
    """
    words = [word.lower() for word in _WORD.findall(_label(text))]
    telling = [word for word in words if word not in _GENERIC]
    forms = {"".join(words), "".join(telling)} if telling or len(words) > 1 else set()
    if len(words) > 1:
        forms.add(words[0] + "".join(word[0] for word in words[1:]))
    return frozenset(form for form in forms if len(form) >= _SHORTEST)


def same_outlet(one: str, other: str) -> bool:
    """Whether two names or hosts may be one outlet."""
    return not outlet_names(one).isdisjoint(outlet_names(other))


def _label(text: str) -> str:
    """``gulfmirror`` for a host ``www.gulfmirror.example``; any other text as it is."""
    host = text.strip().lower().removeprefix("www.")
    if " " in host or "." not in host:
        return text
    labels = host.split(".")
    names = labels[:-1] if len(labels) < 3 or len(labels[-2]) > 3 else labels[:-2]
    return names[-1]
