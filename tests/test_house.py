"""The house rules that no library checks: imports downward (also those hidden in strings), sizes, names, what lies at the top."""

import ast
import graphlib
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
LAYERS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
# The lowest room is 0; what stands directly in kangle/ (settings, celery) wires all rooms together and has no height.
HEIGHT = {room.strip(): height for height, layer in enumerate(reversed(LAYERS)) for room in layer.split("|")}
TOP_LEVEL = {
    *(".ci", ".gitignore", "LICENSE", "Makefile", "README.md", "manage.py", "pyproject.toml", "requirements.txt"),
    *("docs", "findings", "funds", "households", "kangle", "projects", "static", "templates", "tests", "villages"),
}
FORBIDDEN_MODULES = {"services", "selectors", "utils", "helpers", "mixins", "constants"}


def tracked_files():
    """The files of the repository; without one (an exported tree), all that are not made by running it."""
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listing.returncode:
        pytest.skip("not a git clone")
    return [Path(line) for line in listing.stdout.splitlines() if (ROOT / line).exists()]


def our_modules():
    return [path for path in tracked_files() if path.suffix == ".py" and path.parts[0] in {"kangle", *apps_beside_kangle()}]


def apps_beside_kangle():
    return {room for room in HEIGHT if "." not in room}


def room_of(dotted):
    """The room a dotted module name lies in, or None: 'kangle.jobs.tasks' → 'kangle.jobs'."""
    return next((room for room in HEIGHT if dotted == room or dotted.startswith(room + ".")), None)


def is_module(dotted):
    """Whether a text names code of ours ('kangle.pages.urls', 'funds.models.Appropriation') and not a row of a table of names."""
    if not re.fullmatch(r"[\w.]+", dotted):  # a statement in SQL has dots, too
        return False
    start = ROOT.joinpath(*dotted.split(".")[: 3 if dotted.startswith("kangle.") else 2])
    return start.is_dir() or start.with_suffix(".py").is_file()


def strings_of(tree):
    """Every string of a module that a program could act on: its docstrings are for people and left out."""
    spoken = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken
    ]


def our_models():
    return [model for model in apps.get_models() if apps.get_app_config(model._meta.app_label).name in HEIGHT]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_no_field_points_to_a_room_above(model):
    own = HEIGHT[apps.get_app_config(model._meta.app_label).name]
    for field in [*model._meta.fields, *model._meta.many_to_many]:
        if field.related_model is None:
            continue
        target = apps.get_app_config(field.related_model._meta.app_label).name
        assert HEIGHT.get(target, -1) <= own, f"{model._meta.label}.{field.name} points up to {target}"


def test_no_string_names_a_room_above():
    """`import_string("kangle.pages...")` and `get_model("funds.Appropriation")` are imports that import-linter cannot see."""
    labels = {app.label: app.name for app in apps.get_app_configs() if app.name in HEIGHT}
    offences = []
    for path in our_modules():
        own = room_of(".".join(path.with_suffix("").parts))
        if own is None or "migrations" in path.parts:
            continue
        for text in strings_of(ast.parse((ROOT / path).read_text())):
            label, dot, rest = text.partition(".")
            named = labels.get(label) if rest[:1].isupper() else room_of(text) if dot and is_module(text) else None
            if named and HEIGHT[named] > HEIGHT[own]:
                offences.append(f"{path}: {text!r}")
    assert not offences, offences


def test_nothing_else_lies_at_the_top():
    assert {path.parts[0] for path in tracked_files()} <= TOP_LEVEL


def test_no_module_is_longer_than_a_person_reads():
    long = {}
    for path in tracked_files():
        if path.suffix == ".py" and "migrations" not in path.parts:
            lines = len((ROOT / path).read_text().splitlines())
            if lines > 400:
                long[str(path)] = lines
    assert not long, f"more than 400 lines: {long}"


def test_no_module_is_called_what_says_nothing():
    assert not [str(path) for path in our_modules() if path.stem in FORBIDDEN_MODULES]


def test_rooms_do_not_speak_through_signals():
    # What Django says of its own migrations is no room's voice.
    hidden = re.compile(r"django\.db\.models\.signals(?! import post_migrate, pre_migrate\n)|django\.dispatch")
    assert not [str(path) for path in our_modules() if hidden.search((ROOT / path).read_text())]


def test_no_file_knows_the_machine_it_was_written_on():
    own_paths = re.compile(r"(?<![\w.~-])/(?:wor[k]|roo[t]|hom[e]|tm[p])/\w")
    known = []
    for path in tracked_files():
        try:
            text = (ROOT / path).read_text()
        except UnicodeDecodeError:
            continue
        known += [f"{path}: {match.group()}" for match in own_paths.finditer(text)]
    assert not known, known


def test_no_modules_import_each_other_in_a_circle():
    """Of what a module imports as it is loaded: an import within a function says that there would be one, and why."""
    modules = {".".join(path.with_suffix("").parts).removesuffix(".__init__"): path for path in our_modules()}
    graph = {name: _imported(ast.parse((ROOT / path).read_text()), modules) - {name} for name, path in modules.items()}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as circle:
        pytest.fail(" imports ".join(reversed(circle.args[1])))


def _imported(tree, modules):
    """Those of our modules that a module imports at its top."""
    found = set()
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            found |= {name if (name := f"{node.module}.{each.name}") in modules else node.module for each in node.names}
        elif isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
    return found & modules.keys()
