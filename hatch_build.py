"""What the build adds to pyproject.toml: the README as an index page shows it."""

import re
from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


class IndexReadme(MetadataHookInterface):
    """The README with links that work away from the repository, made from its one address in [project.urls]."""

    def update(self, metadata):
        """Set the field `readme`."""
        text = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        text = with_absolute_links(text, metadata["urls"]["Repository"])
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


def with_absolute_links(text, repository):
    """Markdown whose links to files lead into the repository; a picture's to its bytes.

    >>> with_absolute_links("![a](b.png) [c](d.md) [e](https://f)", "https://g")
    '![a](https://g/raw/HEAD/b.png) [c](https://g/blob/HEAD/d.md) [e](https://f)'
    """

    def absolute(link):
        kind = "raw" if link["picture"] else "blob"
        return f"{link['picture']}[{link['text']}]({repository}/{kind}/HEAD/{link['target']})"

    return re.sub(r"(?P<picture>!?)\[(?P<text>[^]]*)\]\((?!\w+:|#)(?P<target>[^)]+)\)", absolute, text)
