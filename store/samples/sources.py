"""Which outlets were first, which were wrong, which copy, which edit in silence."""

from __future__ import annotations

from store.samples.base import ACCORD, PARTY, Query

QUERIES: tuple[Query, ...] = (
    Query(
        "first-to-report",
        "Which outlets were first?",
        "How many standing confirmations each was the first to report, by time of publication; baselines are left out.",
        """
SELECT host, publisher, first_reports, confirmed, new_claims, claims
FROM source_scores
WHERE first_reports > 0
ORDER BY first_reports DESC, confirmed DESC, host
""",
    ),
    Query(
        "first-with-each-step",
        "Who was first with each confirmed step, in which words, and how long before we confirmed it?",
        "By time of publication, among the live claims of a current development; baselines are left out. Two that "
        "were published at the same moment are both first.",
        """
WITH confirmed AS (
    SELECT DISTINCT accord, party, step, stage, position, confirmed_at
    FROM evidence WHERE stands = 1 AND role IN ('carrier', 'witness')
),
said AS (
    SELECT s.position, s.stage AS confirmed_stage, s.confirmed_at, c.accord, c.party, c.party_name, c.publisher,
           c.tier, c.published, c.quote, c.url,
           rank() OVER (PARTITION BY s.position ORDER BY c.published) AS place
    FROM confirmed s
    JOIN claims c ON c.accord = s.accord AND c.party = s.party AND c.step = s.step AND c.new = 1
        AND c.status = 'live'
)
SELECT accord, party, party_name, confirmed_stage AS stage, publisher, tier, published,
       {hours published confirmed_at} AS hours_ahead, quote, url
FROM said
WHERE place = 1 AND (:accord = '' OR accord = :accord) AND (:party = '' OR party = :party)
ORDER BY accord, party, position, publisher
""",
        (ACCORD, PARTY),
    ),
    Query(
        "outlet-lead",
        "How far ahead of our confirmation was each outlet?",
        "Per outlet, over the standing confirmations of which it had claimed the very step before: how many, and the "
        "mean of the hours from its first such claim to the confirmation.",
        """
WITH confirmed AS (
    SELECT DISTINCT accord, party, step, position, confirmed_at
    FROM evidence WHERE stands = 1 AND role IN ('carrier', 'witness')
),
said AS (
    SELECT c.host, s.position, min(c.published) AS first_said, s.confirmed_at
    FROM confirmed s
    JOIN claims c ON c.accord = s.accord AND c.party = s.party AND c.step = s.step AND c.new = 1
        AND c.position < s.position
    GROUP BY c.host, s.position, s.confirmed_at
),
lead_time AS (
    SELECT host, {hours first_said confirmed_at} AS hours FROM said
)
SELECT host, count(*) AS steps, round(avg(hours), 1) AS mean_hours_ahead, max(hours) AS most_hours_ahead
FROM lead_time
GROUP BY host
ORDER BY mean_hours_ahead DESC, host
""",
    ),
    Query(
        "wrong-outlets",
        "Which outlets were wrong?",
        "Outlets with claims that no longer count, by why: they corrected themselves, edited the text, their source "
        "fell, a statement or a person contradicted it. A reading that we changed ourselves is not theirs. Who "
        "stands by what is denied is in `denied-claims`.",
        """
WITH made AS (SELECT host, count(*) AS claims FROM claims GROUP BY host),
fallen AS (
    SELECT host, max(publisher) AS publisher, retract_reason AS reason, count(*) AS taken_back, min(title) AS example
    FROM claims
    WHERE status = 'retracted' AND retract_reason <> 'reclassified'
    GROUP BY host, retract_reason
)
SELECT f.host, f.publisher, f.reason, f.taken_back, m.claims AS of_claims, f.example
FROM fallen f
JOIN made m ON m.host = f.host
ORDER BY f.taken_back DESC, f.host, f.reason
""",
    ),
    Query(
        "retractions",
        "What was taken back, why, and how long had it stood?",
        "From the day on which the claim was put on file to that on which it was retracted.",
        """
SELECT accord, party, stage, publisher, retract_reason AS reason, recorded_at, retracted_at,
       {hours recorded_at retracted_at} AS hours_on_file, title, url
FROM claims
WHERE status = 'retracted' AND (:accord = '' OR accord = :accord)
ORDER BY retracted_at, position
""",
        (ACCORD,),
    ),
    Query(
        "copies",
        "How much of what each outlet brings is not its own?",
        "Over all supports of confirmations: how many were one voice with another article (`kin` says why: a copy, "
        "the same agency, the same owner …), and the share in percent.",
        """
SELECT host, max(publisher) AS publisher, count(*) AS supports,
       sum(CASE WHEN same_as IS NOT NULL THEN 1 ELSE 0 END) AS not_its_own,
       sum(CASE WHEN kin = 'copy' THEN 1 ELSE 0 END) AS plain_copies,
       100 * sum(CASE WHEN same_as IS NOT NULL THEN 1 ELSE 0 END) / count(*) AS percent
FROM evidence
WHERE role IN ('carrier', 'witness')
GROUP BY host
ORDER BY percent DESC, supports DESC, host
""",
    ),
    Query(
        "silent-edits",
        "Which articles were edited after we saw them, and what fell with the edit?",
        "Every change of an article's text; `claims_lost` counts the claims that the edit withdrew without "
        "a correction being printed.",
        """
WITH lost AS (
    SELECT r.article, r.revision, count(*) AS claims
    FROM claims c
    JOIN article_revisions r ON r.article = c.article AND r.revision > c.revision
    WHERE c.retract_reason = 'edit'
    GROUP BY r.article, r.revision
)
SELECT r.host, r.first_seen AS seen_at, r.changed, r.title_before, r.title, r.revision,
       coalesce(l.claims, 0) AS claims_lost, r.url
FROM article_revisions r
LEFT JOIN lost l ON l.article = r.article AND l.revision = r.revision
WHERE r.revision > 1
ORDER BY claims_lost DESC, r.first_seen, r.article, r.revision
""",
    ),
    Query(
        "reading-yield",
        "How much of what each outlet brings is about an accord?",
        "Articles in the archive by what reading made of them; `claims` are those on file.",
        """
WITH made AS (SELECT host, count(*) AS claims FROM claims GROUP BY host),
kept AS (
    SELECT host, count(*) AS articles,
           sum(CASE tag WHEN 'accession' THEN 1 ELSE 0 END) AS accession,
           sum(CASE tag WHEN 'background' THEN 1 ELSE 0 END) AS background,
           sum(CASE tag WHEN 'unrelated' THEN 1 ELSE 0 END) AS unrelated
    FROM archive
    GROUP BY host
)
SELECT k.host, k.articles, k.accession, k.background, k.unrelated, coalesce(m.claims, 0) AS claims
FROM kept k
LEFT JOIN made m ON m.host = k.host
ORDER BY k.accession DESC, k.articles DESC, k.host
""",
    ),
    Query(
        "claims-by-month",
        "How many claims were made in each month, and by how many outlets?",
        "By the month of publication, in UTC; the retracted are in `claims` and counted apart.",
        """
WITH dated AS (
    SELECT accord, {month_of published} AS month, host, status FROM claims
    WHERE (:accord = '' OR accord = :accord)
)
SELECT accord, month, count(*) AS claims, count(DISTINCT host) AS hosts,
       sum(CASE status WHEN 'retracted' THEN 1 ELSE 0 END) AS retracted
FROM dated
GROUP BY accord, month
ORDER BY accord, month
""",
        (ACCORD,),
    ),
)
