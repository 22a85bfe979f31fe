"""Figures as they are told: rounded once, the same in every output, and never what is no number."""

import json
import math
import re
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from winset.cli import main
from winset.language.words import (
    amount,
    enough,
    exact,
    fine_share,
    margin,
    often,
    precise,
    share,
    signed,
)
from winset.report.envelope import to_json
from winset.report.tables import to_csv
from winset.scenario import load_file

DATA = Path(__file__).parent / "data"
Run = Callable[..., tuple[int, str, str]]

HALF = 0.1 + 0.2 - 0.3 + 5.995  # 5.995, but for how it was added up

TOLD: list[tuple[Callable[[Any], str], Any, str]] = [
    (amount, 5.995, "6"),
    (amount, -5.995, "−6"),
    (amount, HALF, "6"),
    (amount, -5.994999999999996, "−6"),
    (amount, 2.675, "2.68"),
    (amount, -2.675, "−2.68"),
    (amount, 0.005, "0.01"),
    (amount, -0.005, "−0.01"),
    (amount, -0.004, "0"),
    (amount, 99.95, "100"),
    (amount, 12.25, "12.3"),
    (amount, 1234.5, "1,235"),
    (amount, -0.0, "0"),
    (amount, 1e12, "1,000,000,000,000"),
    (amount, math.inf, "–"),
    (amount, math.nan, "–"),
    (amount, None, "–"),
    (signed, -0.0, "0"),
    (signed, 0.004, "0"),
    (signed, 5.995, "+6"),
    (signed, -math.inf, "–"),
    (share, 0.525, "53%"),
    (share, 0.005, "1%"),
    (share, -0.005, "−1%"),
    (share, -0.004, "0%"),
    (share, -0.0, "0%"),
    (share, -math.inf, "–"),
    (fine_share, 0.12345, "12.3%"),
    (fine_share, 1.0, "100%"),
    (fine_share, -0.0, "0%"),
    (margin, -math.inf, "no stake would do"),
    (margin, -0.0, "0%"),
    (precise, 123456.5, "123,457"),
    (precise, 4e18, "4,000,000,000,000,000,000"),
    (precise, 0.98265, "0.9827"),
    (precise, -math.inf, "–"),
    (exact, -0.0, "0"),
    (exact, 1e12, "1,000,000,000,000"),
    (enough, 1 / 3, "33.4%"),
    (enough, 0.742, "74.2%"),
]


@pytest.mark.parametrize(("tell", "value", "told"), TOLD)
def test_a_number_is_rounded_once_and_half_away_from_zero(
    tell: Callable[[Any], str], value: Any, told: str
) -> None:
    assert tell(value) == told


@pytest.mark.slow
def test_no_output_tells_a_number_that_is_none(run: Run) -> None:
    file = str(DATA / "faults" / "inf-percent.yaml")
    for arguments in (("analyze", "--full"), ("impasse",), ("roadmap",), ("deals",)):
        for form in ("text", "json"):
            code, out, err = run(*arguments, file, "--format", form)
            assert (code, err) == (0, "")
            wrong = r"\b(inf|nan|infinity)\b|[-−]0(\.0+)?(?![.\d])|\de\+"
            assert not re.search(wrong, re.sub(r'"(hash|id)": ".*"', "", out), re.IGNORECASE)
            if form == "text" and arguments[0] == "analyze":
                assert "no stake would do" in out
    for end in ("md", "html"):
        assert run("brief", file, "-o", f"a.{end}")[2] == ""
        assert "inf%" not in Path(f"a.{end}").read_text("utf-8")


def test_json_and_csv_hold_no_zero_below_zero_and_nothing_without_end() -> None:
    scenario = load_file(DATA / "first.yaml")
    told = json.loads(to_json(scenario, {"a": [-0.0, {"b": -math.inf}], "c": (math.nan, 1.5)}))
    assert (told["a"], told["c"]) == ([0.0, {"b": None}], [None, 1.5])
    assert math.copysign(1, told["a"][0]) == 1
    assert to_csv([[-0.0, math.inf, 2.5, "x"]]) == "0.0,,2.5,x\n"


def test_a_roadmap_of_many_names_who_is_most_exposed_and_to_whom(run: Run) -> None:
    file = str(DATA / "trials" / "ulster.yaml")
    _, out, _ = run("roadmap", file, "--package", "nash")
    last_of_arms = next(line for line in out.splitlines() if line.startswith("   6  Sinn"))
    assert re.search(r"Ulster Unionists +−6\.08.*Sinn Féin, to Ulster +4\.46", last_of_arms)
    assert (
        out.count("% chance of keeping") == 1
    )  # the pair that is nearest to its limit; a table has all
    assert re.search(r"Sinn Féin +29% / 62% +32% / 37%", out)


def test_everybody_who_does_not_trust_enough_is_named(run: Run) -> None:
    _, out, _ = run("roadmap", str(DATA / "trials" / "ulster.yaml"), "--package", "unionist-paper")
    told = " ".join(out.split())
    assert (
        "Sinn Féin would have to give Ulster Unionists a 67% chance of keeping their word" in told
    )
    assert "Sinn Féin also trusts too little in London and Dublin (63% needed)" in told


