"""Who is in, since when, and what we believed of it."""

from __future__ import annotations

from store.samples.base import ACCORD, AS_OF, KNOWN_AT, Parameter, Query
from store.views.base import Kind

MEMBERSHIP_AT = Query(
    "membership-at",
    "Where did each party stand on a day, as the log knew it at an instant?",
    "`accords status --as-of DAY --known-at INSTANT` runs this. One condition on each axis of time: the day in the "
    "world, and the instant of our knowledge.",
    """
SELECT accord, party, party_name, stage, is_member, since, since_precision, effective,
       confirmed_at, reason, support_count, voice_count, position
FROM membership_history
WHERE valid_from <= :as_of AND (valid_to IS NULL OR valid_to > :as_of)
  AND known_from <= :known_at AND (known_to IS NULL OR known_to > :known_at)
ORDER BY accord, party
""",
    (AS_OF, KNOWN_AT),
)

_SPELLS = """
    SELECT n.accord, n.party, n.party_name, n.stage, n.since, n.since_precision, n.valid_from, n.valid_to,
           CASE WHEN NOT EXISTS (
               SELECT 1 FROM membership_history b
               WHERE b.accord = n.accord AND b.party = n.party AND b.known_to IS NULL AND b.is_member = 1
                 AND b.valid_to = n.valid_from) THEN 1 ELSE 0 END AS enters,
           CASE WHEN n.valid_to IS NOT NULL AND NOT EXISTS (
               SELECT 1 FROM membership_history a
               WHERE a.accord = n.accord AND a.party = n.party AND a.known_to IS NULL AND a.is_member = 1
                 AND a.valid_from = n.valid_to) THEN 1 ELSE 0 END AS leaves
    FROM membership_history n
    WHERE n.known_to IS NULL AND n.is_member = 1 AND (:accord = '' OR n.accord = :accord)
"""
"""Spells of membership as known now; two that touch are one membership."""

# ruff: noqa: S608 - the SQL is put together from constants of this module alone

