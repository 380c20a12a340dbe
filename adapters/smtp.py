"""Mail by SMTP, with STARTTLS that fails closed."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage

from adapters.mail import compose_mail
from adapters.rendering import Renderer
from monitor.alerting.clean import clean
from monitor.alerting.deliveries import Outgoing, Sent
from monitor.alerting.targets import EmailTarget
from monitor.model.errors import ConfigError, Permanent, Transient, Unavailable, Uncertain
from monitor.ports import Clock


class SmtpSender:
    """Sends one mail to one recipient, over a connection of its own."""

    def __init__(self, target: EmailTarget, renderer: Renderer, clock: Clock) -> None:
        self._target = target
        self._renderer = renderer
        self._clock = clock
        self._tls = _tls(target)

    def send(self, outgoing: Outgoing) -> Sent:
        """Send it.

        Raises Transient on 4xx, Unavailable where the server cannot be reached or offers no valid TLS,
        Uncertain where the connection broke after the text was handed over (RFC 1047); Permanent on 5xx.
        """
        mail = compose_mail(outgoing, self._target, self._renderer, self._clock.now())
        server = self._connect()
        try:
            self._log_in(server)
            return self._hand_over(server, mail, outgoing.recipient)
        finally:
            _hang_up(server)

    def _connect(self) -> smtplib.SMTP:
        """A connection under TLS, unless the target says never."""
        host, port, wait = self._target.host, self._target.port, self._target.timeout_s
        try:
            if self._target.starttls == "implicit":
                return smtplib.SMTP_SSL(host, port, timeout=wait, context=self._tls)
            server = smtplib.SMTP(host, port, timeout=wait)
        except smtplib.SMTPResponseException as error:
            raise _answered(error.smtp_code, error.smtp_error) from None
        except (OSError, smtplib.SMTPException) as error:
            raise Unavailable(f"{host}:{port} cannot be reached: {_brief(error)}") from error
        if self._target.starttls == "required":
            self._start_tls(server)
        return server

    def _start_tls(self, server: smtplib.SMTP) -> None:
        """Go over to TLS, or raise: an alert never travels in the clear because a server forgot.

        What is missing may be a slip of the server, or somebody in between; either may pass.
        """
        try:
            server.starttls(context=self._tls)
        except (OSError, smtplib.SMTPException) as error:
            _hang_up(server)
            raise Unavailable(
                f"no valid STARTTLS at {self._target.host}:{self._target.port}: {_brief(error)}"
            ) from error

    def _log_in(self, server: smtplib.SMTP) -> None:
        target = self._target
        if target.username is None or target.password is None:
            return
        try:
            server.login(target.username.reveal(), target.password.reveal())
        except smtplib.SMTPResponseException as error:
            # The server may echo what it was given; only the code is told.
            raise _answered(error.smtp_code, b"log-in refused") from None
        except smtplib.SMTPNotSupportedError as error:
            raise Permanent(f"log-in: {clean(str(error), 200)}") from None
        except (OSError, smtplib.SMTPException) as error:
            raise Transient(f"log-in: {type(error).__name__}") from None

    def _hand_over(self, server: smtplib.SMTP, mail: EmailMessage, recipient: str) -> Sent:
        sender = mail["From"].addresses[0].addr_spec
        try:
            self._envelope(server, sender, recipient)
        except (OSError, smtplib.SMTPException) as error:
            raise Transient(f"the connection broke: {_brief(error)}") from error
        try:
            code, said = server.data(mail.as_bytes())
        except smtplib.SMTPDataError as error:
            raise _answered(error.smtp_code, error.smtp_error) from None
        except (OSError, smtplib.SMTPException) as error:
            raise Uncertain(f"no answer to the text: {_brief(error)}") from error
        if code != 250:
            raise _answered(code, said)
        return Sent(detail=_said(said))

    def _envelope(self, server: smtplib.SMTP, sender: str, recipient: str) -> None:
        server.ehlo_or_helo_if_needed()
        for code, said in (server.mail(sender), server.rcpt(recipient)):
            if code not in {250, 251}:
                raise _answered(code, said)


def _tls(target: EmailTarget) -> ssl.SSLContext:
    """Certificates are verified, against the system's or against ``ca_file``.

    Raises ConfigError where ``ca_file`` cannot be used.
    """
    try:
        return ssl.create_default_context(cafile=target.ca_file or None)
    except OSError as error:
        raise ConfigError(
            f"target {target.name!r}: ca_file: {target.ca_file} cannot be used: {error}"
        ) from error


def _answered(code: int, said: bytes | str) -> Transient | Permanent:
    """The error for an SMTP reply: 4xx may pass, 5xx stays (RFC 5321, 4.2.1)."""
    text = f"the server answered {code}: {_said(said)}"
    return Permanent(text) if 500 <= code < 600 else Transient(text)


def _said(said: bytes | str) -> str:
    return clean(said if isinstance(said, str) else said.decode("utf-8", "replace"), 200)


def _brief(error: Exception) -> str:
    return clean(f"{type(error).__name__}: {error}", 200)


def _hang_up(server: smtplib.SMTP) -> None:
    """Say good-bye; a server that has gone is no fault any more."""
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()
