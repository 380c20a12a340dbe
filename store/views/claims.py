"""What was said: claims, the evidence of confirmations, denials, reviews, dates that disagree, and sources."""

from __future__ import annotations

from store.tables.projections import claim_rows, denial_rows, review_rows, witness_rows
from store.views.base import ACTIVE, Column, Kind, View, active_rows, columns_of

_CLAIMS = columns_of(claim_rows)

CLAIMS = View(
    name="claims",
    comment="Each claim that an article made about a party, with its exact words; retracted ones stay, marked.",
    columns=_CLAIMS,
    sql=active_rows(claim_rows, _CLAIMS),
    key=("position",),
)

_STANDING = f"""
    SELECT DISTINCT generation, accord, party, party_name, stage, step, since, since_precision,
           reason, confirmed_at, position
    FROM membership_rows
    WHERE generation = {ACTIVE} AND known_to_position IS NULL
"""  # noqa: S608 - our own names
"""The confirmations that still stand."""

# SQLite has no statistics here, and joins what a WITH gives by scanning it for each row: what is asked of every row is
# therefore IN, which both databases answer by one lookup, or a window.
EVIDENCE = View(
    name="evidence",
    comment="What each confirmed stage stands on: the supports that its event quotes, and the claims of the "
    "same stage that came later.",
    columns=(
        *columns_of(witness_rows, "accord", "party", "party_name", "stage", "step"),
        Column(
            "stands",
            "1 or 0: whether the confirmation stands; 0: it was revoked, or told anew.",
            Kind.FLAG,
        ),
        Column(
            "role",
            "carrier: it satisfied the rule; witness: it spoke for the stage as well; later: recorded after "
            "the confirmation; baseline: the accord's file; person: somebody's decision.",
        ),
        Column("status", "live, or retracted: its claim no longer counts."),
        *columns_of(
            witness_rows,
            "voice",
            "tier",
            "publisher",
            "host",
            "speaker",
            "said",
            "date",
            "same_as",
            "kin",
            "quote",
            "title",
            "url",
            "published",
            "article",
            "claim_id",
            "confirmed_at",
            "position",
        ),
        Column("number", "Tells the supports of one confirmation apart.", Kind.NUMBER),
    ),
    sql=f"""
WITH standing AS ({_STANDING})
SELECT w.accord, w.party, w.party_name, w.stage, w.step,
       CASE WHEN w.position IN (SELECT position FROM standing) THEN 1 ELSE 0 END,
       w.role,
       CASE WHEN EXISTS (
                SELECT 1 FROM claim_rows c WHERE c.generation = w.generation
                AND c.claim_id = w.claim_id AND c.status = 'retracted')
            AND NOT EXISTS (
                SELECT 1 FROM claim_rows c WHERE c.generation = w.generation
                AND c.claim_id = w.claim_id AND c.status = 'live')
            THEN 'retracted' ELSE 'live' END,
       w.voice, w.tier, w.publisher, w.host, w.speaker, w.said, w.date, w.same_as, w.kin, w.quote, w.title, w.url,
       w.published, w.article, w.claim_id, w.confirmed_at, w.position, w.number
FROM witness_rows w
WHERE w.generation = {ACTIVE}
UNION ALL
SELECT c.accord, c.party, c.party_name, s.stage, s.step, 1, 'later', c.status, NULL, c.tier, c.publisher, c.host,
       c.speaker, c.stage, c.date, NULL, NULL, c.quote, c.title, c.url, c.published, c.article, c.claim_id,
       s.confirmed_at, s.position, c.position
FROM standing s
JOIN claim_rows c ON c.generation = s.generation AND c.accord = s.accord AND c.party = s.party
    AND c.step = s.step AND c.position > s.position
""",  # noqa: S608 - our own names
    key=("position", "role", "number"),
)

_DENIALS = columns_of(denial_rows)

DENIALS = View(
    name="denials",
    comment="What parties denied, one row a denied stage, and whether the denial still stands.",
    columns=_DENIALS,
    sql=active_rows(denial_rows, _DENIALS),
    key=("position", "stage"),
)

_REVIEWS = columns_of(review_rows)

REVIEWS = View(
    name="reviews",
    comment="Questions for a person, open and closed.",
    columns=_REVIEWS,
    sql=active_rows(review_rows, _REVIEWS),
    key=("position",),
)

