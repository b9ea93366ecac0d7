"""The command, unable to reach anything but this machine: whoever tries is told so loudly. Names ending in `.test` are this machine."""

from __future__ import annotations

import ipaddress
import socket
import sys

_real_connect = socket.socket.connect
_real_connect_ex = socket.socket.connect_ex
_real_getaddrinfo = socket.getaddrinfo


def _refuse(address: object) -> None:
    if isinstance(address, tuple) and not ipaddress.ip_address(address[0]).is_loopback:
        sys.stderr.write(f"OUTSIDE: {address}\n")
        raise ConnectionRefusedError(address)


def _connect(self, address):
    _refuse(address)
    return _real_connect(self, address)


def _connect_ex(self, address):
    _refuse(address)
    return _real_connect_ex(self, address)


def _getaddrinfo(host, *args, **kwargs):
    name = host.decode() if isinstance(host, bytes) else host
    if name is not None and name.endswith(".test"):
        return _real_getaddrinfo("127.0.0.1", *args, **kwargs)
    try:
        ipaddress.ip_address(name or "127.0.0.1")
    except ValueError:
        sys.stderr.write(f"OUTSIDE: look-up of {name}\n")
        raise socket.gaierror(socket.EAI_NONAME, "no such name here") from None
    return _real_getaddrinfo(host, *args, **kwargs)


def shut_in() -> None:
    """From now on this process speaks to this machine alone."""
    socket.socket.connect = _connect
    socket.socket.connect_ex = _connect_ex
    socket.getaddrinfo = _getaddrinfo


if __name__ == "__main__":
    shut_in()
    from pipeline.cli import main

    main(prog_name="taizhang")
