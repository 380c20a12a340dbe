"""Labelled claims become observations."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from monitor.decide.observation import Sighting
from monitor.model.article import Article
from monitor.model.claim import OriginKind, Speaker
from monitor.model.errors import BadInput
from monitor.model.events import KinReason
from monitor.model.stage import Stage
from monitor.stages.trace import Tracer
from tests.fakes.press import ACCORD, source_book

AT = datetime(2030, 3, 1, tzinfo=UTC)


@pytest.fixture
def tracer():
    return Tracer({ACCORD.id: ACCORD}, source_book())


def observe(tracer, line, name="a1", host="wire1"):
    article = Article(name, host, f"https://{host}/{name}", AT, title="Words")
    return tracer.observe(Sighting(article, 1, AT, fresh=True), {"id": name, **line}, {})


def claim(party="NO", **more):
    return {"accord": "x-harbour", "party": party, "stage": "signed", "new": True, **more}


def test_one_observation_a_party(tracer):
    found = observe(tracer, {"claims": [claim(), claim("SE")]})
    assert [one.party for one in found] == ["NO", "SE"]
    assert found[0].claims[0].stage is Stage.SIGNED


def test_a_governments_site_speaks_for_itself(tracer):
    (own,) = observe(tracer, {"claims": [claim()]}, host="gov")
    (chair,) = observe(tracer, {"claims": [claim()]}, host="chair")
    (wire,) = observe(tracer, {"claims": [claim()]})
    speakers = [one.claims[0].speaker for one in (own, chair, wire)]
    assert speakers == [Speaker.PARTY_GOVERNMENT, Speaker.CONVENER, Speaker.OUTLET]


def test_labels_of_origin(tracer):
    observe(tracer, {}, name="page", host="foreign")
    line = {"claims": [claim()], "copy_of": "x", "rests_on": ["y", "page"], "same_origin": "memo"}
    (seen,) = observe(tracer, line, name="a2")
    assert [(link.article, link.reason) for link in seen.kin] == [
        ("x", KinReason.COPY),
        ("y", KinReason.RESTS_ON),
        ("page", KinReason.REPORTS_STATEMENT),
    ]
    assert [(origin.kind, origin.name) for origin in seen.origins] == [
        (OriginKind.DOCUMENT, "memo")
    ]


def test_denials_and_their_end(tracer):
    (denied,) = observe(tracer, {"denies": [{"party": "NO", "stages": ["signed"]}]})
    assert denied.denials[0].stages == (Stage.SIGNED,)
    (lifted,) = observe(tracer, {"takes_back_denial_of": ["NO"]}, name="a2")
    assert lifted.lifted[0].stages == ()


def test_a_retraction_reaches_every_stream_of_what_it_takes_back(tracer):
    observe(tracer, {"claims": [claim()]}, name="root")
    observe(tracer, {"claims": [claim(), claim("SE")], "copy_of": "root"}, name="copy")
    found = observe(tracer, {"retracts": ["root"]}, name="a3")
    assert [one.party for one in found] == ["NO", "SE"]
    assert found[0].withdrawals[0].articles == {"root"}


def test_a_revision_that_drops_a_party_is_observed_for_it(tracer):
    observe(tracer, {"claims": [claim()]})
    (seen,) = observe(tracer, {"claims": []})
    assert seen.claims == ()


def test_a_convener_is_no_party():
    tracer = Tracer({ACCORD.id: replace(ACCORD, conveners=("SE",))}, source_book())
    found = observe(tracer, {"claims": [claim(), claim("SE")]})
    assert [one.party for one in found] == ["NO"]


@pytest.mark.parametrize(
    "line",
    [
        {"claims": [claim(stage="joined")]},
        {"claims": [{"accord": "x-harbour", "party": "NO"}]},
        {"claims": [{"accord": "x-harbour", "stage": "signed"}]},
        {"claims": [claim(date="soon")]},
    ],
)
def test_a_wrong_label_is_refused(tracer, line):
    with pytest.raises(BadInput):
        observe(tracer, line)
