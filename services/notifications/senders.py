"""Sending: e-mail over SMTP, with its refusals told apart by whose fault they are."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from services.notifications.domain.deliveries import Letter
from services.notifications.settings import Mail

_SERVICE_CLOSING = 421


class ServerDown(Exception):
    """Raised when the mail server is away or takes no mail of ours at all: no mail's own fault."""


class NotNow(Exception):
    """Raised when the server refuses this mail for the present (4xx)."""


class Refused(Exception):
    """Raised when the server refuses this mail for good (5xx), or it cannot be sent at all."""


class Line:
    """An open connection to the mail server."""

    def __init__(self, smtp: smtplib.SMTP, sender: Address) -> None:
        self._smtp = smtp
        self._sender = sender

    def send(self, letter: Letter) -> None:
        """Raises Refused, NotNow, or ServerDown (then nobody knows whether it arrived)."""
        message = _message(letter, self._sender)
        try:
            self._smtp.send_message(message)
        except smtplib.SMTPRecipientsRefused as trouble:
            ((code, reason),) = trouble.recipients.values()
            raise _fault(code, reason) from trouble
        except smtplib.SMTPDataError as trouble:
            raise _fault(trouble.smtp_code, trouble.smtp_error) from trouble
        except smtplib.SMTPNotSupportedError as trouble:
            raise Refused(str(trouble)) from trouble
        except (smtplib.SMTPException, OSError) as trouble:
            # A refused sender is here too: all our mail has the same, so it is our settings' fault.
            raise ServerDown(str(trouble)) from trouble


class Post:
    """The way to the mail server."""

    def __init__(self, mail: Mail) -> None:
        self._mail = mail
        self._sender = Address("爱心计时 Kindhours", addr_spec=mail.sender)

    @contextmanager
    def line(self) -> Iterator[Line]:
        """Connect and sign in. Raises ServerDown."""
        try:
            smtp = self._connect()
        except (smtplib.SMTPException, OSError) as trouble:
            raise ServerDown(str(trouble)) from trouble
        try:
            yield Line(smtp, self._sender)
        finally:
            with suppress(smtplib.SMTPException, OSError):
                smtp.quit()

    def _connect(self) -> smtplib.SMTP:
        mail, known = self._mail, ssl.create_default_context()
        if mail.security == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                mail.host, mail.port, timeout=mail.timeout_seconds, context=known
            )
        else:
            smtp = smtplib.SMTP(mail.host, mail.port, timeout=mail.timeout_seconds)
        try:
            if mail.security == "starttls":
                smtp.starttls(context=known)
            if mail.user:
                smtp.login(mail.user, mail.password)
        except BaseException:
            smtp.close()
            raise
        return smtp


def _fault(code: int, reason: bytes | str) -> Exception:
    """Whose fault an answer of the server is."""
    words = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
    text = f"{code} {words}"[:300]
    if code == _SERVICE_CLOSING:
        return ServerDown(text)
    return Refused(text) if code >= 500 else NotNow(text)


def _message(letter: Letter, sender: Address) -> EmailMessage:
    message = EmailMessage()
    try:
        message["To"] = Address(addr_spec=letter.to)
    except ValueError as trouble:
        raise Refused(f"not an address: {trouble}"[:300]) from trouble
    message["From"] = sender
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.at)
    message["Message-ID"] = f"<{letter.id}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body)
    return message
