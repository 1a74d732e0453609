"""The lessons in a browser's tab: JupyterLite with Python inside, built by `make tab`."""
