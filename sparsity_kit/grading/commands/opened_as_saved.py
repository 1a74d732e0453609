"""What a Jupyter server is told by `--ServerApp.contents_manager_class`, to open the lessons of a clone as saved."""

from ipykernel.ipkernel import IPythonKernel
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager


class OpenedAsSaved(AsyncLargeFileManager):
    """A notebook is handed out with the name of the Python that will run it; the file stays as it is, also for git."""

    async def get(self, path, *args, **options):
        """The model of a file or folder, as Jupyter asks for it."""
        model = await super().get(path, *args, **options)
        if model["type"] == "notebook" and model["content"]:
            metadata = model["content"]["metadata"]
            said = metadata.get("language_info")
            if isinstance(said, dict) and said.get("name") == IPythonKernel.language_info["name"]:
                metadata["language_info"] = IPythonKernel.language_info
        return model
