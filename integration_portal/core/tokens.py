"""The secret in a link that lets its bearer in: an invitation, a round, a calendar's address."""

import hashlib
import secrets


def new_token() -> str:
    """256 bits, hexadecimal: the log recognises it as a key and leaves it out."""
    return secrets.token_hex(32)


def hash_token(token: str) -> str:
    """What is stored in its stead (SHA-256): who reads the database cannot use the link."""
    return hashlib.sha256(token.encode()).hexdigest()
