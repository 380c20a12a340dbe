"""What reading takes from an article (CLAIMS: Claim; CONTRACT: classify output)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from monitor.model.stage import Stage


class Certainty(StrEnum):
    """How sure the text itself is of what it says."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"


class Speaker(StrEnum):
    """Whose word a claim is."""

    PARTY_GOVERNMENT = "party_government"
    CONVENER = "convener"
    OTHER_GOVERNMENT = "other_government"
    OUTLET = "outlet"
    UNNAMED = "unnamed"
    OTHER = "other"


class Tag(StrEnum):
    """What an article is about, as a whole."""

    ACCESSION = "accession"
    BACKGROUND = "background"
    UNRELATED = "unrelated"


class OriginKind(StrEnum):
    """What a text rests on, where it is not its own reporting."""

    AGENCY = "agency"
    OUTLET = "outlet"
    UNNAMED = "unnamed"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact words: ``quote == article.field(field)[start:end]``, in code points."""

    field: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Origin:
    """What a text credits: an agency, another outlet, an unnamed source, a document."""

    kind: OriginKind
    name: str


INFERRED = "inferred"
"""The first of a claim's rules where no rule made it but the learned choice."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one article says about one party's place in one accord.

    ``date`` and ``effective`` are partial ISO dates; ``why`` names the rules that made the claim.
    """

    accord: str
    party: str
    stage: Stage
    new: bool
    evidence: Evidence
    certainty: Certainty = Certainty.CERTAIN
    speaker: Speaker = Speaker.OUTLET
    confidence: float = 0.5
    date: str | None = None
    effective: str | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Denial:
    """A party's word that it is not, or will not be, at ``stages``; or, in ``Reading.lifted``, its end."""

    accord: str
    party: str
    stages: tuple[Stage, ...]
    speaker: Speaker
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Retraction:
    """A text takes back what was reported: by its own outlet, or by the ``outlet`` that it names.

    ``stages`` is empty where the text does not say which; ``outlet`` is a host or a name, empty for the
    article's own publisher; ``url`` is the address of what is taken back, where the text gives it.
    """

    accord: str
    party: str
    evidence: Evidence
    stages: tuple[Stage, ...] = ()
    outlet: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class NoClaim:
    """A mention that made no claim, and the rule that said so; for people who ask why."""

    accord: str
    party: str
    reason: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was taken from one article by one version of the classifier."""

    article: str
    classifier: str
    tag: Tag
    claims: tuple[Claim, ...] = ()
    denials: tuple[Denial, ...] = ()
    lifted: tuple[Denial, ...] = ()
    retractions: tuple[Retraction, ...] = ()
    origins: tuple[Origin, ...] = ()
    no_claims: tuple[NoClaim, ...] = ()
    notes: tuple[str, ...] = ()
    lang: str | None = None