QUERIES: tuple[Query, ...] = (
    Query(
        "members",
        "Who is a member today, and since when?",
        "`since` is as exact as the sources; where `since_precision` is recorded, no source gave a date and "
        "it is the day of the confirmation.",
        """
SELECT accord, party, party_name, stage, since, since_precision
FROM membership
WHERE is_member = 1 AND (:accord = '' OR accord = :accord)
ORDER BY accord, since, party
""",
        (ACCORD,),
    ),
    MEMBERSHIP_AT,
    Query(
        "joined-by-year",
        "Who joined in which year, and by which step?",
        "The stage with which each membership began, as known now, with what is to take effect later; who left and "
        "came back stands there twice. Where `since_precision` is recorded, no source gave a date: the year is that "
        "of the confirmation, and the party may have been in for long.",
        f"""
WITH spell AS ({_SPELLS})
SELECT accord, substr(valid_from, 1, 4) AS year, party, party_name, stage AS step, since, since_precision
FROM spell WHERE enters = 1
ORDER BY accord, year, valid_from, party
""",
        (ACCORD,),
    ),
    Query(
        "growth",
        "How many joined and left in each year, and how many were in at its end?",
        "As known now, with what is to take effect later. Years in which nothing happens have no row. Who has no date "
        "counts for the year of the confirmation; `joined-by-year` tells who that is.",
        f"""
WITH spell AS ({_SPELLS}),
move AS (
    SELECT accord, substr(valid_from, 1, 4) AS year, 1 AS joined, 0 AS has_left FROM spell WHERE enters = 1
    UNION ALL
    SELECT accord, substr(valid_to, 1, 4), 0, 1 FROM spell WHERE leaves = 1
),
by_year AS (
    SELECT accord, year, sum(joined) AS joined, sum(has_left) AS has_left FROM move GROUP BY accord, year
)
SELECT accord, year, joined, has_left,
       sum(joined - has_left) OVER (PARTITION BY accord ORDER BY year) AS members
FROM by_year
ORDER BY accord, year
""",
        (ACCORD,),
    ),
    Query(
        "believed-on",
        "What did we believe on a day, say 1 March?",
        "Each party's place on that day as the log knew it at the end of that day (UTC), beside what we say of the "
        "same day now: `now_says` is NULL where we no longer say anything of it.",
        """
WITH known AS (
    SELECT coalesce(max(last_position), 0) AS position FROM positions_by_day WHERE day <= :day
)
SELECT h.accord, h.party, h.party_name, h.stage, h.is_member, h.since,
       (SELECT n.stage FROM membership_history n
        WHERE n.accord = h.accord AND n.party = h.party AND n.known_to IS NULL
          AND n.valid_from <= :day AND (n.valid_to IS NULL OR n.valid_to > :day)) AS now_says
FROM membership_history h CROSS JOIN known k
WHERE h.known_from_position <= k.position
  AND (h.known_to_position IS NULL OR h.known_to_position > k.position)
  AND h.valid_from <= :day AND (h.valid_to IS NULL OR h.valid_to > :day)
  AND (:accord = '' OR h.accord = :accord)
ORDER BY h.accord, h.party
""",
        (
            Parameter("day", "the day, both asked about and known by", Kind.DAY, "2026-03-01"),
            ACCORD,
        ),
    ),
    Query(
        "changed-our-mind",
        "What did we once say of a party that we no longer say?",
        "Each row is an answer that was true of our knowledge from `known_from` to `known_to`. A confirmation that "
        "merely adds a later step ends the open range of the step before it, and is among them.",
        """
SELECT accord, party, stage, is_member, valid_from, valid_to, known_from, known_to
FROM membership_history
WHERE known_to IS NOT NULL AND (:accord = '' OR accord = :accord)
ORDER BY known_to, accord, party, valid_from
""",
        (ACCORD,),
    ),
    Query(
        "reversals",
        "Who went back: withdrew, was suspended, declined, or lost a stage that we had confirmed?",
        "A confirmed withdrawal, suspension or refusal is the party's own move; a revocation is ours: what "
        "carried the stage was taken back.",
        """
SELECT accord, party, party_name, at, CASE event WHEN 'StageRevoked' THEN 'we took it back' ELSE 'the party moved' END
           AS what, stage, previous, reason, text
FROM timeline
WHERE (event = 'StageRevoked' OR (event = 'StageConfirmed' AND stage IN ('withdrawn', 'suspended', 'declined')))
  AND (:accord = '' OR accord = :accord)
ORDER BY at, position
""",
        (ACCORD,),
    ),
    Query(
        "skipped-stages",
        "Which parties skipped stages on their way in?",
        "A step counts as skipped where a confirmation stands two or more places behind the party's confirmed "
        "stage before it, on the way announced, applied, signed, ratified, acceded. Baselines are left out: "
        "their way was not watched.",
        """
WITH way (stage, place) AS (
    VALUES ('announced', 1), ('applied', 2), ('signed', 3), ('ratified', 4), ('acceded', 5)
)
SELECT t.accord, t.party, t.party_name, coalesce(t.previous, 'nothing') AS from_stage, t.stage AS to_stage,
       w.place - coalesce(b.place, 0) - 1 AS skipped, t.date, t.at
FROM timeline t
JOIN way w ON w.stage = t.stage
LEFT JOIN way b ON b.stage = t.previous
WHERE t.event = 'StageConfirmed' AND t.reason <> 'baseline' AND w.place - coalesce(b.place, 0) > 1
  AND (:accord = '' OR t.accord = :accord)
ORDER BY t.accord, t.party, t.position
""",
        (ACCORD,),
    ),
    Query(
        "taking-effect",
        "What is confirmed and takes effect only later?",
        "Accessions with a date of entry into force, withdrawals that run through their notice: the day on which "
        "membership changes, and is_member from then on.",
        """
SELECT n.accord, n.party, n.party_name, n.stage, n.is_member, n.valid_from AS takes_effect, n.confirmed_at
FROM membership_history n
WHERE n.known_to IS NULL AND n.valid_from > :as_of AND (:accord = '' OR n.accord = :accord)
  AND n.is_member <> COALESCE(
      (SELECT b.is_member FROM membership_history b
       WHERE b.accord = n.accord AND b.party = n.party AND b.known_to IS NULL AND b.valid_to = n.valid_from), 0)
ORDER BY n.valid_from, n.accord, n.party
""",
        (AS_OF, ACCORD),
    ),
    Query(
        "last-changes",
        "What has changed lately, in words?",
        "The latest steps first: confirmed, revoked, disputed, reviews, notes.",
        """
SELECT at, accord, party, text, url
FROM timeline
WHERE (:accord = '' OR accord = :accord) AND (:party = '' OR party = :party)
ORDER BY position DESC
LIMIT CAST(:rows AS INTEGER)
""",
        (
            ACCORD,
            Parameter("party", "only this party's code, e.g. KZ; empty for all"),
            Parameter("rows", "how many", Kind.NUMBER, "20"),
        ),
    ),
)
