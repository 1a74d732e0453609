"""What repo2docker would send to Docker, laid into a folder: the Dockerfile, the repository, and a few scripts."""

import shutil
import tarfile
import tempfile
from contextlib import chdir
from pathlib import Path

from repo2docker.app import Repo2Docker

from tests.address import committed
from tests.pins import of_the_base

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
USER = {"NB_USER": "jovyan", "NB_UID": "1000"}


class Folder:
    """A Docker that only unpacks what it is sent."""

    def __init__(self, path):
        self.path = path

    def build(self, fileobj, **_):
        with tarfile.open(fileobj=fileobj) as sent:
            sent.extractall(self.path, filter="data")
        return []


def write(folder, base_image="base"):
    """Put the build context of the repository's committed files, as they are now, into the folder."""
    with tempfile.TemporaryDirectory() as clone:
        for path in committed(ROOT):
            place = Path(clone) / path.relative_to(ROOT)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, place)
        with chdir(clone):
            list(picked(base_image).build(Folder(folder), "", 0, USER, [], {}))


def picked(base_image):
    """The first of repo2docker's build packs that takes the folder we are in, as repo2docker picks it."""
    packs = (pack(base_image=base_image) for pack in Repo2Docker().buildpacks)
    recipe = next(pack for pack in packs if pack.detect())
    recipe.platform = "linux/amd64"
    return recipe


def stand_in(folder):
    """Put our own in the place of the scripts that need conda, and name its packages as the Python index does."""
    ours = {
        "install-2dbase-2denv": (HERE / "base_environment.bash").read_text(encoding="utf-8"),
        "activate-2dconda": (HERE / "login.sh").read_text(encoding="utf-8"),
        "environment-2epy": "\n".join(of_the_base()),
    }
    for path in (folder / "build_script_files").iterdir():
        text = next(text for part, text in ours.items() if part in path.name)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
