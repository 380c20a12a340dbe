"""Mail through a real SMTP server on loopback: TLS, refusals, drops."""

from __future__ import annotations

import email
import email.policy
import ssl

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from adapters.rendering import Renderer
from adapters.smtp import SmtpSender
from monitor.alerting.kinds import AlertKind
from monitor.alerting.secret import Secret
from monitor.alerting.targets import EmailTarget
from monitor.model.clock import SetClock
from monitor.model.errors import ConfigError, Permanent, Transient, Uncertain
from tests.fakes.alerting import NOW, message, outgoing, quote

PASSWORD = "correct-horse-battery"


class Desk:
    """Takes mail and keeps it; refuses what it was told to refuse."""

    def __init__(self) -> None:
        self.mails = []
        self.envelopes = []
        self.rcpt_answer = "250 OK"
        self.data_answer = "250 Taken"
        self.drops_after_text = False

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        if self.rcpt_answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt_answer

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.envelopes.append(envelope)
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        if self.drops_after_text:
            server.transport.abort()
        return self.data_answer


class Server(Controller):
    """A server that offers STARTTLS where it has a certificate."""

    def __init__(self, desk, certificate=None, login=False):
        self.certificate = certificate
        self.login = login
        super().__init__(desk, hostname="127.0.0.1", port=0)

    def factory(self):
        return SMTP(
            self.handler,
            tls_context=self.certificate,
            authenticator=self._check if self.login else None,
            auth_required=self.login,
        )

    def _check(self, server, session, envelope, mechanism, auth_data):
        right = auth_data.password == PASSWORD.encode()
        return AuthResult(success=right, handled=False)

    def _trigger_server(self):
        # Port 0 asked for any free one; from here on the one that was given counts.
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture(scope="module")
def certificate(authority):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def ca_file(authority, tmp_path):
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def serve(desk):
    """Starts a server with the desk behind it."""
    running = []

    def start(**options):
        server = Server(desk, **options)
        server.start()
        running.append(server)
        return server.port

    yield start
    for server in running:
        server.stop()


def sender(port, **changes):
    values = {
        "name": "mail",
        "host": "localhost",
        "port": port,
        "sender": "Accords <accords@monitor.example>",
        "recipients": ("desk@reader.example",),
        "timeout_s": 5.0,
    }
    target = EmailTarget(**(values | changes))
    return SmtpSender(target, Renderer(), SetClock(NOW))


def mail_of(**changes):
    return outgoing(recipient="desk@reader.example", **changes)


def test_a_mail_arrives_over_starttls_in_two_forms_text_first(serve, desk, certificate, ca_file):
    sent = sender(serve(certificate=certificate), ca_file=ca_file).send(mail_of())

    (mail,) = desk.mails
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    for part in mail.iter_parts():
        said = part.get_content()
        assert "Kazakhstan signed on Tuesday." in said
        assert "https://wire.example/1" in said
    assert sent.detail == "Taken"


def test_its_headers_let_programs_thread_it_and_no_robot_answer(serve, desk, certificate, ca_file):
    port = serve(certificate=certificate)
    sender(port, ca_file=ca_file).send(mail_of())
    later = mail_of(message_id="<d2@accords.example>", possible_duplicate=True)
    sender(port, ca_file=ca_file).send(later)

    first, second = desk.mails
    assert first["Message-ID"] == "<d1@accords.example>"
    assert first["Date"] == "Tue, 10 Mar 2026 12:00:00 +0000"
    assert first["Auto-Submitted"] == "auto-generated"
    assert first["List-Id"] == "Accords alerts <accords-alerts.monitor.example>"
    assert first["From"] == "Accords <accords@monitor.example>"
    assert first["References"] == first["In-Reply-To"] == second["References"]
    assert (first["X-Accords-Possible-Duplicate"], second["X-Accords-Possible-Duplicate"]) == (
        None,
        "yes",
    )
    assert desk.envelopes[0].rcpt_tos == ["desk@reader.example"]


def test_without_starttls_nothing_is_sent(serve, desk):
    with pytest.raises(Transient, match="no valid STARTTLS"):
        sender(serve()).send(mail_of())

    assert desk.mails == []


def test_a_certificate_that_nobody_vouches_for_is_refused(serve, desk, certificate):
    with pytest.raises(Transient, match="no valid STARTTLS"):
        sender(serve(certificate=certificate)).send(mail_of())

    assert desk.mails == []


def test_plain_mail_goes_where_the_target_says_never(serve, desk):
    sender(serve(), starttls="never").send(mail_of())

    assert len(desk.mails) == 1


def test_a_log_in_is_made_with_the_secrets(serve, desk, certificate, ca_file):
    port = serve(certificate=certificate, login=True)
    login = {"username": Secret("accords"), "password": Secret(PASSWORD), "ca_file": ca_file}
    sender(port, **login).send(mail_of())

    assert len(desk.mails) == 1


def test_a_wrong_password_is_permanent_and_not_shown(serve, certificate, ca_file):
    port = serve(certificate=certificate, login=True)
    login = {"username": Secret("accords"), "password": Secret("wrong-secret"), "ca_file": ca_file}

    with pytest.raises(Permanent, match="535") as refused:
        sender(port, **login).send(mail_of())

    assert "wrong-secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("where", "answer", "expected"),
    [
        ("rcpt_answer", "450 mailbox busy", Transient),
        ("rcpt_answer", "550 no such user", Permanent),
        ("data_answer", "451 try later", Transient),
        ("data_answer", "554 looks like spam", Permanent),
    ],
)
def test_4xx_may_pass_and_5xx_stays(serve, desk, where, answer, expected):
    setattr(desk, where, answer)

    with pytest.raises(expected, match=answer[:3]):
        sender(serve(), starttls="never").send(mail_of())


def test_a_drop_after_the_text_leaves_it_uncertain(serve, desk):
    desk.drops_after_text = True

    with pytest.raises(Uncertain):
        sender(serve(), starttls="never").send(mail_of())

    assert len(desk.mails) == 1


def test_a_server_that_is_not_there_may_come_back(serve):
    port = serve()
    # Nothing listens on port 1 of loopback.
    assert port != 1
    with pytest.raises(Transient, match="cannot be reached"):
        sender(1, starttls="never").send(mail_of())


def test_feed_text_can_neither_add_a_header_nor_markup(serve, desk):
    evil = "Signed\r\nBcc: all@reader.example\r\n\r\n<script>alert(1)</script>"
    hostile = message(headline=evil, quotes=(quote(text="<a href='https://evil.example'>x</a>"),))

    sender(serve(), starttls="never").send(mail_of(messages=(hostile,)))

    (mail,) = desk.mails
    assert mail["Bcc"] is None
    assert mail["Subject"].startswith("[Accords] Signed Bcc: all@reader.example")
    html = mail.get_body(("html",)).get_content()
    assert "<script" not in html
    assert "evil.example'>" not in html


def test_a_ca_file_that_is_missing_is_an_error_of_the_configuration():
    with pytest.raises(ConfigError, match="ca_file"):
        sender(1, ca_file="/nowhere/ca.pem")


def test_a_correction_says_so_in_its_subject(serve, desk):
    corrected = message(
        kind=AlertKind.REVOKED,
        headline="Correction: Harbour Compact: Kazakhstan is no longer confirmed as signed",
    )

    sender(serve(), starttls="never").send(mail_of(messages=(corrected,)))

    assert desk.mails[0]["Subject"].startswith("[Accords] Correction: ")
