"""The views of alerting: what was told, to whom, how it went, and why not."""

from __future__ import annotations

from store.views.base import Column, Kind, View

# ruff: noqa: S608 - the SQL is put together from constants of this module alone

_ABOUT = (
    Column(
        "event_position", "Position of the event in the log; NULL where it has none.", Kind.NUMBER
    ),
    Column("kind", "What the alert is about: confirmed, revoked, disputed, review, blind, …"),
    Column("accord", "Id of the accord; NULL where about none."),
    Column("party", "Code of the party; NULL where about none."),
    Column("stage", "Stage that it is about; NULL where about none."),
    Column("headline", "What it says, in one line."),
)
_ABOUT_SQL = """
    a.position, a.kind, NULLIF(a.accord, ''), NULLIF(a.party, ''), NULLIF(a.stage, ''), a.headline"""

ALERTS = View(
    name="alerts",
    comment="Everything that people may be told of, once each, told or not.",
    columns=(
        Column("alert_id", "Number of the alert.", Kind.NUMBER),
        Column("alert_key", "What makes it one alert: event/POSITION, dead/DELIVERY/ATTEMPT, …"),
        *_ABOUT,
        Column(
            "untold_reason",
            "Why it is no news: baseline, history, stale, revision or missed; NULL for news.",
        ),
        Column("deliveries", "How many deliveries it has.", Kind.NUMBER),
        Column("sent", "How many of them were sent.", Kind.NUMBER),
        Column("recorded_at", "When what it tells of was recorded.", Kind.INSTANT),
        Column("created_at", "When the alert was put on file.", Kind.INSTANT),
    ),
    sql=f"""
SELECT
    a.id, a.key,{_ABOUT_SQL}, a.untold,
    (SELECT count(*) FROM alert_delivery d WHERE d.alert_id = a.id),
    (SELECT count(*) FROM alert_delivery d WHERE d.alert_id = a.id AND d.state = 'sent'),
    a.recorded_at, a.created_at
FROM alert a
""",
    key=("alert_id",),
)

ALERT_DELIVERIES = View(
    name="alert_deliveries",
    comment="One row for each alert, route, target and recipient: where it stands, and why.",
    columns=(
        Column("delivery_id", "Number of the delivery.", Kind.NUMBER),
        Column("alert_id", "Number of the alert.", Kind.NUMBER),
        *_ABOUT,
        Column("route", "The rule of alerts.toml that asked for it."),
        Column("target", "Where it goes."),
        Column("recipient", "Mail address; NULL for other channels."),
        Column("state", "pending, held, sending, retry_wait, sent, dead or suppressed."),
        Column(
            "reason", "Why it waits, is dead or is suppressed, or why it waited; NULL for none."
        ),
        Column("detail", "More on the reason, or the provider's last answer; NULL for none."),
        Column("attempts", "How often it was tried.", Kind.NUMBER),
        Column("possible_duplicate", "1 where it may have arrived more than once.", Kind.FLAG),
        Column("message_id", "Message-ID, the same in every attempt."),
        Column(
            "sent_with",
            "Number of the delivery whose message it went with; NULL for its own.",
            Kind.NUMBER,
        ),
        Column("provider_ref", "The provider's name for the message; NULL where it gave none."),
        Column("created_at", "When it was put on file.", Kind.INSTANT),
        Column(
            "due_at",
            "When it is next to be sent; NULL once sent, dead or suppressed.",
            Kind.INSTANT,
        ),
        Column("sent_at", "When the provider took it; NULL before.", Kind.INSTANT),
        Column("deadline_at", "When it is given up.", Kind.INSTANT),
    ),
    sql=f"""
SELECT
    d.id, a.id,{_ABOUT_SQL}, d.route, d.target, NULLIF(d.recipient, ''), d.state,
    coalesce(d.suppressed, d.dead, d.hold), NULLIF(d.detail, ''), d.attempts, d.possible_duplicate,
    d.message_id, d.carried_by, NULLIF(d.provider_ref, ''), d.created_at,
    CASE WHEN d.state IN ('pending', 'held', 'sending', 'retry_wait') THEN d.due_at END,
    d.sent_at, d.deadline_at
FROM alert_delivery d
JOIN alert a ON a.id = d.alert_id
""",
    key=("delivery_id",),
)

