from hypothesis import given, settings
from hypothesis import strategies as st

from evaluate.charts import BOTTOM, LEFT, RIGHT, TOP, Axes, learning, marks


@settings(deadline=None)
@given(st.floats(1e-3, 1e6))
def test_marks_are_few_and_within_the_axis(high: float) -> None:
    found = marks(high)
    assert found[0] == 0
    assert 2 <= len(found) <= 6
    assert found[-1] <= high * (1 + 1e-6)


@settings(deadline=None)
@given(st.floats(0.1, 100), st.floats(0.1, 100), st.floats(0, 1), st.floats(0, 1))
def test_points_lie_on_the_canvas(x_high: float, y_high: float, right: float, up: float) -> None:
    axes = Axes(x_high, y_high)
    assert LEFT <= axes.x(x_high * right) <= RIGHT
    assert TOP <= axes.y(y_high * up) <= BOTTOM


def test_a_run_that_was_never_evaluated_has_no_curve() -> None:
    assert learning([]) is None
    assert learning([{"epoch": 1.0, "loss": 2.0}]) is None


def test_a_run_that_logged_no_loss_has_its_scores() -> None:
    found = learning([{"epoch": 1.0, "eval_f1": 0.25}, {"epoch": 2.0, "eval_f1": 0.5}, {"epoch": 3.0, "eval_f1": 0.4}])
    assert found is not None
    assert found["best"] == (2.0, 0.5)
    assert found["losses"] is None


def test_a_loss_that_ran_away_is_left_out() -> None:
    run = [{"epoch": 1.0, "loss": 2.0}, {"epoch": 2.0, "loss": float("nan")}, {"epoch": 2.0, "eval_f1": 0.0}]
    found = learning(run)
    assert found is not None
    assert found["losses"]["loss"].count(",") == 1
