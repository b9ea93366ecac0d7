"""Certificates are checked; old TLS is spoken only to a host that a source names."""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
import warnings
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from tests.fetch.conftest import new_project, source
from tests.fetch.pages import notice, page, row, title
from tests.fetch.webserver import html, serving

if TYPE_CHECKING:
    from http.server import ThreadingHTTPServer


def _certificate(folder, name: str):
    """A certificate of its own authority for one name, good for a day."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    start = dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
    names = [x509.DNSName(name), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, plain)
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


def _wrap(server: ThreadingHTTPServer, certificate, newest) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    if newest is not None:
        context.set_ciphers("ALL:@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # old TLS is what this is about
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = newest
    server.socket = context.wrap_socket(server.socket, server_side=True)


@pytest.fixture(scope="module")
def spoken(tmp_path_factory):
    """One run over four servers: new TLS, old TLS named and not named, and one that nobody vouches for."""
    folder = tmp_path_factory.mktemp("tls")
    project = new_project(folder)
    names = {"new": None, "old": ssl.TLSVersion.TLSv1, "unnamed": ssl.TLSVersion.TLSv1, "stranger": None}
    trusted = folder / "trusted.pem"
    routes = {"/n.html": html(notice(2023)), "/list.html": page(f"<ul>{row('/n.html', title(2023))}</ul>")}
    entries = []
    with ExitStack() as servers:
        bundle = servers.enter_context(trusted.open("wb"))
        for name, newest in names.items():
            certificate = _certificate(folder, f"{name}.test")
            bundle.write(certificate.read_bytes() if name != "stranger" else b"")
            web = servers.enter_context(serving(routes, lambda server, c=certificate, n=newest: _wrap(server, c, n)))
            old = {"old_tls": "[old.test]"} if name == "old" else {}
            entries.append(source(name, "pages", f"https://{name}.test:{web.port}", "/list.html", hosts=f"[{name}.test]", **old))
        bundle.flush()
        project.sources(*entries)
        allowed = [word for name in names for word in ("--allow-host", f"{name}.test")]
        words = ("--raw", str(project.raw), "--delay", "0", "--backoff", "0.01", "--timeout", "15", *allowed)
        ended = project.run("fetch", "here", *words, SSL_CERT_FILE=str(trusted))
    return project, ended


@pytest.mark.parametrize(
    ("name", "outcome"), [("new", {"kept"}), ("old", {"kept"}), ("unnamed", {"tls_failed"}), ("stranger", {"tls_failed"})]
)
def test_a_host_is_spoken_to_only_in_tls_that_is_sound_or_named(spoken, name, outcome):
    project, ended = spoken
    lines = [one for one in project.index() if one["site"] == f"here.{name}" and one["kind"] in ("list", "notice")]
    assert {one["status_reason"] or "kept" for one in lines} == outcome, ended.out + ended.err
