"""What Binder makes of the folder `binder`: its steps by repo2docker itself, its pins, what a student sees listed."""

import importlib.metadata
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tomllib

import pins
import pytest
from jupyter_server.services.contents.filemanager import FileContentsManager
from jupyterlab.labapp import LabApp
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from traitlets.config import Config

from tests.binder_replay import __main__ as replay
from tests.binder_replay import context

ROOT = pins.ROOT
PINS = dict(line.split("==") for line in pins.PINS.read_text(encoding="utf-8").split())
BASE = {canonicalize_name(name): version for name, version in (line.split("==") for line in pins.of_the_base())}


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """The folder that repo2docker would send to Docker."""
    if os.name == "nt":
        pytest.skip("repo2docker writes this system's paths into the Dockerfile, which is for Linux")
    folder = tmp_path_factory.mktemp("sent")
    context.write(folder)
    return folder


def test_its_steps_are_kept_from_one_commit_to_the_next(sent):
    """The packages are installed before anything else of the repository is copied, so Docker does it once."""
    steps = re.findall(r"^(?:RUN|COPY) .*", (sent / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    (install,) = (index for index, step in enumerate(steps) if "pip install" in step)
    assert steps[install - 1].endswith("src/binder/requirements.txt ${REPO_DIR}/binder/requirements.txt")
    (copy,) = (index for index, step in enumerate(steps) if step.endswith(" src/ ${REPO_DIR}/"))
    assert steps[copy + 1 : copy + 3] == ["RUN chmod +x binder/postBuild", "RUN ./binder/postBuild"]
    assert install < copy


def test_it_has_a_supported_python(sent):
    assert pins.python() in Requirement(f"python{project()['requires-python']}").specifier
    assert any(f"2epy-2d{pins.python().replace('.', '-2e')}" in path.name for path in sent.glob("build_script_files/*"))


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_base_is_read_from_repo2docker_s_list():
    assert BASE["jupyterlab"].startswith("4.") and BASE["nbconvert"].startswith("7.") and BASE["jupyterhub"] > "5"
    assert "nodejs" not in BASE and "numpy" not in BASE and len(BASE) > 100


def test_nothing_is_twice_in_the_image():
    assert PINS.keys().isdisjoint(BASE)


def test_the_pins_are_what_the_project_asks_for():
    there = BASE | PINS
    for asked in map(Requirement, pins.asked()):
        assert there[asked.name] in asked.specifier, asked


def test_what_the_packages_ask_for_in_their_turn_is_there_too():
    """As far as those installed here know it, on the Linux and with the Python that Binder has."""
    on_binder = {"sys_platform": "linux", "platform_system": "Linux", "python_version": pins.python(), "extra": ""}
    waiting, seen = [Requirement(line).name for line in pins.asked() if line != pins.PULLER], set()
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name not in seen and name not in BASE:
            seen.add(name)
            needed = map(Requirement, importlib.metadata.requires(name) or [])
            waiting += [each.name for each in needed if each.marker is None or each.marker.evaluate(on_binder)]
    assert seen <= PINS.keys()


def test_its_file_list_has_the_lessons_alone(sent):
    """Files that Jupyter's own manager shows with Binder's settings; no box asks about news."""
    settings = Config(json.loads((ROOT / "binder" / "jupyter_server_config.json").read_text(encoding="utf-8")))
    manager = FileContentsManager(root_dir=str(sent / "src"), config=settings)

    def listed(folder):
        return {each["name"] for each in manager.get(folder, type="directory")["content"]}

    assert listed("") == {"README.md", "lessons"}
    assert listed("lessons") == {path.name for path in (ROOT / "lessons").glob("*.ipynb")} | {"beside"}
    assert listed("lessons/beside") == {path.name for path in (ROOT / "lessons" / "beside").glob("[!.]*.*")}
    assert LabApp(config=settings).news_url is None


def test_tests_and_tools_are_not_in_it(sent):
    there = {path.name for path in (sent / "src").iterdir()}
    assert {"lessons", "sparsity_kit", "pyproject.toml", "hatch_build.py", "README.md"} < there
    assert there.isdisjoint({"tests", "book", "tab", ".git", ".github", ".ci"})


GOOD = {
    "jupyterlab": 2.0,
    "listed": ["README.md", "lessons/00_start_here.ipynb"],
    "notebooks": 2,
    "untrusted": [],
    "executed": {"00_start_here.ipynb": (1.0, [])},
}


@pytest.mark.parametrize(
    "seen",
    [
        {"listed": [*GOOD["listed"], "sparsity_kit/homework/notebooks/hw1.ipynb"]},
        {"listed": GOOD["listed"][1:]},
        {"untrusted": ["sparsity_kit/homework/notebooks/hw1.ipynb"]},
        {"executed": {"00_start_here.ipynb": (1.0, [4])}},
    ],
)
def test_the_replay_fails_where_a_reader_finds_something_else(seen):
    promised = ["lessons/00_start_here.ipynb", "README.md"]
    assert not replay.told(GOOD, promised)
    assert replay.told(GOOD | seen, promised)


def test_the_replay_s_table_names_what_is_ours():
    steps = {"locale-gen": 9e6, "pip -r binder/requirements.txt": 5e6, "COPY dir:1": 2e6, "./binder/postBuild": 1e6}
    table = replay.table(list(steps.items()))
    assert table.splitlines()[2:] == [
        "| base | 9 |",
        "| ours: pinned packages | 5 |",
        "| ours: the repository | 2 |",
        "| ours: postBuild | 1 |",
        "| the image | 17 |",
    ]


def test_the_lessons_bear_the_image_s_python_before_they_are_trusted(tmp_path):
    naming, trusting = (
        line.split() for line in (ROOT / "binder" / "postBuild").read_text().splitlines() if "*.ipynb" in line
    )
    assert naming[:2] == ["python", "-m"] and trusting[:2] == ["jupyter", "trust"] and naming[3:] == trusting[2:]
    notebooks = [path for pattern in naming[3:] for path in ROOT.glob(pattern)]
    assert len(notebooks) > 25
    for path in notebooks:
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    command = [sys.executable, *naming[1:3], *(str(path.relative_to(ROOT)) for path in notebooks)]
    subprocess.run(command, cwd=tmp_path, check=True)
    for path in notebooks:
        before, after = (json.loads((folder / path.relative_to(ROOT)).read_bytes()) for folder in (ROOT, tmp_path))
        assert after["metadata"].pop("language_info")["version"] == platform.python_version()
        before["metadata"].pop("language_info")
        assert after == before
