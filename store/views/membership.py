"""Who is in: membership now, its history on both time axes, and the timeline in words."""

from __future__ import annotations

from store.tables.projections import membership_rows, timeline_rows
from store.views.base import View, active_rows, columns_of

_PLACE = columns_of(
    membership_rows,
    "accord",
    "party",
    "party_name",
    "stage",
    "is_member",
    "since",
    "since_precision",
    "effective",
    "confirmed_at",
    "reason",
    "support_count",
    "voice_count",
    "position",
)
_RANGES = columns_of(
    membership_rows,
    "valid_from",
    "valid_to",
    "known_from",
    "known_to",
    "known_from_position",
    "known_to_position",
)

MEMBERSHIP = View(
    name="membership",
    comment="Where each party stands today, as known now: one row a party and accord. Only confirmed "
    "stages; a stage with an effective date in the future changes is_member on that day, without any event.",
    columns=_PLACE,
    sql=active_rows(membership_rows, _PLACE)
    + """
  AND known_to_position IS NULL
  AND valid_from <= {today}
  AND (valid_to IS NULL OR valid_to > {today})
""",
    key=("accord", "party"),
)

MEMBERSHIP_HISTORY = View(
    name="membership_history",
    comment="Every answer that membership ever had: valid_from/valid_to say on which days it was so, "
    "known_from/known_to from when until when the log said so. Both ranges are half-open; NULL is open. "
    "For one party and one known position no two rows overlap.",
    columns=_PLACE + _RANGES,
    sql=active_rows(membership_rows, _PLACE + _RANGES),
    key=("accord", "party", "known_from_position", "valid_from"),
)

_TIMELINE = columns_of(timeline_rows)

TIMELINE = View(
    name="timeline",
    comment="Each party's way into each accord in order of the log, one readable row a step.",
    columns=_TIMELINE,
    sql=active_rows(timeline_rows, _TIMELINE),
    key=("position",),
)

VIEWS = (MEMBERSHIP, MEMBERSHIP_HISTORY, TIMELINE)
