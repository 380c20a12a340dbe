"""What is claimed, what carries a confirmation, and how long it took."""

from __future__ import annotations

from store.samples.base import ACCORD, PARTY, Query

_CONFIRMED = """
    SELECT accord, party, party_name, stage, step, position, confirmed_at, max(stands) AS stands,
           max(CASE role WHEN 'baseline' THEN 1 ELSE 0 END) AS is_baseline
    FROM evidence
    WHERE role <> 'later'
    GROUP BY accord, party, party_name, stage, step, position, confirmed_at
"""
"""One row a confirmation that ever was."""

# ruff: noqa: S608 - the SQL is put together from constants of this module alone

QUERIES: tuple[Query, ...] = (
    Query(
        "why",
        "What does each confirmed stage stand on, in which words?",
        "`carrier` satisfied the rule, `witness` spoke for it as well, `later` came after the confirmation. Equal "
        "numbers of `voice` within one confirmation are one voice.",
        """
SELECT accord, party, stage, role, voice, tier, publisher, quote, url
FROM evidence
WHERE stands = 1 AND status = 'live' AND (:accord = '' OR accord = :accord) AND (:party = '' OR party = :party)
ORDER BY accord, party, position, role, number
""",
        (ACCORD, PARTY),
    ),
    Query(
        "one-voice",
        "Which confirmed stages rest on a single voice?",
        "One official source is enough by the policy; these are what to look at first if that source errs. "
        "Baselines, which rest on the accord's file, are left out.",
        """
SELECT m.accord, m.party, m.party_name, m.stage, m.reason, m.support_count, e.publisher, e.tier, e.url
FROM membership m
LEFT JOIN evidence e ON e.position = m.position AND e.role = 'carrier'
WHERE m.voice_count <= 1 AND m.reason <> 'baseline' AND (:accord = '' OR m.accord = :accord)
ORDER BY m.accord, m.party, e.number
""",
        (ACCORD,),
    ),
    Query(
        "lead-time",
        "How long was it from the first rumour to the confirmation?",
        "The first word is the earliest claim about the party, of whatever stage, that came after its confirmation "
        "before (or ever, for its first). By time of publication; baselines are left out.",
        f"""
WITH confirmed AS ({_CONFIRMED}),
step AS (
    SELECT c.*, coalesce(lag(position) OVER (PARTITION BY accord, party ORDER BY position), 0) AS after_position
    FROM confirmed c
),
timed AS (
    SELECT s.accord, s.party, s.party_name, s.stage, min(c.published) AS first_word, s.confirmed_at,
           count(DISTINCT c.host) AS hosts, s.position
    FROM step s
    JOIN claims c ON c.accord = s.accord AND c.party = s.party AND c.new = 1
        AND c.position < s.position AND c.position > s.after_position
    WHERE s.is_baseline = 0 AND s.stands = 1 AND (:accord = '' OR s.accord = :accord)
    GROUP BY s.accord, s.party, s.party_name, s.stage, s.confirmed_at, s.position
)
SELECT accord, party, party_name, stage, first_word, confirmed_at, {{days first_word confirmed_at}} AS days, hosts
FROM timed
ORDER BY accord, confirmed_at, party
""",
        (ACCORD,),
    ),
    Query(
        "corroboration-delay",
        "How long does it take until a first report is confirmed, per accord (median)?",
        "From the publication of the first claim of that very step to its confirmation, over all confirmations that "
        "stand. Baselines and steps confirmed by a person without any claim are left out.",
        f"""
WITH confirmed AS ({_CONFIRMED}),
timed AS (
    SELECT s.accord, s.position, min(c.published) AS first_report, s.confirmed_at
    FROM confirmed s
    JOIN claims c ON c.accord = s.accord AND c.party = s.party AND c.step = s.step AND c.new = 1
        AND c.position < s.position
    WHERE s.is_baseline = 0 AND s.stands = 1
    GROUP BY s.accord, s.position, s.confirmed_at
),
delay AS (
    SELECT accord, {{hours first_report confirmed_at}} AS hours FROM timed
),
ranked AS (
    SELECT accord, hours, row_number() OVER (PARTITION BY accord ORDER BY hours) AS place,
           count(*) OVER (PARTITION BY accord) AS steps
    FROM delay
)
SELECT accord, max(steps) AS steps, round(avg(hours), 1) AS median_hours,
       (SELECT max(d.hours) FROM delay d WHERE d.accord = ranked.accord) AS longest_hours
FROM ranked
WHERE place IN ((steps + 1) / 2, (steps + 2) / 2)
GROUP BY accord
ORDER BY accord
""",
    ),
    Query(
        "conflicting-dates",
        "Whose dates disagree, and who says what?",
        "Only steps that are taken on a day; 2020 and 2020-09 agree, 2020-08 and 2020-09 do not.",
        """
SELECT accord, party, step, date, basis, publisher, url
FROM date_conflicts
WHERE (:accord = '' OR accord = :accord)
ORDER BY accord, party, step, date, position
""",
        (ACCORD,),
    ),
    Query(
        "denied-and-confirmed",
        "Which denials later turned into accession, or another confirmed stage?",
        "A confirmation that came after the denial was recorded and stands; `days` is how long the no held.",
        """
WITH turned AS (
    SELECT d.accord, d.party, d.party_name, d.stage AS denied, d.published AS denied_at, d.lift_reason,
           m.stage AS confirmed, m.is_member, m.confirmed_at
    FROM denials d
    JOIN membership m ON m.accord = d.accord AND m.party = d.party AND m.confirmed_at > d.recorded_at
    WHERE (:accord = '' OR d.accord = :accord)
)
SELECT accord, party, party_name, denied, denied_at, lift_reason, confirmed, is_member, confirmed_at,
       {days denied_at confirmed_at} AS days
FROM turned
ORDER BY accord, party, denied_at, denied
""",
        (ACCORD,),
    ),
    Query(
        "standing-denials",
        "What do parties deny at present?",
        "A standing denial of the party's own government blocks the stage.",
        """
SELECT accord, party, party_name, stage, speaker, publisher, published, quote, url
FROM denials
WHERE status = 'standing' AND (:accord = '' OR accord = :accord)
ORDER BY accord, party, published, stage
""",
        (ACCORD,),
    ),
    Query(
        "denied-claims",
        "Who reported what the party's government denied?",
        "Each claim of a current step beside the first denial of that very step, before it or after. Where `denial` is "
        "standing, the report is open to doubt; where it is lifted, the denial did not hold.",
        """
SELECT c.accord, c.party, c.party_name, c.stage, c.publisher, c.published, min(d.published) AS denied_at,
       max(d.status) AS denial, c.status AS claim, c.title, c.url
FROM claims c
JOIN denials d ON d.accord = c.accord AND d.party = c.party AND d.stage = c.stage
WHERE c.new = 1 AND (:accord = '' OR c.accord = :accord)
GROUP BY c.accord, c.party, c.party_name, c.stage, c.publisher, c.published, c.status, c.title, c.url, c.position
ORDER BY c.accord, c.party, c.stage, c.published, c.position
""",
        (ACCORD,),
    ),
    Query(
        "prospects",
        "Who is talked about without any confirmed stage, and by how many outlets?",
        "Live claims only. The more outlets, the higher up.",
        """
WITH told AS (
    SELECT accord, party, party_name, max(published) AS last_said, count(DISTINCT host) AS hosts
    FROM claims
    WHERE status = 'live' AND (:accord = '' OR accord = :accord)
    GROUP BY accord, party, party_name
)
SELECT t.accord, t.party, t.party_name, t.last_said, t.hosts
FROM told t
LEFT JOIN membership m ON m.accord = t.accord AND m.party = t.party
WHERE m.party IS NULL
ORDER BY t.hosts DESC, t.last_said DESC, t.party
""",
        (ACCORD,),
    ),
    Query(
        "not-confirmed",
        "Which claimed steps are not confirmed, and who says so?",
        "Live claims of a current step (prospects apart) with no standing confirmation of the same step. "
        "`accords explain PARTY` says what is missing.",
        f"""
WITH confirmed AS ({_CONFIRMED})
SELECT c.accord, c.party, c.party_name, c.stage, count(*) AS claims, count(DISTINCT c.host) AS hosts,
       sum(CASE WHEN c.tier = 'official' THEN 1 ELSE 0 END) AS official,
       sum(CASE WHEN c.tier IN ('wire', 'major') THEN 1 ELSE 0 END) AS wire_or_major,
       min(c.published) AS first_said, max(c.published) AS last_said
FROM claims c
WHERE c.status = 'live' AND c.new = 1 AND c.stage <> 'prospective' AND (:accord = '' OR c.accord = :accord)
  AND (c.accord, c.party, c.step) NOT IN (SELECT accord, party, step FROM confirmed WHERE stands = 1)
GROUP BY c.accord, c.party, c.party_name, c.stage
ORDER BY hosts DESC, c.accord, c.party, c.stage
""",
        (ACCORD,),
    ),
    Query(
        "unnamed-sources",
        "What do outlets put on unnamed sources?",
        "Claims whose speaker is unnamed or whose text credits an unnamed source, and whether they still count.",
        """
SELECT accord, party, stage, publisher, origins, status, published, quote, url
FROM claims
WHERE (speaker = 'unnamed' OR origins LIKE '%unnamed%') AND (:accord = '' OR accord = :accord)
ORDER BY published, position
""",
        (ACCORD,),
    ),
    Query(
        "open-reviews",
        "What waits for a person?",
        "`accords review` answers them.",
        """
SELECT accord, party, stage, reason, opened_at, publisher, quote
FROM reviews
WHERE status = 'open'
ORDER BY opened_at
""",
    ),
    Query(
        "answered-reviews",
        "How were reviews answered, by whom, and after how long?",
        "`closed_by` is NULL where a review settled itself.",
        """
SELECT accord, party, stage, reason, outcome, closed_by, comment, opened_at, {hours opened_at closed_at} AS hours
FROM reviews
WHERE status = 'closed'
ORDER BY closed_at, position
""",
    ),
)
