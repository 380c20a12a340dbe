"""The mail of an alert: text first, HTML second, with headers that mail programs thread by."""

from __future__ import annotations

import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from hashlib import sha256

from adapters.rendering import Renderer
from monitor.alerting.clean import clean
from monitor.alerting.deliveries import Outgoing
from monitor.alerting.targets import EmailTarget, message_domain

SUBJECT_CHARS = 200
PREFIX = "[Accords]"
"""The stable beginning of each subject, for people's filters."""


def compose_mail(
    outgoing: Outgoing, target: EmailTarget, renderer: Renderer, now: datetime
) -> EmailMessage:
    """The mail for one recipient; the Message-ID is the delivery's, in every attempt."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _address(target.sender)
    mail["To"] = _address(outgoing.recipient)
    mail["Subject"] = clean(f"{PREFIX} {renderer.subject(outgoing)}", SUBJECT_CHARS)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = outgoing.message_id
    _thread(mail, outgoing, message_domain(target))
    mail["List-Id"] = f"Accords alerts <{target.list_id or _list_id(target)}>"
    # RFC 3834: no vacation notice answers this; the second is for Exchange, which does not read the first.
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    if outgoing.possible_duplicate:
        mail["X-Accords-Possible-Duplicate"] = "yes"
    mail.set_content(renderer.text(outgoing), charset="utf-8")
    mail.add_alternative(renderer.html(outgoing), subtype="html", charset="utf-8")
    return mail


def _thread(mail: EmailMessage, outgoing: Outgoing, domain: str) -> None:
    """Replies to a root that was never sent: what belongs together hangs on it in every mail program."""
    if outgoing.thread:
        root = f"<thread.{_id_part(outgoing.thread)}@{domain}>"
        mail["In-Reply-To"] = root
        mail["References"] = root


def _id_part(thread: str) -> str:
    """``thread`` as a part of a Message-ID; its digest tells apart what looks the same there."""
    plain = re.sub(r"[^A-Za-z0-9-]+", ".", thread).strip(".")[:60]
    return f"{plain}.{sha256(thread.encode('utf-8', 'replace')).hexdigest()[:12]}"


def _list_id(target: EmailTarget) -> str:
    return f"accords-alerts.{message_domain(target)}"


def _address(text: str) -> Address:
    name, address = parseaddr(text)
    return Address(display_name=clean(name, 100), addr_spec=address)
