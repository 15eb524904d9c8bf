"""A policy says what must hold; a flag may only ask for more."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.errors import SelfcheckError
from selfcheck.gate.policy import Flags, Minimum, Policy, tighten
from selfcheck.model.content import Severity

SHARES = st.fractions(0, 1, max_denominator=200)


def test_without_a_file_no_critical_or_high_gap_passes_nor_a_missing_answer_nor_a_rate_below_nine_tenths() -> None:
    strict = Policy()
    assert strict.file is None
    assert strict.maximum_gaps == {Severity.CRITICAL: 0, Severity.HIGH: 0}
    assert strict.minimum == Minimum(rate=Fraction(9, 10), coverage=Fraction(1))


@given(SHARES, SHARES)
def test_a_rate_flag_raises_the_limit_or_is_refused(limit: Fraction, wanted: Fraction) -> None:
    policy = Policy(minimum=Minimum(rate=limit))
    flags = Flags(Minimum(rate=wanted))
    if wanted >= limit:
        assert tighten(policy, flags).minimum.rate == wanted
    else:
        with pytest.raises(SelfcheckError):
            tighten(policy, flags)


@given(st.integers(0, 9), st.integers(0, 9))
def test_a_gaps_flag_lowers_the_limit_or_is_refused(limit: int, wanted: int) -> None:
    policy = Policy(maximum_gaps={Severity.LOW: limit})
    flags = Flags(maximum_gaps={Severity.LOW: wanted})
    if wanted <= limit:
        assert tighten(policy, flags).maximum_gaps[Severity.LOW] == wanted
    else:
        with pytest.raises(SelfcheckError):
            tighten(policy, flags)


def test_a_flag_may_set_a_limit_where_the_policy_has_none() -> None:
    policy = Policy(minimum=Minimum(), maximum_gaps={Severity.HIGH: None})
    tight = tighten(policy, Flags(Minimum(score=Fraction(80)), {Severity.HIGH: 3}))
    assert tight.minimum.score == 80
    assert tight.maximum_gaps[Severity.HIGH] == 3


def test_every_loosening_flag_is_named_with_both_values() -> None:
    with pytest.raises(SelfcheckError) as error:
        tighten(Policy(), Flags(Minimum(rate=Fraction(1, 2), coverage=Fraction(1, 2)), {Severity.HIGH: 5}))
    assert [problem.line("en") for problem in error.value.problems] == [
        "--max-gaps high: 5 is looser than 0 of the built-in strict gate; "
        "a flag may only tighten; to loosen, change the policy file",
        "--min-coverage: 0.5 is looser than 1 of the built-in strict gate; "
        "a flag may only tighten; to loosen, change the policy file",
        "--min-rate: 0.5 is looser than 0.9 of the built-in strict gate; "
        "a flag may only tighten; to loosen, change the policy file",
    ]
