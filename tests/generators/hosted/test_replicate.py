"""The server that the tests have of Replicate serves its official SDK, which Python 3.14 cannot
import: there it is not collected.
"""

from __future__ import annotations

import replicate

from tests.generators.hosted.services import replicate as predictions
from tests.generators.hosted.serving import serving


def test_replicate_is_served():
    with serving(predictions.ReplicateService()) as service:
        client = replicate.Client(api_token=predictions.KEY, base_url=service.url)
        model = client.models.get("acme/still")
        assert model.latest_version.id == predictions.VERSION
        assert (
            "prompt"
            in model.latest_version.openapi_schema["components"]["schemas"]["Input"]["properties"]
        )
        found = client.predictions.create(
            version=predictions.VERSION, input={"prompt": "a harbour"}
        )
        found.reload()
        assert (found.status, found.output) == (
            "succeeded",
            service.file_url(service.tasks[found.id]),
        )
        other = client.predictions.create(
            version=predictions.VERSION, input={"prompt": "a harbour"}
        )
        other.cancel()
        other.reload()
        assert other.status == "canceled"
