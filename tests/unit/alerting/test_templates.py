"""Templates: the shipped ones render everything, and a bad one of one's own is refused at once."""

from __future__ import annotations

import pytest

from adapters.golden import check_templates, golden
from adapters.rendering import Renderer
from adapters.senders import open_senders
from monitor.model.errors import ConfigError
from tests.fakes.alerting import config


def test_the_shipped_templates_render_every_kind():
    check_templates("")

    for outgoing in golden():
        assert "<words>" not in Renderer().html(outgoing)


@pytest.mark.parametrize("text", ["{{ messages[0].headlin }}", "{% for m in %}", "{{ nothing }}"])
def test_a_template_that_cannot_be_used_is_refused_before_anything_starts(tmp_path, text):
    (tmp_path / "message.html").write_text(text)

    with pytest.raises(ConfigError, match=r"message\.html"):
        open_senders(config(templates=str(tmp_path)))
