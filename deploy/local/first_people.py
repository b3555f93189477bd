"""The first tree and accounts of a local run; their passwords are kept with the other secrets."""

import json

from deploy.local import keys
from deploy.local.show import SignIn
from deploy.local.stack import Stack


def found_first_people(stack: Stack) -> list[SignIn]:
    """Found them unless they are there; returns how they sign in. Raises StartFailed."""
    secrets = keys.keys_of(stack.folder)
    passwords = json.dumps({role: secrets[f"FIRST_{role}"] for role in keys.FIRST_ROLES})
    printed = stack.run_beside("volunteers", "deploy.first_people", FIRST_PASSWORDS=passwords)
    return [
        SignIn(one["role"], one["name"], one["phone"], one["password"], one["organisation"])
        for one in json.loads(printed)
    ]