def test_trust_that_is_enough_in_each_but_not_in_all_is_an_objection(run: Run) -> None:
    file = str(DATA / "trials" / "mackerel.yaml")
    _, out, _ = run("impasse", file, "--format", "json")
    answer = json.loads(out)["impasse"]["proposals"]["chair-text"]["parties"]["fo"]
    assert answer["groups"] == [f"trust:fo.{other}" for other in ("eu", "uk", "no", "is")]
    assert answer["amendment"]["dropped"] == ["landing-control"]


def test_what_a_third_party_costs_is_on_or_off_the_values_beside_it(run: Run) -> None:
    file = str(DATA / "trials" / "carveout.yaml")
    _, out, _ = run("analyze", file, "--quick", "--full")
    of_proposals, of_best = (
        " ".join(part.split()) for part in out.split("THE BEST DEAL THAT WOULD BE KEPT")
    )
    assert "(its cost, not yet taken off: 0.2" in of_proposals
    assert "(its cost, taken off: 0.2" in of_best


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what every command says of one negotiation without demands, whose deal is the best."""
    file, folder = str(DATA / "trials" / "carveout-nodemands.yaml"), tmp_path_factory.mktemp("told")
    outputs: dict[str, Any] = {"text": " ".join(printed("analyze", file, "--full").split())}
    for command in ("analyze", "roadmap", "impasse", "deals", "advise"):
        outputs[command] = json.loads(printed(command, file, "--format", "json"))
    nash = printed("roadmap", file, "--package", "nash", "--format", "json")
    outputs["nash"] = json.loads(nash)["roadmap"]
    for page in ("brief", "study"):
        target = folder / f"{page}.md"
        printed(page, file, "-o", str(target))
        outputs[page] = " ".join(target.read_text("utf-8").split())
    return outputs


def printed(*arguments: str) -> str:
    """Return what a command prints, run in this process."""
    with redirect_stdout(StringIO()) as output:
        main(arguments)
    return output.getvalue()


@pytest.mark.slow
@pytest.mark.xdist_group("carve-out")
def test_one_package_has_one_order_one_value_and_one_share_in_every_output(
    told: dict[str, Any],
) -> None:
    whole = told["analyze"]
    best, first = told["roadmap"]["roadmap"], told["advise"]["advise"]["first"]
    in_full = told["advise"]["advise"]
    for key in ("by_trust", "without", "with", "safer"):  # which `advise` alone looks at
        del in_full[key]
    for key in ("package", "order", "values"):
        assert best[key] == first[key] == whole["roadmap"][key] == whole["advise"]["first"][key]
    assert told["roadmap"]["advise"] == whole["advise"] == in_full
    nash, deal = told["nash"], told["impasse"]["impasse"]["deal"]
    for key in ("package", "order", "values", "escrow"):
        assert nash[key] == deal[key] == whole["impasse"]["deal"][key]
    (used,) = nash["escrow"]
    assert used == {
        "steps": ["transfer-business", "pay-price"],
        "cost": {"seller": 0.2, "buyer": 0.2},
    }
    packages = [one for deals in (told["deals"], whole) for one in deals["deals"]["frontier"]]
    without = [one["values"] for one in packages if one["steps"] == nash["package"]]
    for values in without:
        assert values == pytest.approx({p: v + used["cost"][p] for p, v in nash["values"].items()})
    firm = whole["firmness"]["best"]
    shares = [f"{share(firm[key])} ±" for key in ("signable", "kept")]
    assert firm["package"] == best["package"]
    assert (firm["kept"], firm["signable"]) == (first["share"], first["signed"])
    for form in ("text", "brief", "study"):
        assert all(signed(value) in told[form] for value in best["values"].values())
        if form == "brief":  # which tells the one share, without its error
            assert f"the deal was signed and kept in {often(firm['kept'])}." in told[form]
        else:
            assert all(one in told[form] for one in shares)
        if best["escrow"]:
            taken = "(its cost, taken off: 0.2 for Halden Group"
            assert taken in told[form]


@pytest.mark.slow
@pytest.mark.xdist_group("carve-out")
def test_nothing_is_kept_more_often_than_it_is_signed(told: dict[str, Any]) -> None:
    firm = told["analyze"]["firmness"]
    tallies = [
        firm["best"],
        *(one for orders in firm["proposals"].values() for one in orders.values()),
    ]
    assert all(one["kept"] <= one["signable"] for one in tallies)
    assert all(
        one["error"][key] == pytest.approx(math.sqrt(one[key] * (1 - one[key]) / firm["draws"]))
        for one in tallies
        for key in ("signable", "kept", "stands")
    )


@pytest.mark.slow
@pytest.mark.xdist_group("carve-out")
def test_a_body_that_judges_as_its_party_does_refuses_once(told: dict[str, Any]) -> None:
    offer = told["analyze"]["proposals"]["fund-offer"]
    assert offer["refused_by"] == {"seller": pytest.approx(8.3)}
    assert not offer["ratified"]
    groups = told["impasse"]["impasse"]["groups"]
    assert "ratifier:seller.board" not in groups
    assert "ratifier:buyer.committee" in groups  # with a floor of its own


@pytest.mark.slow
def test_packages_are_counted_once_whatever_escrows_they_use(run: Run) -> None:
    result = json.loads(
        run("impasse", str(DATA / "trials" / "carveout.yaml"), "--format", "json")[1]
    )
    deals = json.loads(run("deals", str(DATA / "trials" / "carveout.yaml"), "--format", "json")[1])
    barriers = [reason["certificate"]["packages"] for reason in result["impasse"]["reasons"]]
    assert max(barriers) <= deals["deals"]["packages"] == 119
