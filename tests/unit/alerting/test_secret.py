"""A secret shows nowhere by accident."""

from __future__ import annotations

import logging

from adapters.secrecy import conceal
from monitor.alerting.secret import Secret


def test_a_secret_shows_only_where_it_is_asked_for():
    secret = Secret("MARKED")

    assert "MARKED" not in f"{secret} {secret!r} {[secret]}"
    assert secret.reveal() == "MARKED"
    assert secret == Secret("MARKED") != Secret("other")


def test_a_secret_that_begins_as_another_is_masked_whole(caplog):
    caplog.set_level(logging.INFO)
    for address in ("https://hooks.example/in/AAAA", "https://hooks.example/in/AAAA?key=BBBB"):
        conceal(Secret(address))

    logging.getLogger("httpx").info("POST %s", "https://hooks.example/in/AAAA?key=BBBB")

    assert caplog.messages == ["POST ***"]
