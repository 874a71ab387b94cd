"""The judge's side of `--redis URL`: a part of a real Redis that is ours alone.

Every key that a subject uses there begins with a prefix that no one else has (the subject's side is
`grader.observers.store`), and what is left under it is deleted when the exercise has been graded.
"""

import contextlib
import secrets
import socket
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit, urlunsplit

from grader.errors import UsageError
from grader.language import _

PORT = 6379
UNREACHABLE = (
    "The Redis at {url} can't be used ({reason}). Start it or mend the address, or leave --redis "
    "out: the checks then bring a store of their own."
)


@contextlib.contextmanager
def own_part(url: str) -> Iterator[Mapping[str, str]]:
    """Variables that tell a subject which Redis and which prefix to use."""
    prefix = f"underglass:{secrets.token_hex(8)}:"
    try:
        yield {"GRADER_REDIS": numeric(url), "GRADER_REDIS_PREFIX": prefix}
    finally:
        _clean(url, prefix)


def numeric(url: str) -> str:
    """The same Redis by its number: a subject can't ask the network for a name's.

    Itself where it has none (a Unix socket), needs its name (TLS), or can't be reached.
    """
    address = urlsplit(url)
    if address.scheme != "redis" or not address.hostname:
        return url
    try:
        with socket.create_connection((address.hostname, address.port or PORT), 5) as found:
            host, port = found.getpeername()[:2]
    except OSError:
        return url
    login = address.netloc.rpartition("@")[0]
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return urlunsplit(address._replace(netloc=f"{login}@{place}" if login else place))


def require(url: str) -> None:
    """Raise UsageError when no Redis answers there."""
    import redis

    try:
        with redis.Redis.from_url(url, socket_connect_timeout=5) as client:
            client.ping()
    except (redis.RedisError, ValueError, OSError) as reason:
        raise UsageError(_(UNREACHABLE).format(url=url, reason=reason)) from None


def _clean(url: str, prefix: str) -> None:
    import redis

    with redis.Redis.from_url(url) as client:
        for key in client.scan_iter(match=f"{prefix}*"):
            client.delete(key)
