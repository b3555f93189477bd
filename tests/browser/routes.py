"""``python -m tests.browser.routes`` in the surroundings of a service: its pages, as JSON.

``SERVICE`` names it. A page is what a browser opens with GET: [{rule, role}].
"""

import json
import os
import sys
from importlib import import_module

from shared.settings import read
from shared.web.access import policy_of

service = os.environ["SERVICE"]
app = import_module(f"services.{service}.wsgi").create(read(service))
json.dump(
    [
        {"rule": rule.rule, "role": policy_of(app, rule.endpoint, "GET")}
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.endpoint.partition(".")[0].endswith("_pages")
    ],
    sys.stdout,
)
