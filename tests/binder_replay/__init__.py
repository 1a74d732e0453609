"""Build the image of Binder, or of a class's hub, and visit it, without Docker: `python -m tests.binder_replay`.

It is for an occasional look, before a term and after a change in `binder`. It takes six minutes, root (of a machine
that may be thrown away), a network, Debian's packages buildah and mmdebstrap, and the environment of `test`, which has
repo2docker: that reads `binder` as the service does and writes the Dockerfile, and buildah carries out each step. Then
a reader opens the image: JupyterLab lists the lessons, all notebooks are trusted, and two lessons say what they say
elsewhere. It prints how large each layer is.

Three things are not as on the service. Its base image (buildpack-deps on Ubuntu, which has compilers) is a minimal
Debian here. The packages of JupyterLab that repo2docker adds come from the Python index, in the versions that
repo2docker names for conda. And conda itself is not there. So the layers named "ours" are as on the service; those
named "base" are smaller than there, where all repositories share them.
"""
