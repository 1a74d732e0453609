"""An image built by buildah in chroots, in a store of its own below a folder."""

import json
import subprocess
from pathlib import Path

BASE = "localhost/base"
INCLUDED = "ca-certificates,git,python3-venv"
CERTIFICATES = Path("/etc/ssl/certs")  # of this machine: its network may want them


class Store:
    """Images and containers below `folder`."""

    def __init__(self, folder):
        self.folder = folder
        places = [f"--root={folder / 'root'}", f"--runroot={folder / 'run'}"]
        self.command = ["buildah", *places, "--storage-driver=overlay"]

    def buildah(self, *arguments):
        """What buildah prints."""
        return subprocess.run([*self.command, *arguments], check=True, text=True, stdout=subprocess.PIPE).stdout

    def base(self):
        """A minimal Debian with Python as the image `BASE`."""
        archive = self.folder / "debian.tar"
        command = ["mmdebstrap", "--quiet", "--variant=minbase", f"--include={INCLUDED}", "trixie", archive]
        subprocess.run(command, check=True)
        container = self.buildah("from", "scratch").strip()
        self.buildah("add", "--quiet", container, archive, "/")
        self.buildah("commit", "--quiet", "--rm", container, BASE)
        archive.unlink()

    def build(self, context, name, **arguments):
        """Carry out the Dockerfile of the folder `context`; each step is a layer."""
        lent = ["--volume", f"{CERTIFICATES}:{CERTIFICATES}:ro"]
        given = [f"--build-arg={key}={value}" for key, value in arguments.items()]
        self.buildah("bud", "--isolation=chroot", "--layers", *lent, *given, "--tag", name, context)

    def layers(self, name):
        """(the step, its bytes) for each step of the image that left a layer."""
        image = json.loads(self.buildah("inspect", "--type", "image", name))["OCIv1"]
        stored = json.loads((self.folder / "root" / "overlay-layers" / "layers.json").read_text())
        sizes = {each["diff-digest"]: each["diff-size"] for each in stored if "diff-digest" in each}
        steps = [each.get("created_by", "") for each in image["history"] if not each.get("empty_layer")]
        return [(step, sizes[layer]) for step, layer in zip(steps, image["rootfs"]["diff_ids"], strict=True)]

    def run(self, name, command, lent):
        """The last line of JSON that a shell command prints in the image, from its entry point, by its user.

        `lent` are the files and folders it is lent, {place in the image: path}.
        """
        container = self.buildah("from", name).strip()
        volumes = [f"--volume={path}:{place}" for place, path in lent.items()]
        shell = ["/usr/local/bin/repo2docker-entrypoint", "sh", "-c", command]
        try:
            printed = self.buildah("run", "--isolation=chroot", *volumes, container, "--", *shell)
        finally:
            self.buildah("rm", container)
        return json.loads([line for line in printed.splitlines() if line.startswith("{")][-1])
