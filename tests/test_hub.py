"""A class's own hub, as `binder/hub.yaml` and the page HUB.md describe it."""

import copy
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import jsonschema
import pytest
import yaml
from server import serving

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "lessons" / "homework" / "HUB.md").read_text(encoding="utf-8")
VALUES = yaml.safe_load((ROOT / "binder" / "hub.yaml").read_text(encoding="utf-8"))
CHART = os.environ.get("HUB_CHART")  # a clone of jupyterhub/zero-to-jupyterhub-k8s; CI has one


def merged(defaults, values):
    """What Helm makes of a chart's own values and somebody's."""
    both = copy.deepcopy(defaults)
    for name, value in values.items():
        below = isinstance(value, dict) and isinstance(both.get(name), dict)
        both[name] = merged(both[name], value) if below else value
    return both


@pytest.mark.skipif(
    not CHART, reason="HUB_CHART names no clone of the chart, whose schema the values are checked against"
)
def test_the_values_are_what_the_chart_takes():
    chart = Path(CHART) / "jupyterhub"
    schema, defaults = (yaml.safe_load((chart / name).read_text()) for name in ("values.schema.yaml", "values.yaml"))
    jsonschema.validate(merged(defaults, VALUES), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(merged(defaults, VALUES | {"singleusers": {}}), schema)


def command(home):
    """What the hub runs at each start, with another home; the environment has the kit."""
    shell, option, text = VALUES["singleuser"]["lifecycleHooks"]["postStart"]["exec"]["command"]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "HOME": str(home), "JUPYTER_DATA_DIR": str(home / "data")}
    return [shell, option, text.replace("/home/jovyan", str(home))], environment


def cells_in(folder):
    """The cells of each lesson; a copy has the name of its Python beside them."""
    return {path.name: json.loads(path.read_text(encoding="utf-8"))["cells"] for path in folder.glob("*.ipynb")}


@pytest.mark.skipif(os.name == "nt", reason="it is run in a Linux image")
def test_a_session_starts_with_the_lessons_and_with_a_student_s_work(tmp_path):
    run, environment = command(tmp_path)
    subprocess.run(run, env=environment, check=True, capture_output=True)
    assert cells_in(tmp_path / "lessons") == cells_in(ROOT / "lessons") != {}
    assert VALUES["singleuser"]["defaultUrl"] == "/lab/tree/lessons/00_start_here.ipynb"
    (tmp_path / "lessons" / "00_start_here.ipynb").write_text("mine")
    subprocess.run(run, env=environment, check=True, capture_output=True)
    assert (tmp_path / "lessons" / "00_start_here.ipynb").read_text() == "mine"


@pytest.mark.skipif(os.name == "nt", reason="it is run in a Linux image")
def test_a_disk_that_takes_no_file_does_not_end_the_session(tmp_path):
    (tmp_path / "lessons").write_text("a file in the place of the folder")
    run, environment = command(tmp_path)
    done = subprocess.run(run, env=environment, capture_output=True, text=True)
    assert done.returncode == 0 and "the lessons cannot be copied to lessons" in done.stderr


def questions(start):
    """The questions that a link of the page asks nbgitpuller: {name: value}."""
    (link,) = re.findall(rf"^{re.escape(start)}\S+$", PAGE, flags=re.MULTILINE)
    query = parse_qs(urlsplit(link).query, strict_parsing=True)
    inner = query if "repo" in query else parse_qs(urlsplit(query["urlpath"][0]).query, strict_parsing=True)
    return {name: value for name, (value,) in inner.items()}


def test_the_links_of_hub_and_binder_bring_the_same():
    asked = questions("https://hub.example.org/hub/user-redirect/git-pull?")
    assert asked == questions("https://mybinder.org/v2/gh/")
    assert asked["repo"] == "https://github.com/a-school/homework" and asked["branch"] == "main"


@pytest.fixture
def homework(tmp_path):
    """The class's repository, with a homework in it."""
    folder = tmp_path / "homework"
    folder.mkdir()
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main"], cwd=folder, check=True)
    return commit(folder, "hw2.ipynb", "hw2")


def commit(folder, name, text):
    (folder / name).write_text(text)
    who = ["-c", "user.name=class", "-c", "user.email=class@example.org"]
    subprocess.run(["git", "add", "."], cwd=folder, check=True)
    subprocess.run(["git", *who, "commit", "--quiet", "--message", name], cwd=folder, check=True)
    return folder


def follow(server, homework):
    """Follow the link of the page, with our repository in the place of the class's; where it leads."""
    asked = questions("https://hub.example.org/hub/user-redirect/git-pull?") | {"repo": homework.as_uri()}
    with urllib.request.urlopen(f"{server.address}/git-pull?{urlencode(asked)}") as shown:
        page = shown.read().decode()
    target = {"targetpath": "homework"}  # what the page asks the server for, after the name of the repository
    assert f'data-path="{quote(asked["urlpath"])}"' in page and 'data-targetpath="homework"' in page
    with urllib.request.urlopen(f"{server.address}/git-pull/api?{urlencode(asked | target)}", timeout=60) as said:
        assert '"phase": "finished"' in said.read().decode()
    return server.notebooks / asked["urlpath"].removeprefix("lab/tree/")


def test_the_link_brings_what_is_new_and_keeps_a_student_s_work(tmp_path, homework):
    with serving(tmp_path / "hub") as server:
        shutil.rmtree(server.notebooks / "homework")  # the guides; at home there is no such folder yet
        mine = follow(server, homework)
        assert mine.read_text() == "hw2"
        mine.write_text("my answer")
        commit(commit(homework, "hw2.ipynb", "hw2, mended"), "hw3.ipynb", "hw3")
        assert follow(server, homework).read_text() == "my answer"
        assert (mine.parent / "hw3.ipynb").read_text() == "hw3"
