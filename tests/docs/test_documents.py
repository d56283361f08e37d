"""The documentation is true: links lead somewhere, examples run, drawings and tables agree with the code."""

from __future__ import annotations

import doctest
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest

from docs.reference.print import PAGES, printed
from tests.shared import ROOT
from vasculum.cli import main
from vasculum.harvest import spine
from vasculum.terms.messages import rejections, remarks

PAGES_OF_OURS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/**/*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DRAWING = (ROOT / "docs" / "explanation" / "how-a-record-flows.md").read_text(encoding="utf-8")
SOURCE = ROOT / "src" / "vasculum"


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def blocks(page: Path, language: str) -> list[str]:
    return [text for kind, text in BLOCK.findall(page.read_text(encoding="utf-8")) if kind == language]


def headings(page: Path) -> set[str]:
    """The anchors of a page's headings, as they are made for readers."""
    found = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


@pytest.mark.parametrize("page", PAGES_OF_OURS, ids=name_of)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), target
        assert not anchor or anchor in headings(there), target


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached and page.suffix == ".md":
            reached.add(page)
            targets = [target.partition("#")[0] for target in LINK.findall(page.read_text(encoding="utf-8"))]
            waiting += [(page.parent / target).resolve() for target in targets if target and "://" not in target]
    assert {name_of(page) for page in ROOT.glob("docs/**/*.md")} <= {name_of(page) for page in reached}


@pytest.mark.parametrize("page", [page for page in PAGES_OF_OURS if blocks(page, "python")], ids=name_of)
def test_every_example_in_python_does_what_it_shows(page: Path) -> None:
    for text in blocks(page, "python"):
        example = ModuleType(page.stem)
        if text.lstrip().startswith(">>>"):
            example.__doc__ = text
        else:
            exec(compile(text, name_of(page), "exec"), example.__dict__)
        for test in doctest.DocTestFinder().find(example, module=False, globs=example.__dict__):
            assert doctest.DocTestRunner().run(test).failed == 0


def test_the_readme_runs_with_two_commands_that_exist() -> None:
    (console,) = blocks(ROOT / "README.md", "console")
    assert console.splitlines() == ["$ ./run demo", "$ ./run test"]
    known = set(re.findall(r"^    (\w+)\)$", (ROOT / "run").read_text(encoding="utf-8"), re.MULTILINE))
    said = set(re.findall(r"\./run (\w+)", "".join(page.read_text(encoding="utf-8") for page in PAGES_OF_OURS)))
    assert said <= known


@pytest.mark.parametrize("page", PAGES_OF_OURS, ids=name_of)
def test_every_command_and_option_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for call in re.findall(r"(?:^\$ |`|^)(?:\./run )?vasculum ((?:[^`\n\\|])+)", text, re.MULTILINE):
        words = call.split()
        command: click.Command | None = main
        while words and isinstance(command, click.Group) and re.fullmatch("[a-z]+", words[0]):
            command = command.commands.get(words.pop(0))
        assert command is not None, call
        options = {name for parameter in command.params for name in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= options | {"--help"}, call


@pytest.fixture(scope="module")
def reference() -> dict[str, str]:
    return printed()


@pytest.mark.parametrize("name", PAGES)
def test_the_reference_is_what_the_code_prints(name: str, reference: dict[str, str]) -> None:
    committed = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert committed == reference[name], "print it again: python -m docs.reference.print"


def test_the_reference_has_every_command_code_and_route(reference: dict[str, str]) -> None:
    assert all(f"`{code}`" in reference["remarks.md"] for code in remarks())
    assert all(f"`{code}`" in reference["rejections.md"] for code in rejections())
    for path, command in commands(main, "vasculum"):
        assert f"## `{path} " in reference["commands.md"]
        for parameter in command.params:
            names = parameter.opts if isinstance(parameter, click.Option) else [parameter.metavar or str(parameter.name).upper()]
            assert all(name in reference["commands.md"] for name in names)
    named = re.findall(r'path\("([^"<]+)', "".join(file.read_text(encoding="utf-8") for file in SOURCE.rglob("urls.py")))
    assert all(f"/{address.rstrip('/')}" in reference["addresses.md"] for address in named)


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    for name, child in (command.commands if isinstance(command, click.Group) else {}).items():
        yield from commands(child, f"{path} {name}")


def contract() -> list[list[str]]:
    """The layers that the imports must keep, the lowest first, each with its rooms."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    return [layer.split(" | ") for layer in reversed(layers)]


def test_the_rooms_in_the_drawing_are_those_of_the_house() -> None:
    (drawing,) = BLOCK.findall(DRAWING[DRAWING.index("## The rooms") :])[:1]
    drawn = [line.split()[0] for line in drawing[1].splitlines()]
    folders = {folder.name for folder in SOURCE.iterdir() if folder.is_dir() and folder.name != "__pycache__"}
    assert set(drawn) == folders | {"cli"}
    ranks = {room: rank for rank, layer in enumerate(contract()) for room in layer}
    assert [ranks[room] for room in drawn] == sorted((ranks[room] for room in drawn), reverse=True)


@pytest.mark.parametrize("page", ["docs/explanation/how-a-record-flows.md", "CONTRIBUTING.md"])
def test_the_order_of_the_rooms_is_that_of_the_contract(page: str) -> None:
    (line,) = re.findall(r"^`terms` < .*$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
    written = [part.strip(" `").split(" | ") for part in line.rstrip(".").split("<")]
    assert written == contract()


def test_the_flow_in_the_drawing_is_that_of_the_spine() -> None:
    (flow,) = re.findall(r"\*\*(read → .*?)\*\*", DRAWING)
    assert f"{flow}." in (spine.__doc__ or "")
    stages = re.findall(r"^- \*\*(\w+)\.\*\*", DRAWING, re.MULTILINE)
    assert [stage.lower() for stage in stages] == flow.split(" → ")
    assert set(re.findall(r"[\[{(]+([a-z]+):", blocks(ROOT / "docs/explanation/how-a-record-flows.md", "mermaid")[0])) <= {
        room for layer in contract() for room in layer
    } | {"held"}


def test_every_dependency_is_accounted_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    page = (ROOT / "docs" / "decisions" / "dependencies.md").read_text(encoding="utf-8")
    named = {name for row in re.findall(r"^\| ([a-z0-9, @/\-]+) \|", page.lower(), re.MULTILINE) for name in row.split(", ")}
    needed = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    loaded = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert {re.split(r"[~=<>\[]", line)[0].lower() for line in needed} | set(loaded) == named - {"package"}


def test_every_decision_is_listed_and_dated() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(LINK.findall((folder / "README.md").read_text(encoding="utf-8")))
    assert {page.name for page in folder.glob("*.md")} - {"README.md"} == listed
    for page in folder.glob("20*.md"):
        day, month, year = re.findall(r"^\*(\d+) (\w+) (\d{4})\*$", page.read_text(encoding="utf-8"), re.MULTILINE)[0]
        assert page.name.startswith(f"{year}-"), month
        assert page.name[8:10] == day.zfill(2)
