"""The plans of the format tests, read back."""

from tests.render.plan.conftest import answers, assessed, calendar, control, hostile, ordinary, planned, request_for

__all__ = ["answers", "assessed", "calendar", "control", "hostile", "ordinary", "planned", "request_for"]
