"""A real SMTP server (aiosmtpd) that does what a test wants.

Usage: smtp_server.py FOLDER. Writes FOLDER/ca.pem, listens with STARTTLS, with TLS and without, and tells it in a line of JSON.
Every line on stdin is a JSON list: what to do with the next messages, one after the other ("ok" when the list has ended):
  ok          take it
  greylist    451 at RCPT            reject      550 at RCPT
  cut-before  close before DATA      cut-after   take it, then close instead of answering
  hold-STAGE  tell it, then wait for ever at EHLO, MAIL, RCPT, DATA, or TAKEN (taken, not answered)
Every message taken is told in a line: {"took": message id, "to": [...]}.
"""

import asyncio
import json
import socket
import ssl
import sys
from collections import deque
from email import message_from_bytes

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

USER, PASSWORD = b"fuyi", "口令 pass".encode()
plan = deque()


def tell(**line):
    print(json.dumps(line), flush=True)


class Handler:
    def now(self, *names):
        """The first step of the plan, when it is one of these."""
        return plan[0] if plan and plan[0] in names else None

    async def hold(self, stage):
        if self.now(f"hold-{stage}"):
            plan.popleft()
            tell(holding=stage)
            await asyncio.sleep(3600)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        await self.hold("EHLO")
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        await self.hold("MAIL")
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        await self.hold("RCPT")
        step = self.now("greylist", "reject", "cut-before")
        if step:
            plan.popleft()
        if step == "greylist":
            return "451 4.7.1 Greylisted, try again"
        if step == "reject":
            return "550 5.1.1 No such user here"
        if step == "cut-before":
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        await self.hold("DATA")
        message = message_from_bytes(envelope.content)
        tell(took=message["message-id"], to=envelope.rcpt_tos)
        await self.hold("TAKEN")
        step = self.now("ok", "cut-after")
        if step:
            plan.popleft()
        if step == "cut-after":
            server.transport.abort()
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    # not handled here: aiosmtpd answers 535 itself
    return AuthResult(success=data.login == USER and data.password == PASSWORD, handled=False)


def main(folder):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(f"{folder}/ca.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    guarded = {"authenticator": authenticate, "auth_required": True}
    servers = [
        Controller(Handler(), hostname="127.0.0.1", port=0, tls_context=context, require_starttls=True, **guarded),
        Controller(Handler(), hostname="127.0.0.1", port=0, ssl_context=context, auth_require_tls=False, **guarded),
        Controller(Handler(), hostname="127.0.0.1", port=0),
    ]
    for server in servers:
        # the port is the system's choice, and is looked up before aiosmtpd tries it
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            server.port = free.getsockname()[1]
        server.start()
    tell(ports=[server.port for server in servers])
    for line in sys.stdin:
        plan.clear()
        plan.extend(json.loads(line))
        tell(planned=len(plan))


main(sys.argv[1])