DATE_CONFLICTS = View(
    name="date_conflicts",
    comment="Dates of one step that cannot be the same day, each side with its source. Only steps that are "
    "taken on a day (not prospective, announced, declined, which can be said again on any day); a date is "
    "in conflict where neither of two is a part of the other (2020 and 2020-09 agree).",
    columns=(
        *columns_of(claim_rows, "accord", "party", "party_name", "step", "stage"),
        Column("date", "The date that this side gives, as exact as it is.", Kind.PARTIAL_DATE),
        Column(
            "basis",
            "confirmed: the date that membership bears; baseline: the same, from the accord's file; claim: a live claim.",
        ),
        Column("publisher", "Who says so; for a confirmed date NULL, see evidence."),
        *columns_of(claim_rows, "host", "tier", "url", "title", "quote", "published", "claim_id"),
        Column("position", "Position of the event that says so.", Kind.NUMBER),
    ),
    sql=f"""
WITH standing AS ({_STANDING}),
statement AS (
    SELECT accord, party, party_name, step, stage, since AS date,
           CASE reason WHEN 'baseline' THEN 'baseline' ELSE 'confirmed' END AS basis,
           NULL AS publisher, NULL AS host, NULL AS tier, NULL AS url, NULL AS title, NULL AS quote,
           NULL AS published, NULL AS claim_id, position
    FROM standing WHERE since_precision <> 'recorded'
    UNION ALL
    SELECT accord, party, party_name, step, stage, date, 'claim', publisher, host, tier, url, title, quote,
           published, claim_id, position
    FROM claim_rows
    WHERE generation = {ACTIVE} AND status = 'live' AND date IS NOT NULL
),
spread AS (
    SELECT s.*,
           min(substr(date, 1, 4)) OVER same_step AS first_year, max(substr(date, 1, 4)) OVER same_step AS last_year,
           min(CASE WHEN length(date) >= 7 THEN substr(date, 1, 7) END) OVER same_step AS first_month,
           max(CASE WHEN length(date) >= 7 THEN substr(date, 1, 7) END) OVER same_step AS last_month,
           min(CASE WHEN length(date) = 10 THEN date END) OVER same_step AS first_day,
           max(CASE WHEN length(date) = 10 THEN date END) OVER same_step AS last_day
    FROM statement s
    WHERE s.step NOT IN ('prospective', 'announced', 'declined')
    WINDOW same_step AS (PARTITION BY accord, party, s.step)
)
SELECT accord, party, party_name, step, stage, date, basis, publisher, host, tier, url, title, quote, published,
       claim_id, position
FROM spread
WHERE first_year <> last_year
   OR (first_month <> last_month AND length(date) >= 7)
   OR (first_day <> last_day AND length(date) = 10)
""",  # noqa: S608 - our own names
    key=("accord", "party", "step", "date", "position"),
)

SOURCE_SCORES = View(
    name="source_scores",
    comment="How each host has done: what it claimed, what came true, what it took back, and how often it was first.",
    columns=(
        *columns_of(claim_rows, "host", "publisher"),
        Column("claims", "How many claims it made, all stages and accords.", Kind.NUMBER),
        Column("new_claims", "How many of them were of a current development.", Kind.NUMBER),
        Column(
            "confirmed",
            "How many were of a step that was confirmed after the claim, and stands.",
            Kind.NUMBER,
        ),
        Column("retracted", "How many no longer count.", Kind.NUMBER),
        Column(
            "first_reports",
            "How many confirmed steps it was the first to report, by time of publication; baselines are left out.",
            Kind.NUMBER,
        ),
        Column(
            "last_published", "When its latest article with a claim was published.", Kind.INSTANT
        ),
    ),
    sql=f"""
WITH standing AS ({_STANDING}),
told AS (
    SELECT accord, party, step, host, publisher, new, status, published, position,
           CASE WHEN new = 1 AND status = 'live' THEN row_number() OVER (
               PARTITION BY accord, party, step, new, status ORDER BY published, position) END AS place,
           NULL AS reached, NULL AS seen_coming
    FROM claim_rows WHERE generation = {ACTIVE}
    UNION ALL
    SELECT accord, party, step, NULL, NULL, NULL, NULL, NULL, NULL, NULL, position,
           CASE reason WHEN 'baseline' THEN 0 ELSE 1 END
    FROM standing
),
claim AS (
    SELECT host, publisher, new, status, published, position, place,
           max(reached) OVER same_step AS reached, max(seen_coming) OVER same_step AS seen_coming
    FROM told
    WINDOW same_step AS (PARTITION BY accord, party, told.step)
)
SELECT host, max(publisher), count(*), sum(new), sum(CASE WHEN reached > position THEN 1 ELSE 0 END),
       sum(CASE status WHEN 'retracted' THEN 1 ELSE 0 END),
       sum(CASE WHEN place = 1 AND seen_coming = 1 THEN 1 ELSE 0 END), max(published)
FROM claim
WHERE host IS NOT NULL
GROUP BY host
""",  # noqa: S608 - our own names
    key=("host",),
)

VIEWS = (CLAIMS, EVIDENCE, DENIALS, REVIEWS, DATE_CONFLICTS, SOURCE_SCORES)
