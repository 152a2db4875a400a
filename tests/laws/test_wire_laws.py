"""What goes over the wire comes back as it went, and what is no frame is refused with `ValueError` and nothing else."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.problem import Place, Problem, Severity, problem_of_json
from assembler.wire import first, frame, unframe

NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)
KINDS = st.sampled_from([b"C", b"P", b"R"])
PLACES = st.builds(Place, file=st.text(), pointer=st.text(), line=st.integers(0), cell=st.text(), block=st.text())
VALUES = st.text() | st.integers() | st.decimals(allow_nan=False, allow_infinity=False).map(Decimal)
PROBLEMS = st.builds(
    Problem, st.text(), PLACES, st.dictionaries(st.text(), VALUES, max_size=4), st.sampled_from(Severity)
)


@given(KINDS, JSON, st.lists(st.binary(max_size=50), max_size=4))
def test_a_frame_gives_back_what_was_put_in(kind, value, blobs):
    said, got = unframe(kind, memoryview(frame(kind, {"value": value}, blobs)))
    assert (said["value"], list(got)) == (value, blobs)


@given(st.lists(JSON, max_size=4), st.binary(max_size=30))
def test_progress_is_taken_frame_by_frame_and_the_rest_is_left(steps, rest):
    data = b"".join(frame(b"P", {"step": step}) for step in steps) + b"R" + rest
    taken = []
    while found := first(b"P", memoryview(data)):
        taken.append(found[0]["step"])
        data = data[found[1] :]
    assert (taken, data) == (steps, b"R" + rest)


@given(KINDS, st.binary(max_size=60), st.data())
def test_a_frame_that_is_damaged_anywhere_is_refused_or_still_a_frame(kind, noise, data):
    whole = frame(kind, {"value": [1, "a"]}, [b"abc", b""])
    at = data.draw(st.integers(0, len(whole)))
    for damaged in (noise, whole[:at], whole[:at] + noise + whole[at:], whole[:at] + noise):
        try:
            said, _ = unframe(kind, memoryview(damaged))
        except ValueError:
            continue
        assert isinstance(said, dict)


@given(KINDS, st.integers(0, 40))
def test_a_frame_cut_short_is_never_read(kind, cut):
    whole = frame(kind, {"value": 1}, [b"abc"])
    with pytest.raises(ValueError):
        unframe(kind, memoryview(whole[: max(0, len(whole) - 1 - cut)]))


@given(PROBLEMS)
def test_a_problem_survives_its_json(problem):
    assert problem_of_json(json.loads(json.dumps(problem.as_json()))) == problem
