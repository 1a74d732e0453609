"""How long a visitor of the tab waits, and what comes over the network for it; beside JupyterLite as it comes.

`python -m tests.tab_speed` builds the tab and a plain JupyterLite of the same versions and packages, opens lesson 1 of
each in a window that has kept nothing, asks for all cells as soon as there is a kernel, and prints a table: seconds
until the notebook is there, until the first cell has run, until the first figure and the first live picture are there;
megabytes sent until then; the size of the site.
"""
