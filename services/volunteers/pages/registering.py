"""From a registration as people fill it in to the one the law asks for (Measures, article 5).

A resident card tells birth date and sex, and the organisation tells an area, so nobody has to write
those down again; whoever has another document, or lives elsewhere, does.
"""

from typing import Any

from marshmallow import fields, validate

from services.volunteers.domain import documents, volunteers
from services.volunteers.domain.organisations import AreaMissing, ids_of
from services.volunteers.http.inputs import Entry, RegistrationInput, Secret
from services.volunteers.store import Store
from services.volunteers.views.organisations import named
from shared.refusal import Invalid
from shared.web.schemas import Text

Plain = dict[str, Any]


class BirthDateNeeded(Invalid):
    """Raised when neither the form nor the document tells the birth date."""

    zh = "这种证件看不出出生日期，请填写。"
    en = "This document does not tell the birth date. Please write it here."


class SexNeeded(Invalid):
    """Raised when neither the form nor the document tells the sex."""

    zh = "这种证件看不出性别，请选择。"
    en = "This document does not tell the sex. Please choose."


class EntryPage(Entry):
    """A registration by a coordinator: what the document tells may be left out."""

    sex = fields.String(load_default=None, validate=validate.OneOf(volunteers.SEXES))
    birth_date = Text(load_default=None, max=20)
    residence_code = Text(load_default=None, max=20)


class RegistrationPage(RegistrationInput):
    """A registration by the volunteer herself; her password is typed twice."""

    sex = fields.String(load_default=None, validate=validate.OneOf(volunteers.SEXES))
    birth_date = Text(load_default=None, max=20)
    residence_code = Text(load_default=None, max=20)
    password_again = Secret(required=True)


def completed(typed: Plain, store: Store) -> Plain:
    """``typed`` with birth date, sex and area. Raises what is wrong with the document,
    BirthDateNeeded, SexNeeded, AreaMissing."""
    given = typed["identity"]
    document = documents.read_document(given["kind"], given["number"], given["country"])
    birth_date = typed["birth_date"] or document.birth_date()
    if birth_date is None:
        raise BirthDateNeeded(field="birth_date")
    sex = typed["sex"] or document.sex()
    if sex is None:
        raise SexNeeded(field="sex")
    code = typed["residence_code"] or _area_of(typed["organisation_id"], store)
    if code is None:
        raise AreaMissing(field="residence_code")
    return {**typed, "birth_date": str(birth_date), "sex": sex, "residence_code": code}


def _area_of(organisation_id: str, store: Store) -> str | None:
    """The code of the area the organisation is in: its own, or the nearest above it."""
    node = named(store, [organisation_id]).get(organisation_id)
    if node is None:
        return None
    above = named(store, ids_of(node["path"]))
    codes = (above[one]["code"] for one in reversed(ids_of(node["path"])) if one in above)
    return next((code[:12] for code in codes if code), None)
