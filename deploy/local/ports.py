"""Free ports on loopback."""

import random
import socket

# Below the range the kernel hands to outgoing connections, so that none of those can take
# a port between our look and the server's bind.
_LOWEST, _HIGHEST = 20_000, 32_000


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port(taken: set[int] | None = None, *, rather: int | None = None) -> int:
    """A port nobody listens on and that is not in ``taken``; ``rather`` when that one is free."""
    taken = taken if taken is not None else set()
    wishes = [rather] if rather else []
    for port in [*wishes, *random.sample(range(_LOWEST, _HIGHEST), 2_000)]:
        if port not in taken and is_free(port):
            taken.add(port)
            return port
    raise OSError(f"no free port between {_LOWEST} and {_HIGHEST}")


def accepts(port: int) -> bool:
    """Whether something on loopback accepts connections on ``port``."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False
