"""Whether the service hears, tells, and is up to date."""

from __future__ import annotations

from store.samples.base import Parameter, Query
from store.views.base import Kind

QUERIES: tuple[Query, ...] = (
    Query(
        "blind-feeds",
        "Which feeds are not heard, since when, and why?",
        "Failing, or dormant since it says that it is gone. A feed that is switched off or no longer listed is not among "
        "them.",
        """
SELECT name, url, state, failures, blind_since, last_outcome, last_status, last_error, last_ok_at, next_poll_at
FROM feed_health
WHERE state IN ('failing', 'dormant')
ORDER BY blind_since, url
""",
    ),
    Query(
        "alerts-not-sent",
        "What was not sent, and why?",
        "Whole alerts that are no news, deliveries that were suppressed, and those that were given up.",
        """
SELECT 'suppressed' AS state, reason, kind, accord, party, headline, target, recipient, detail, suppressed_at AS since
FROM alert_suppressions
UNION ALL
SELECT 'dead', reason, kind, accord, party, headline, target, recipient, detail, created_at
FROM alert_deliveries WHERE state = 'dead'
ORDER BY since, headline, target
""",
    ),
    Query(
        "alert-speed",
        "How long is it from the record of an event until people hear of it?",
        "Per target, over the deliveries that were sent: seconds from the event's record to the provider's yes. "
        "Digests and quiet hours wait on purpose and are counted as `waited`.",
        """
WITH timed AS (
    SELECT d.target, {seconds a.recorded_at d.sent_at} AS seconds, d.reason
    FROM alert_deliveries d
    JOIN alerts a ON a.alert_id = d.alert_id
    WHERE d.sent_at IS NOT NULL
)
SELECT target, count(*) AS sent, sum(CASE WHEN reason IS NULL THEN 0 ELSE 1 END) AS waited,
       min(seconds) AS least_s, round(avg(seconds), 1) AS mean_s, max(seconds) AS most_s
FROM timed
GROUP BY target
ORDER BY target
""",
    ),
    Query(
        "up-to-date",
        "Are the views up with the log?",
        "`behind` counts the events that are not yet in the rows, `skipped` those that only newer code can read.",
        """
SELECT name, state, position, head, behind, skipped, last_error
FROM projection_health
ORDER BY name
""",
    ),
    Query(
        "position-of-a-day",
        "What was the last position of the log at the end of a day?",
        "Turns 'as we knew it on that day' into a position, which is exact where instants tie.",
        """
SELECT max(last_position) AS position, max(day) AS written_on
FROM positions_by_day
WHERE day <= :day
""",
        (Parameter("day", "the day", Kind.DAY, "2026-03-01"),),
    ),
    Query(
        "log-by-type",
        "What has been written to the log, by kind of event?",
        "Counts, and when the first and the last of each was recorded.",
        """
SELECT type, count(*) AS events, min(recorded_at) AS first_at, max(recorded_at) AS last_at
FROM event_log
GROUP BY type
ORDER BY events DESC, type
""",
    ),
)
