"""Addresses within this site, for trips that come back."""

from urllib.parse import quote, urlsplit


def inside(address: str) -> str:
    """``address`` as a query value; "/" where it leads away from here."""
    return quote(own(address), safe="/")


def own(address: str | None) -> str:
    """``address`` when it is a path of this site, else "/"."""
    address = (address or "").rstrip("?")
    parts = urlsplit(address)
    plain = not parts.scheme and not parts.netloc and "\\" not in address
    clean = address.isprintable() and not address.startswith("//")
    return address if plain and clean and address.startswith("/") else "/"