ALERT_ATTEMPTS = View(
    name="alert_attempts",
    comment="One row for each time that a message was handed to a provider.",
    columns=(
        Column("attempt_id", "Number of the attempt.", Kind.NUMBER),
        Column("delivery_id", "What was tried.", Kind.NUMBER),
        Column("alert_id", "Number of the alert.", Kind.NUMBER),
        Column("target", "Where it went."),
        Column("recipient", "Mail address; NULL for other channels."),
        Column("number", "1 for the delivery's first.", Kind.NUMBER),
        Column("outcome", "sent, transient, uncertain, permanent or lease_expired."),
        Column("detail", "The provider's answer; NULL for none."),
        Column("provider_ref", "The provider's name for the message; NULL where it gave none."),
        Column("possible_duplicate", "1 where an earlier attempt may have arrived.", Kind.FLAG),
        Column("started_at", "When it began.", Kind.INSTANT),
        Column("finished_at", "When it ended, or was found lost.", Kind.INSTANT),
    ),
    sql="""
SELECT
    t.id, d.id, d.alert_id, d.target, NULLIF(d.recipient, ''), t.number, t.outcome,
    NULLIF(t.detail, ''), NULLIF(t.provider_ref, ''), t.possible_duplicate, t.started_at, t.finished_at
FROM alert_attempt t
JOIN alert_delivery d ON d.id = t.delivery_id
""",
    key=("attempt_id",),
)

ALERT_SUPPRESSIONS = View(
    name="alert_suppressions",
    comment="What was not sent, and why: whole alerts that are no news, and single deliveries.",
    columns=(
        Column("alert_id", "Number of the alert.", Kind.NUMBER),
        Column(
            "delivery_id",
            "Number of the delivery; NULL where the whole alert is told to nobody.",
            Kind.NUMBER,
        ),
        *_ABOUT,
        Column("route", "The rule that asked for the delivery; NULL for a whole alert."),
        Column("target", "Where it would have gone; NULL for a whole alert."),
        Column("recipient", "Mail address; NULL for other channels or a whole alert."),
        Column(
            "reason",
            "baseline, history, stale, revision or missed for a whole alert; silenced, duplicate, "
            "target_disabled, overtaken or same_target for a delivery.",
        ),
        Column("detail", "More on the reason, e.g. the silence with its author; NULL for none."),
        Column("suppressed_at", "When that was decided.", Kind.INSTANT),
    ),
    sql=f"""
SELECT
    a.id, CAST(NULL AS BIGINT),{_ABOUT_SQL}, CAST(NULL AS TEXT), CAST(NULL AS TEXT),
    CAST(NULL AS TEXT), a.untold, CAST(NULL AS TEXT), a.created_at
FROM alert a
WHERE a.untold IS NOT NULL AND NOT EXISTS (SELECT 1 FROM alert_delivery d WHERE d.alert_id = a.id)
UNION ALL
SELECT
    a.id, d.id,{_ABOUT_SQL}, d.route, d.target, NULLIF(d.recipient, ''), d.suppressed,
    NULLIF(d.detail, ''), d.created_at
FROM alert_delivery d
JOIN alert a ON a.id = d.alert_id
WHERE d.state = 'suppressed'
""",
    key=("alert_id", "delivery_id"),
)

ALERT_SILENCES = View(
    name="alert_silences",
    comment="Wishes not to be told, each with its author, its reason and its end.",
    columns=(
        Column("silence_id", "Number of the silence.", Kind.NUMBER),
        Column("author", "Who asked for it."),
        Column("reason", "Why, in the words of the author."),
        Column("accord", "Only this accord; NULL for all."),
        Column("party", "Only this party; NULL for all."),
        Column("kind", "Only this kind of alert; NULL for all."),
        Column("target", "Only this target; NULL for all."),
        Column("starts_at", "From when on.", Kind.INSTANT),
        Column("ends_at", "Until when.", Kind.INSTANT),
    ),
    sql="""
SELECT
    s.id, s.author, s.reason, NULLIF(s.accord, ''), NULLIF(s.party, ''), NULLIF(s.kind, ''),
    NULLIF(s.target, ''), s.starts_at, s.ends_at
FROM alert_silence s
""",
    key=("silence_id",),
)

VIEWS = (ALERTS, ALERT_DELIVERIES, ALERT_ATTEMPTS, ALERT_SUPPRESSIONS, ALERT_SILENCES)
"""The views of this topic."""
