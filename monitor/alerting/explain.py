"""Why somebody was told, or not, in sentences."""

from __future__ import annotations

from monitor.alerting.kinds import DeadReason, HoldReason, SuppressReason, UntoldReason
from monitor.alerting.message import Alert
from monitor.alerting.routes import AlertConfig, trace

UNTOLD_SAYS: dict[UntoldReason, str] = {
    UntoldReason.BASELINE: "it is the baseline of the accord's file, known before the service ran",
    UntoldReason.HISTORY: "it was old when first seen, so it is history and no news",
    UntoldReason.STALE: "it was recorded long before alerting first ran: a log that was filled from elsewhere",
    UntoldReason.MISSED: "alerting was away when it was recorded, and came to read it more than a week later",
    UntoldReason.REVISION: "it was decided anew from what was on file, and nobody was to be told",
}

HOLD_SAYS: dict[HoldReason, str] = {
    HoldReason.GROUPING: "waited a moment for what belongs together",
    HoldReason.DIGEST: "goes with the route's next digest",
    HoldReason.QUIET_HOURS: "held until the reader's quiet hours end",
    HoldReason.STORM: "held because of a storm of alerts, and sent with the others as one message",
    HoldReason.NOT_YET: "held until its day",
}

SUPPRESS_SAYS: dict[SuppressReason, str] = {
    SuppressReason.SILENCED: "silenced by a person",
    SuppressReason.DUPLICATE: "the same recipient gets it by another route",
    SuppressReason.TARGET_DISABLED: "its target is switched off in alerts.toml",
    SuppressReason.OVERTAKEN: "a newer alert made it stale before it was sent",
    SuppressReason.SAME_TARGET: "it tells of a failure of that very target",
}

DEAD_SAYS: dict[DeadReason, str] = {
    DeadReason.REFUSED: "refused by the provider for good",
    DeadReason.DEADLINE: "failed until its deadline",
    DeadReason.NO_SENDER: "its target is not in alerts.toml any more, or is switched off",
}

_SAYS: dict[str, str] = {
    reason.value: said
    for table in (UNTOLD_SAYS, HOLD_SAYS, SUPPRESS_SAYS, DEAD_SAYS)
    for reason, said in table.items()
}


def in_words(reason: str | None) -> str:
    """A stored reason as a clause; empty for none."""
    return _SAYS.get(reason, reason.replace("_", " ")) if reason else ""


def by_routes(alert: Alert, config: AlertConfig) -> list[str]:
    """What each route said to an alert, a line each, up to the one that kept it."""
    return [
        f"route {passed.route.name}: does not take it: {passed.mismatch}"
        if passed.mismatch
        else f"route {passed.route.name}: takes it for {', '.join(passed.route.targets)}"
        for passed in trace(alert, config.routes)
    ]
