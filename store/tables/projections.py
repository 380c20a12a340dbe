"""The projections' registry and rows; the public names belong to the views in ``store.views``.

Every row bears its generation: a rebuild writes the next one beside the active one, and the views show
the active one only, so that one UPDATE of the registry is the flip. Apart from it, the columns are the
fields of the row of the same name in ``monitor.project.rows``, where their meaning is written.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    REAL,
    CheckConstraint,
    Column,
    Float,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)

from store.tables.base import table
from store.types import BigInt, CommaList, Day, Flag, Instant, PartialDate, SemicolonList

projections = table(
    "projections",
    Column("name", Text, nullable=False, comment="The projection, e.g. parties."),
    Column(
        "generation", Integer, nullable=False, comment="1, 2, 3 …: each rebuild makes the next."
    ),
    Column(
        "status",
        Text,
        nullable=False,
        comment="building, active (shown by the views), retired, or failed while building.",
    ),
    Column(
        "position",
        BigInt,
        nullable=False,
        comment="Checkpoint: the last event that its rows contain; moved with the rows.",
    ),
    Column(
        "made_by",
        Text,
        nullable=False,
        comment="Digest of the fold's version and of the configuration that it depends on.",
    ),
    Column("failed_position", BigInt, comment="The event at which it stopped; NULL while it runs."),
    Column("last_error", Text, comment="Why it stopped."),
    Column("updated_at", Instant, nullable=False, comment="When this row last changed."),
    PrimaryKeyConstraint("name", "generation"),
    CheckConstraint("status IN ('building', 'active', 'retired', 'failed')", name="status"),
    CheckConstraint("position >= 0", name="position"),
    Index(
        "uq_projections_active",
        "name",
        unique=True,
        sqlite_where=text("status = 'active'"),
        postgresql_where=text("status = 'active'"),
    ),
    comment="Which generation of each projection is shown, how far it is, and why it stopped.",
)


skipped_events = table(
    "skipped_events",
    Column("name", Text, nullable=False, comment="The projection that passed it over."),
    Column("generation", Integer, nullable=False, comment="The generation that lacks it."),
    Column("position", BigInt, nullable=False, comment="Position of the event."),
    Column("error", Text, nullable=False, comment="Why: newer code wrote it."),
    Column("at", Instant, nullable=False, comment="When it was passed over."),
    PrimaryKeyConstraint("name", "generation", "position"),
    comment="Events that a projection passed over because only newer code knows them.",
)

_REAL = Float().with_variant(REAL(), "sqlite")


def _text(name: str, comment: str) -> Column[Any]:
    return Column(name, Text, nullable=False, comment=comment)


def _typed(name: str, kind: Any, comment: str) -> Column[Any]:
    return Column(name, kind, nullable=False, comment=comment)


def _number(name: str, comment: str) -> Column[Any]:
    return Column(name, BigInt, nullable=False, comment=comment)


def _flag(name: str, comment: str) -> Column[Any]:
    return Column(name, Flag, nullable=False, comment=f"1 or 0: {comment}")


def _when(name: str, comment: str) -> Column[Any]:
    return Column(name, Instant, nullable=False, comment=comment)


def _maybe(name: str, kind: Any, comment: str) -> Column[Any]:
    return Column(name, kind, comment=comment)


def _party() -> tuple[Column[Any], ...]:
    return (
        _text("accord", "The accord's id, as its file in config/accords names it."),
        _text(
            "party", "ISO 3166-1 alpha-2 code of the party; XK, EU or x-name where there is none."
        ),
        _text("party_name", "The party's English name."),
    )


def _rows(name: str, key: tuple[str, ...], *columns: Column[Any], comment: str) -> Table:
    return table(
        name,
        Column("generation", Integer, nullable=False, comment="The projection's generation."),
        *columns,
        PrimaryKeyConstraint("generation", *key),
        comment=comment,
    )


def _by_party(rows: Table) -> None:
    """An index for what is asked of one party, in the order of the log."""
    of = rows.c
    Index(f"ix_{rows.name}_party", of.generation, of.accord, of.party, of.position)


membership_rows = _rows(
    "membership_rows",
    ("accord", "party", "known_from_position", "valid_from"),
    *_party(),
    _text("stage", "The confirmed stage; never prospective."),
    _text(
        "step",
        "The stage as the accord counts it: signed for acceded where a signature makes the party.",
    ),
    _flag("is_member", "whether the party is a member on these days."),
    _typed(
        "since",
        PartialDate,
        "The date the stage was reached, as exact as the sources: 2025, 2025-11, 2025-11-06.",
    ),
    _text(
        "since_precision",
        "year, month or day; recorded where no source gives a date: then since is the day of confirmation.",
    ),
    _maybe(
        "effective",
        PartialDate,
        "When it takes effect for membership, where the sources say another date.",
    ),
    _when("confirmed_at", "When the stage was confirmed."),
    _text(
        "reason",
        "By which rule: official_source, two_independent_major, three_independent, person, baseline.",
    ),
    _number("support_count", "How many claims spoke for it when it was confirmed."),
    _number("voice_count", "How many independent voices these were."),
    _number("position", "Position of the event that confirmed the stage."),
    _typed("valid_from", Day, "The first day on which this holds."),
    _maybe("valid_to", Day, "The first day on which it no longer holds; NULL: it has no end."),
    _when("known_from", "From when on the log said so."),
    _maybe("known_to", Instant, "From when on the log said otherwise; NULL: it still says so."),
    _number("known_from_position", "Position of the event with which this became known."),
    _maybe(
        "known_to_position",
        BigInt,
        "Position of the event that ended the knowledge; NULL: none has.",
    ),
    comment="Each party's place in each accord: over which days, and over which part of the log it was so known.",
)

claim_rows = _rows(
    "claim_rows",
    ("position",),
    _number("position", "Position of the event that put the claim on file."),
    _text("claim_id", "The claim's id, as people and confirmations cite it."),
    *_party(),
    _text("stage", "The stage that the article claims."),
    _text(
        "step",
        "The stage as the accord counts it: signed for acceded where a signature makes the party.",
    ),
    _flag("new", "whether the article reports it as a current development; else it is background."),
    _maybe(
        "date",
        PartialDate,
        "When the stage was reached, as exact as the text: 2025, 2025-11, 2025-11-06.",
    ),
    _maybe("effective", PartialDate, "When it takes effect, where the text says so."),
    _text("certainty", "How sure the text is: certain, probable, possible."),
    _text(
        "speaker",
        "Whose word it is: party_government, convener, other_government, outlet, unnamed, other.",
    ),
    Column("confidence", _REAL, nullable=False, comment="How sure the reading is, 0 to 1."),
    _typed("why", CommaList, "The rules that made the claim, with commas."),
    _text("classifier", "Version of the classifier that read it."),
    _text("article", "The article's id."),
    _number("revision", "Which revision of the article, from 1."),
    _text("url", "The article's address."),
    _text("host", "The publisher's host."),
    _text("publisher", "The publisher's name."),
    _text("owner", "The publisher's owner; empty where not known."),
    _text("tier", "The host's tier for this party: official, wire, major, minor."),
    _flag("government", "whether the host is the party's own government."),
    _text("title", "The article's headline."),
    _when("published", "When the article was published."),
    _when("first_seen", "When the service first saw it."),
    _flag("fresh", "whether it was current when first seen; what was old is never news."),
    _text("quote_field", "Where the quoted words stand: title, summary or body."),
    _number("quote_start", "First code point of the quote in that field."),
    _number("quote_end", "Code point behind the quote."),
    _text("quote", "The exact words that carry the claim."),
    _typed(
        "origins",
        SemicolonList,
        "What the text credits: agency: NAME; outlet: NAME …; empty for its own reporting.",
    ),
    _when("recorded_at", "When the claim was put on file."),
    _text("status", "live, or retracted: it no longer counts."),
    _maybe("retracted_at", Instant, "When it was retracted."),
    _maybe(
        "retract_reason", Text, "Why: correction, edit, origin, statement, person, reclassified."
    ),
    _maybe("retracted_position", BigInt, "Position of the event that retracted it."),
    comment="Each claim that an article made, with its exact words, and whether it still counts.",
)
Index(None, claim_rows.c.generation, claim_rows.c.claim_id)
_by_party(claim_rows)

witness_rows = _rows(
    "witness_rows",
    ("position", "number"),
    _number("position", "Position of the event that confirmed the stage."),
    _number("number", "Counts the supports of one confirmation, from 1."),
    *_party(),
    _text("stage", "The stage that was confirmed."),
    _text(
        "step",
        "The stage as the accord counts it: signed for acceded where a signature makes the party.",
    ),
    _when("confirmed_at", "When the stage was confirmed."),
    _text(
        "role",
        "carrier: it satisfied the rule; witness: it spoke for the stage as well; baseline: the accord's file; "
        "person: somebody's decision.",
    ),
    _maybe(
        "voice", BigInt, "Equal numbers within one confirmation are one voice; NULL: not counted."
    ),
    _maybe("claim_id", Text, "The claim; NULL for a baseline or a person."),
    _maybe("article", Text, "The article's id."),
    _text("url", "The article's address, or that of the baseline's source."),
    _text("host", "The publisher's host."),
    _text("publisher", "The publisher's name, or the person's."),
    _maybe("tier", Text, "The host's tier for this party: official, wire, major, minor."),
    _maybe("published", Instant, "When the article was published."),
    _text("title", "The article's headline."),
    _text("quote", "The exact words, or the person's reason."),
    _text("said", "The stage that the words themselves claim."),
    _maybe("speaker", Text, "Whose word it is, as in claims."),
    _maybe("date", PartialDate, "The date that it gives for the stage."),
    _maybe(
        "same_as",
        Text,
        "The article with which it is one voice, where it is not the first of its voice.",
    ),
    _maybe("kin", Text, "Why they are one voice: copy, same_agency, same_owner, rests_on …"),
    comment="What each confirmation stood on, quoted.",
)
Index(None, witness_rows.c.generation, witness_rows.c.claim_id)
_by_party(witness_rows)

timeline_rows = _rows(
    "timeline_rows",
    ("position",),
    _number("position", "Position of the event."),
    _when("at", "When it was recorded."),
    *_party(),
    _text(
        "event",
        "StageConfirmed, StageRevoked, StageDisputed, ReviewOpened, ReviewClosed, DenialLifted or NoteAdded.",
    ),
    _maybe("stage", Text, "The stage that it is about; NULL for a note on the party as a whole."),
    _maybe("previous", Text, "The confirmed stage before it."),
    _maybe("date", PartialDate, "When the stage was reached."),
    _maybe("effective", PartialDate, "When it takes effect, where that differs."),
    _text("reason", "Why, from the closed list of the event; for a closed review its outcome."),
    _flag("news", "whether it was news when it was recorded; a baseline and history are not."),
    _number("voices", "How many independent voices spoke for it."),
    _number("supports", "How many supports it quotes."),
    _text("actor", "Who wrote the event: a stage of the service, baseline, or a person."),
    _maybe("said_by", Text, "The person, where one decided."),
    _maybe("comment", Text, "That person's reason."),
    _maybe("article", Text, "Id of the article with which it happened."),
    _maybe("url", Text, "Address of the first support."),
    _maybe("quote", Text, "Words of the first support."),
    _text("text", "The step in one sentence."),
    comment="Each party's way into each accord, one readable row a step.",
)
_by_party(timeline_rows)

review_rows = _rows(
    "review_rows",
    ("position",),
    _number("position", "Position of the event that opened the review."),
    _text("review_id", "The review's id."),
    *_party(),
    _text("stage", "The stage in question."),
    _text(
        "reason",
        "Why a person should look: denied_by_party, confirmed_before_denial, support_lost, contradicts_person.",
    ),
    _when("opened_at", "When it was opened."),
    _maybe("article", Text, "Id of the article with which it was opened."),
    _maybe("url", Text, "Address of the first witness."),
    _maybe("publisher", Text, "Publisher of the first witness."),
    _maybe("quote", Text, "Words of the first witness."),
    _text("status", "open or closed."),
    _maybe("closed_at", Instant, "When it was closed."),
    _maybe("outcome", Text, "What came of it."),
    _maybe("closed_by", Text, "The person who closed it; NULL where it settled itself."),
    _maybe("comment", Text, "That person's reason."),
    _maybe("closed_position", BigInt, "Position of the event that closed it."),
    comment="Questions for a person, open and closed.",
)
Index(None, review_rows.c.generation, review_rows.c.review_id)

denial_rows = _rows(
    "denial_rows",
    ("position", "stage"),
    _number("position", "Position of the event that recorded the denial."),
    _text("stage", "The stage that is denied."),
    _text("denial_id", "The denial's id."),
    *_party(),
    _text("speaker", "Whose word it is, as in claims."),
    _text("article", "The article's id."),
    _text("url", "The article's address."),
    _text("host", "The publisher's host."),
    _text("publisher", "The publisher's name."),
    _text("tier", "The host's tier for this party: official, wire, major, minor."),
    _flag("government", "whether the host is the party's own government."),
    _text("title", "The article's headline."),
    _when("published", "When the article was published."),
    _text("quote", "The exact words of the denial."),
    _when("recorded_at", "When it was put on file."),
    _text("status", "standing or lifted."),
    _maybe("lifted_at", Instant, "When it was lifted."),
    _maybe("lift_reason", Text, "Why it was lifted."),
    _maybe("lifted_position", BigInt, "Position of the event that lifted it."),
    comment="What parties denied, one row a stage.",
)
Index(None, denial_rows.c.generation, denial_rows.c.denial_id)
