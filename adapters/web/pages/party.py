"""The page of one party's way into one accord: where it stands, why, and on whose words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from adapters.web.pages.overview import as_of
from adapters.web.parts import BoardParts
from monitor.alerting.words import CONFIRM_SAYS
from monitor.board import Look, Row, Wanted
from monitor.decide.explaining import Explained, StageExplained
from monitor.model.events import ConfirmReason

CLAIMS = 50
"""Claims on one page."""

EVIDENCE = 400
STEPS = 200


def party_page(
    look: Look, parts: BoardParts, accord: str, party: str, before: int | None = None
) -> dict[str, Any] | None:
    """What the page of ``party`` tells; None where nothing is on file about it."""
    about: dict[str, object] = {"accord": accord, "party": party}
    claims = look.rows(Wanted("claims", about, before=before, newest_first=True, limit=CLAIMS + 1))
    timeline = look.rows(Wanted("timeline", about, newest_first=True, limit=STEPS))
    denials = look.rows(Wanted("denials", about, newest_first=True, limit=STEPS))
    if not (claims or timeline or denials):
        return None
    membership = look.rows(Wanted("membership", about, by=("party",), limit=1))
    evidence = look.rows(
        Wanted("evidence", about, by=("position", "role", "number"), limit=EVIDENCE)
    )
    return {
        **as_of(look.mark),
        "accord": accord,
        "name": parts.name_of(accord),
        "party": party,
        "party_name": (claims or timeline or denials)[0]["party_name"],
        "membership": membership[0] if membership else None,
        "why": why(membership[0] if membership else None),
        "stages": _stages(parts.explain(accord, party)),
        "membership_history": look.rows(
            Wanted("membership_history", about, by=("known_from_position", "valid_from"))
        ),
        "evidence": evidence,
        "evidence_is_cut": len(evidence) == EVIDENCE,
        "denials": denials,
        "reviews": look.rows(Wanted("reviews", about, newest_first=True, limit=STEPS)),
        "date_conflicts": look.rows(
            Wanted("date_conflicts", about, by=("step", "date", "position"))
        ),
        "timeline": timeline,
        "claims": claims[:CLAIMS],
        "next_before": claims[CLAIMS - 1]["position"] if len(claims) > CLAIMS else None,
    }


def why(membership: Row | None) -> str:
    """By what the present stage was confirmed, in words."""
    if membership is None:
        return "No stage is confirmed."
    return f"Confirmed: {CONFIRM_SAYS[ConfirmReason(membership['reason'])]}."


def _stages(told: Explained | None) -> list[dict[str, Any]]:
    """Each stage that anybody spoke of: how it stands and what is missing."""
    return [_stage(stage) for stage in told.stages] if told else []


def _stage(told: StageExplained) -> dict[str, Any]:
    return {
        "stage": told.stage.value,
        "standing": told.standing.value,
        "words": told.words,
        "voices": told.voices,
        "support": len(told.support),
    }


def confirmations(evidence: Sequence[Row]) -> list[dict[str, Any]]:
    """The evidence by confirmation, the newest first; that which stands before what does not.

    ``voices`` are lists of supports: the first spoke, the others are one voice with it. ``uncounted`` bear no
    number of a voice, as a baseline's; ``later`` came after the confirmation.
    """
    positions = sorted({row["position"] for row in evidence}, reverse=True)
    found = [_confirmation([row for row in evidence if row["position"] == at]) for at in positions]
    return sorted(found, key=lambda one: not one["stands"])


def _confirmation(rows: Sequence[Row]) -> dict[str, Any]:
    first = rows[0]
    at_once = [row for row in rows if row["role"] != "later"]
    counted = [row for row in at_once if row["voice"] is not None]
    return {
        "stage": first["stage"],
        "position": first["position"],
        "confirmed_at": first["confirmed_at"],
        "stands": first["stands"],
        "voices": [
            sorted((row for row in counted if row["voice"] == voice), key=_original_first)
            for voice in sorted({row["voice"] for row in counted})
        ],
        "uncounted": [row for row in at_once if row["voice"] is None],
        "later": [row for row in rows if row["role"] == "later"],
    }


def _original_first(row: Row) -> tuple[bool, bool, int]:
    return bool(row["same_as"]), row["role"] != "carrier", row["number"]
