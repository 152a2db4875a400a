"""Whatever comes in that the API's own description could mean, or all but means, is answered; never with a 5xx."""

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from tests.service.town import Town

# `PLANSATS_FUZZ=200` is the long run; a few examples a route find what was forgotten.
EXAMPLES = int(os.environ.get("PLANSATS_FUZZ", "2"))


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    town = Town(tmp_path_factory.mktemp("town"), requests_a_minute=10**6, burst=10**6)
    yield town
    town.close()


@pytest.fixture(scope="module")
def operations(town):
    schema = schemathesis.openapi.from_wsgi("/v1/openapi.json", town.app)
    return [found.ok() for found in schema.get_all_operations()]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
def test_no_request_makes_the_service_fall_over(town, operations, mode):
    answered = set()
    town.app.testing = False
    for operation in operations:

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode), known=st.booleans(), role=st.sampled_from(ROLES))
        def ask(case, known, role):
            if known and "plan" in case.path_parameters:
                case.path_parameters["plan"] = town.plans["nes"]
            answer = case.call(headers=town.headers(role))
            answered.add(answer.status_code)
            assert answer.status_code < 500, (case.method, case.formatted_path, answer.text[:500])
            if answer.status_code >= 400:
                assert answer.headers["content-type"] == ["application/problem+json"], case.formatted_path

        try:
            ask()
        except schemathesis.errors.InvalidSchema:
            pytest.fail(f"{operation.label} is described wrongly")
    assert 404 in answered and 422 in answered


ROLES = ("owner", "editor", "reviewer", "reader")
