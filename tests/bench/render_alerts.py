"""Writes the newest alert of a database as a mail and as a Slack message, to look at in a browser.

``python -m tests.bench.render_alerts DATABASE_URL FOLDER``: FOLDER gets ``mail.html`` (the mail's own HTML)
and ``slack.html`` (the payload that Slack gets, drawn as Slack draws it). The pictures of docs/alerts.md
are screenshots of these two after ``accords demo``.
"""

from __future__ import annotations

import html
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import select

from adapters.rendering import Renderer
from adapters.slack_blocks import payload
from monitor.alerting.deliveries import Outgoing
from monitor.alerting.message import Message
from store.engine import open_engine, read
from store.tables.alerts import alert

PAGE = """<!DOCTYPE html><meta charset="utf-8"><style>
body {{ font: 15px/1.46 Lato, "Noto Sans", Arial, sans-serif; color: #1d1c1d; margin: 16px 20px; width: 600px }}
.who {{ font-weight: 900 }} .app {{ background: #e8e8e8; font-size: 10px; padding: 1px 3px; border-radius: 2px }}
.time, .context {{ color: #616061; font-size: 12px }} .header {{ font-size: 18px; font-weight: 700; margin: 6px 0 }}
.section, .context {{ margin: 6px 0 }} .fields {{ display: grid; grid-template-columns: 1fr 1fr; gap: 8px }}
blockquote {{ border-left: 4px solid #ddd; margin: 0; padding-left: 10px }} a {{ color: #1264a3; text-decoration: none }}
code {{ background: #f6f6f6; border: 1px solid #ddd; border-radius: 3px; color: #c01343; font-size: 12px; padding: 1px 3px }}
</style><div><span class="who">Accords</span> <span class="app">APP</span> <span class="time">12:00</span></div>
{blocks}"""


def newest(database: str) -> Outgoing:
    """The newest alert of ``database`` that was told, as it went out."""
    query = select(alert).where(alert.c.untold.is_(None)).order_by(alert.c.id.desc()).limit(1)
    with read(open_engine(database)) as connection:
        row = connection.execute(query).one()
    at = datetime.now(UTC)
    return Outgoing(
        delivery_id=1,
        attempt=1,
        route="everything",
        target="desk",
        recipient="desk@example.org",
        message_id="<x@accords.invalid>",
        messages=(msgspec.json.decode(row.message, type=Message),),
        created_at=at,
        deadline_at=at,
        thread=row.thread,
    )


def slack_page(made: dict[str, Any]) -> str:
    """The blocks as HTML."""
    return PAGE.format(blocks="\n".join(_block(block) for block in made["blocks"]))


def _block(block: dict[str, Any]) -> str:
    if block["type"] == "header":
        return f'<div class="header">{block["text"]["text"]}</div>'
    if "fields" in block:
        cells = "".join(f"<div>{_mrkdwn(field['text'])}</div>" for field in block["fields"])
        return f'<div class="section fields">{cells}</div>'
    texts = block.get("elements", [block.get("text")])
    return f'<div class="{block["type"]}">{" ".join(_mrkdwn(text["text"]) for text in texts)}</div>'


def _mrkdwn(text: str) -> str:
    """Slack's markup, as far as we use it; entities are already those of HTML."""
    text = re.sub(r"<(\S+?)\|(.*?)>", lambda m: f'<a href="{html.escape(m[1])}">{m[2]}</a>', text)
    text = re.sub(r"(?m)^\*(.+)\*$", r"<b>\1</b>", text)
    text = re.sub(r"`(.+?)`", r"<code>\1</code>", text)
    text = re.sub(r"(?m)^> (.*)$", r"<blockquote>\1</blockquote>", text)
    return text.replace("</blockquote>\n", "</blockquote>").replace("\n", "<br>")


def main(database: str, folder: str) -> None:
    """Write the two pages."""
    outgoing = newest(database)
    Path(folder, "mail.html").write_text(Renderer().html(outgoing), encoding="utf-8")
    Path(folder, "slack.html").write_text(slack_page(payload(outgoing)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
