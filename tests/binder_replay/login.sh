# In the place of conda's: a login shell finds the environment, and what a user installs.
export PATH="$HOME/.local/bin:$NB_PYTHON_PREFIX/bin:$PATH"
