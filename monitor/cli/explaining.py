"""``accords explain``: why a party stands where it does, or what an article was read as."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

import click
from rich.console import Console
from rich.markup import escape

from monitor.alerting.words import KIN_SAYS, REVIEW_SAYS
from monitor.cli.codes import NOTHING
from monitor.cli.context import Context
from monitor.cli.screen import indented, json_option, screen
from monitor.decide.explaining import Explained, StageExplained
from monitor.decide.explaining import explain as explain_state
from monitor.decide.state import fold
from monitor.model.address import mask_url
from monitor.model.claim import Claim, Evidence, NoClaim, Reading
from monitor.model.clock import SystemClock
from monitor.model.dates import iso
from monitor.model.events import (
    KinReason,
    ReviewOpened,
    ReviewReason,
    Witness,
    party_stream,
)
from monitor.ports import Revision
from store.articles import SqlArchive
from store.pages import PageRecord, SqlPages

SHOWN = 12
"""Supports of one stage shown on a terminal."""

HOW_TO_ANSWER = "accords review confirm (or reject) {place} {stage} --by NAME --reason TEXT"
"""How a person answers a review."""

_accord_option = click.option("--accord", "accord_id", metavar="ID", help="Only this accord.")


@click.command()
@click.argument("target", metavar="PARTY|URL")
@_accord_option
@json_option
@click.pass_obj
def explain(context: Context, target: str, accord_id: str | None, as_json: bool) -> None:
    """Say why a party stands where it does and what is missing, or why an article is a claim or none."""
    found: list[dict[str, Any]]
    if "://" in target:
        found = _explained_article(context, target)
    else:
        found = _explained_party(context, context.party_code(target), accord_id)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    if not found:
        click.echo(f"{target}: nothing on file", err=True)
        sys.exit(NOTHING)
    if as_json:
        return
    show = _show_article if "://" in target else _show_party
    for one in found:
        show(screen(), one)


def _explained_party(context: Context, party: str, accord_id: str | None) -> list[dict[str, Any]]:
    accords = [context.accord(accord_id)] if accord_id else list(context.accords)
    log, now = context.log(), SystemClock().now()
    found = []
    for accord in accords:
        events = log.read_stream(party_stream(accord.id, party))
        if events:
            policy = context.settings.policy.for_accord(accord)
            state = fold(accord.id, party, events)
            told = _party_json(context, explain_state(state, accord, policy, now))
            told["reviews"] = [review_json(r, "") for r in state.reviews.values()]
            found.append(told)
    return found


def _party_json(context: Context, told: Explained) -> dict[str, Any]:
    return {
        "accord": told.accord,
        "party": told.party,
        "name": context.parties.name(told.party),
        "stage": told.current.stage.value if told.current else None,
        "stages": [_stage_json(stage) for stage in told.stages],
    }


def _stage_json(told: StageExplained) -> dict[str, Any]:
    step = told.step
    return {
        "stage": told.stage.value,
        "standing": told.standing.value,
        "words": told.words,
        "reason": step.reason.value if step else None,
        "date": step.date if step else None,
        "effective": step.effective if step else None,
        "voices": told.voices,
        "support": [
            _witness_json(w) | {"carries": bool(step and w.claim_id in step.carriers)}
            for w in told.support
        ],
        "denials": [_witness_json(witness) for witness in told.denials],
    }


def _witness_json(witness: Witness) -> dict[str, Any]:
    return {
        "claim_id": witness.claim_id,
        "voice": witness.voice,
        "one_voice_with": witness.same_as or None,
        "because": witness.kin.value if witness.kin else None,
        "publisher": witness.publisher,
        "host": witness.host,
        "tier": witness.tier.value,
        "speaker": witness.speaker.value,
        "published": iso(witness.published),
        "date": witness.date,
        "article": witness.article,
        "url": witness.url,
        "title": witness.title,
        "quote": witness.quote,
    }


def _show_party(console: Console, told: dict[str, Any]) -> None:
    stage = told["stage"] or "nothing confirmed"
    console.print(f"[bold]{escape(told['name'])}[/] · {told['accord']} · {stage}")
    for one in told["stages"]:
        date = f" ({one['date']})" if one["date"] else ""
        console.print(f"\n[bold]{one['stage']}[/]{date}: {escape(one['words'])}")
        _show_support(console, one["support"])
        for denial in one["denials"] if one["support"] else ():
            _show_saying(console, f"denied by its government: {_where(denial)}", denial)
    for asked in told["reviews"]:
        why, stage = REVIEW_SAYS[ReviewReason(asked["reason"])], asked["stage"]
        console.print(f"\n[bold]open review[/] of {stage}: {why}")
        place = f"{asked['accord']}/{asked['party']}"
        indented(console, 2, f"answer it: {HOW_TO_ANSWER.format(place=place, stage=stage)}")


def _why_one_voice(one: dict[str, Any], publishers: dict[str, str]) -> str:
    """Why a support is no voice of its own, and with whose article it is one."""
    if not one["because"]:
        return ""
    with_whom = publishers.get(one["one_voice_with"] or "", "")
    why = KIN_SAYS[KinReason(one["because"])]
    return f" · one voice{f' with {with_whom}' if with_whom else ''}: {why}"


def _show_support(console: Console, support: Sequence[dict[str, Any]]) -> None:
    """The supports voice by voice; ``*`` marks those that carry the confirmation."""
    ordered = sorted(support, key=lambda one: int(one["voice"]))
    publishers = {one["article"]: one["publisher"] for one in support}
    for one in ordered[:SHOWN]:
        mark = "*" if one["carries"] else ""
        why = _why_one_voice(one, publishers)
        dated = f" · dated {one['date']}" if one["date"] else ""
        _show_saying(console, f"voice {one['voice']}{mark}  {_where(one)}{dated}{why}", one)
    if len(ordered) > SHOWN:
        console.print(f"  … and {len(ordered) - SHOWN} more; --json gives them all")
    if any(one["carries"] for one in ordered[:SHOWN]):
        console.print("  * satisfied the rule")


def _where(one: dict[str, Any]) -> str:
    return f"{one['publisher']} ({one['tier']}), {one['published'][:16].replace('T', ' ')}"


def _show_saying(console: Console, heading: str, one: dict[str, Any]) -> None:
    indented(console, 2, escape(heading))
    indented(console, 4, f"“{escape(one['quote'] or one['title'])}”")
    # An address is not broken: it is to be clicked or copied.
    console.print(f"    {escape(one['url'])}", soft_wrap=True)
    if one["claim_id"]:
        console.print(f"    claim {one['claim_id']}")


def _explained_article(context: Context, url: str) -> list[dict[str, Any]]:
    archive, pages = SqlArchive(context.engine()), SqlPages(context.engine())
    return [
        _article_json(revision, archive.reading_of(revision.id))
        | _page_json(revision, pages.of(revision.article.id))
        for revision in archive.revisions_of(url)
    ]


def _page_json(revision: Revision, page: PageRecord | None) -> dict[str, Any]:
    """Where the text is from, and what came of the page where one was fetched."""
    if page is None:
        return {"text_from": "feed"}
    from_page = page.number is not None and revision.number >= page.number
    return {
        "text_from": "page" if from_page else "feed",
        "page": {
            "url": mask_url(page.url),
            "outcome": page.outcome.value,
            "detail": page.detail,
            "fetched_at": iso(page.fetched_at),
        },
    }


def _article_json(revision: Revision, reading: Reading | None) -> dict[str, Any]:
    article = revision.article
    told: dict[str, Any] = {
        "url": article.url,
        "revision": revision.number,
        "title": article.title,
        "source": article.source,
        "published": iso(article.published),
        "first_seen": iso(revision.first_seen),
        "fresh": revision.fresh,
        "read_by": reading.classifier if reading else None,
    }
    if reading:
        told |= {
            "tag": reading.tag.value,
            "claims": [_claim_json(claim) for claim in reading.claims],
            "no_claims": [_no_claim_json(one) for one in reading.no_claims],
            "notes": list(reading.notes),
        }
    return told


def _claim_json(claim: Claim) -> dict[str, Any]:
    return {
        "accord": claim.accord,
        "party": claim.party,
        "stage": claim.stage.value,
        "new": claim.new,
        "date": claim.date,
        "effective": claim.effective,
        "certainty": claim.certainty.value,
        "speaker": claim.speaker.value,
        "confidence": claim.confidence,
        "evidence": _evidence_json(claim.evidence),
        "why": list(claim.why),
    }


def _no_claim_json(found: NoClaim) -> dict[str, Any]:
    return {
        "accord": found.accord,
        "party": found.party,
        "reason": found.reason,
        "evidence": _evidence_json(found.evidence),
    }


def _evidence_json(evidence: Evidence) -> dict[str, Any]:
    return {
        "field": evidence.field,
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
    }


def _show_article(console: Console, told: dict[str, Any]) -> None:
    console.print(f"[bold]{escape(told['title'])}[/]")
    console.print(f"{escape(told['url'])} · revision {told['revision']} · {told['published']}")
    _show_page(console, told)
    if told["read_by"] is None:
        console.print("not read yet")
        return
    console.print(f"tag: {told['tag']} (read by {told['read_by']})")
    for note in told["notes"]:
        console.print(f"note: {escape(note)}")
    for claim in told["claims"]:
        kind = "new" if claim["new"] else "background"
        date = f", {claim['date']}" if claim["date"] else ""
        console.print(f"\n{claim['accord']}/{claim['party']}: {claim['stage']}, {kind}{date}")
        indented(console, 2, f"“{escape(claim['evidence']['quote'])}”")
        by = claim["speaker"].replace("_", " ")
        indented(console, 2, f"by {by}; because: {escape(', '.join(claim['why']))}")
    for one in told["no_claims"]:
        console.print(f"\n{one['accord']}/{one['party']}: no claim, {escape(one['reason'])}")
        indented(console, 2, f"“{escape(one['evidence']['quote'])}”")


def _show_page(console: Console, told: dict[str, Any]) -> None:
    page = told.get("page")
    if page is None:
        return
    came = "its text is the page's" if told["text_from"] == "page" else "its text is the feed's"
    why = f": {page['detail']}" if page["detail"] else ""
    console.print(f"{came}; page fetched {page['fetched_at']}, {page['outcome']}{escape(why)}")


def review_json(asked: ReviewOpened, opened_at: str) -> dict[str, Any]:
    """An open review with its witnesses."""
    return {
        "review_id": asked.review_id,
        "opened_at": opened_at,
        "accord": asked.accord,
        "party": asked.party,
        "stage": asked.stage.value,
        "reason": asked.reason.value,
        "witnesses": [_witness_json(witness) for witness in asked.witnesses],
    }
