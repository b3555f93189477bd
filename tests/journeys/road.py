"""The README's road, step by step, as the people on it take it."""

from datetime import date, timedelta
from random import Random
from typing import Any

from deploy.demo.client import Client
from deploy.demo.people import identity_number
from deploy.demo.theatre import Theatre

Plain = dict[str, Any]
MINUTES = 120


class Road:
    """One volunteer and one organiser of the first people; each step is one request."""

    def __init__(self, theatre: Theatre, number: int) -> None:
        self.client: Client = theatre.stage.client
        self.clock = theatre.stage.clock
        self.number = number
        first = theatre.first("organiser")
        _, self.organiser = self._sign_in(first.phone, first.password)
        self.organisation_id = self.client.get("/api/v1/volunteers/me", self.organiser)[
            "organisation_id"
        ]
        self.volunteer = ""
        self.volunteer_id = ""

    def register(self) -> None:
        """A real name, a valid document, a password; then a session."""
        birth_date = date(1970, 5, 4) + timedelta(days=self.number)
        phone, password = f"1390575{self.number:04d}", "xi-nan-2026-yun"
        body = {
            "name": "王小芳",
            "sex": "female",
            "birth_date": birth_date.isoformat(),
            "identity": {
                "kind": "resident_card",
                "number": identity_number("330603", birth_date, "female", Random(self.number)),
            },
            "residence_code": "330603",
            "phone": phone,
            "password": password,
            "organisation_id": self.organisation_id,
            "consent_version": self.client.get("/api/v1/volunteers/terms")["consent_version"],
        }
        self.client.must("POST", "/api/v1/volunteers", body, key=f"road {self.number}")
        self.volunteer_id, self.volunteer = self._sign_in(phone, password)

    def publish(self) -> Plain:
        """An activity that starts in an hour; check-in is open by then."""
        start = self.clock.now() + timedelta(hours=1)
        body = {
            "title": "环湖清洁",
            "kind": "环境保护",
            "description": "沿湖捡拾垃圾",
            "risks": "湖边路滑",
            "address": "东湖南门",
            "organisation_id": self.organisation_id,
            "shifts": [
                {
                    "start": start.isoformat(),
                    "end": (start + timedelta(minutes=MINUTES)).isoformat(),
                    "roles": [{"name": "队员", "places": 20}],
                }
            ],
        }
        draft = self.client.must("POST", "/api/v1/activities", body, token=self.organiser)
        path = f"/api/v1/activities/{draft['activity_id']}/publish"
        return self.client.must("POST", path, token=self.organiser)

    def sign_up(self, shift_id: str) -> Plain:
        path = f"/api/v1/shifts/{shift_id}/sign-ups"
        return self.client.must("POST", path, {}, token=self.volunteer)

    def check_in(self, shift_id: str) -> Plain:
        """By the address in the QR picture on the organiser's screen."""
        return self._claim("/api/v1/check-ins", shift_id)

    def check_out(self, shift_id: str, request_id: str = "road-000") -> Plain:
        return self._claim("/api/v1/check-outs", shift_id, {"X-Request-Id": request_id})

    def _claim(self, path: str, shift_id: str, headers: dict[str, str] | None = None) -> Plain:
        code = self.client.get(f"/api/v1/shifts/{shift_id}/code", self.organiser)
        body = {"token": code["url"]}
        return self.client.must("POST", path, body, token=self.volunteer, headers=headers)

    def _sign_in(self, phone: str, password: str) -> tuple[str, str]:
        body = {"phone": phone, "password": password}
        found = self.client.must("POST", "/api/v1/sessions", body)
        return str(found["volunteer_id"]), str(found["access_token"])
