"""The decision on one observation: what is put on file, and what follows from it."""

from __future__ import annotations

from datetime import datetime

from monitor.decide.counting import Case
from monitor.decide.observation import Observation
from monitor.decide.policy import Policy
from monitor.decide.recording import Docket, record
from monitor.decide.settling import settle
from monitor.decide.state import PartyState
from monitor.model.accord import Accord
from monitor.model.events import Event


def decide(
    state: PartyState, seen: Observation, accord: Accord, policy: Policy, now: datetime
) -> tuple[Event, ...]:
    """The events that ``seen`` brings about on its stream; ``state`` is handed over and bears them after.

    The same state and observation give the same events, and an observation that is on file gives none.
    ``now`` is when the events are recorded; the window is measured from the text's publication.
    """
    docket = Docket(
        case=Case(state, accord, policy, seen.report.published),
        now=now,
        article=seen.report.article,
        url=seen.report.url,
    )
    record(docket, seen)
    if docket.events:
        settle(docket)
    return tuple(docket.events)
