"""Whatever the text: the Slack payload is valid, and so is the mail."""

from __future__ import annotations

import email
import email.policy
import json
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.mail import compose_mail
from adapters.rendering import Renderer
from adapters.slack_blocks import (
    FALLBACK_CHARS,
    HEADER_CHARS,
    MAX_BLOCKS,
    TOTAL_CHARS,
    escaped,
    payload,
)
from monitor.alerting.clean import clean, clean_url, host_of
from monitor.alerting.targets import EmailTarget
from tests.fakes.alerting import NOW, message, outgoing, quote

MAIL = EmailTarget(
    "mail", "localhost", 25, "Accords <accords@monitor.example>", ("desk@reader.example",)
)

hostile = st.sampled_from(
    [
        "<!channel>",
        "<@U1>",
        "<https://evil.example|https://good.example>",
        "&lt;!here&gt;",
        "\r\nBcc: x@y.example",
        "<script>alert(1)</script>",
        "*_~`" * 50,
        "&" * 3000,
        "\ud800",
        "ا" * 900,
        "💥" * 700,
    ]
)
texts = st.one_of(
    hostile,
    st.text(st.characters(codec=None), max_size=60),
    st.text(max_size=20).map(lambda t: t * 30),
)
lines = st.builds(clean, texts, st.sampled_from([40, 200, 400]))


@st.composite
def quotes(draw):
    url = clean_url(f"https://wire.example/{draw(texts)}")
    return quote(
        text=draw(lines), publisher=draw(lines), title=draw(lines), url=url, host=host_of(url)
    )


@st.composite
def messages(draw):
    return message(
        headline=draw(lines),
        what=draw(lines),
        before=draw(lines),
        after=draw(lines),
        reason=draw(lines),
        quotes=tuple(draw(st.lists(quotes(), max_size=3))),
        more_quotes=draw(st.integers(0, 9)),
        unknown=tuple(draw(st.lists(lines, max_size=3))),
        facts=tuple(draw(st.lists(st.tuples(lines, lines), max_size=2))),
        sql=draw(lines),
    )


outgoings = st.builds(
    lambda found, times, doubt: outgoing(
        messages=tuple(found * times), possible_duplicate=doubt, recipient="desk@reader.example"
    ),
    st.lists(messages(), min_size=1, max_size=2),
    st.integers(1, 7),
    st.booleans(),
)


def text_objects(value):
    """Every text object of a payload."""
    if isinstance(value, dict):
        if value.get("type") in {"mrkdwn", "plain_text"}:
            yield value
        for item in value.values():
            yield from text_objects(item)
    elif isinstance(value, list):
        for item in value:
            yield from text_objects(item)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(outgoings)
def test_no_text_makes_an_invalid_slack_payload(item):
    made = payload(item)

    json.dumps(made).encode("utf-8")
    assert 0 < len(made["text"]) <= FALLBACK_CHARS
    assert 0 < len(made["blocks"]) <= MAX_BLOCKS + 1
    assert made["blocks"][0]["type"] == "header"
    assert len(made["blocks"][0]["text"]["text"]) <= HEADER_CHARS
    found = list(text_objects(made))
    assert all(0 < len(text["text"]) <= 3000 for text in found)
    assert sum(len(text["text"]) for text in found) <= TOTAL_CHARS + 200
    for block in made["blocks"]:
        assert len(block.get("fields", [])) <= 10
        assert all(len(field["text"]) <= 2000 for field in block.get("fields", []))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(outgoings)
def test_in_slack_only_our_own_links_are_markup(item):
    made = payload(item)

    for shown in [made["text"], *(text["text"] for text in text_objects(made))]:
        for opened in re.findall(r"<[^>]*>?", shown):
            assert re.fullmatch(r"<https://wire\.example/[^|<>]*\|[^|<>]*>", opened)


@given(texts)
def test_escaping_leaves_no_bracket(text):
    assert not set("<>") & set(escaped(text))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(outgoings)
def test_no_text_makes_an_invalid_mail_or_adds_a_header(item):
    raw = compose_mail(item, MAIL, Renderer(), NOW).as_bytes()

    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert mail.defects == []
    assert sorted(mail.keys()) == sorted(
        [
            "From",
            "To",
            "Subject",
            "Date",
            "Message-ID",
            "In-Reply-To",
            "References",
            "List-Id",
            "Auto-Submitted",
            "X-Auto-Response-Suppress",
            "MIME-Version",
            "Content-Type",
            *(["X-Accords-Possible-Duplicate"] if item.possible_duplicate else []),
        ]
    )
    assert mail["To"] == "desk@reader.example"
    html = mail.get_body(("html",)).get_content()
    assert "<script" not in html.lower()
    assert max(map(len, raw.splitlines())) <= 998


def test_a_full_message_shows_its_parts_in_text():
    shown = Renderer().text(outgoing())

    for part in (
        "Stage before:  announced",
        "Stage after:   signed",
        "2 independent voices in 2 reports",
        "“Kazakhstan signed on Tuesday.”",
        "https://wire.example/1",
        "2026-03-10 12:00 UTC",
        "When it takes effect.",
        "SELECT * FROM membership",
    ):
        assert part in shown


def test_a_digest_shows_ten_whole_and_lists_the_others():
    many = outgoing(messages=tuple(message(headline=f"Alert {n}") for n in range(14)))

    shown = Renderer().text(many)

    assert shown.count("Stage after:") == 10
    assert "  - Alert 13 (2026-03-10 12:00 UTC)" in shown


def test_an_own_template_comes_before_the_shipped_one(tmp_path):
    (tmp_path / "message.txt").write_text("{{ messages[0].headline }} only")

    assert Renderer(str(tmp_path)).text(outgoing()) == "Harbour Compact: Kazakhstan has signed only"
