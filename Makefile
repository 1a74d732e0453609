# make course: open lesson 0 in JupyterLab.  make test: run every check.  make lessons: execute and rewrite the lessons.
# make site: the lessons as a book of web pages, in book/_build/html; npm brings MathJax, once.
# make published: that book with the tab inside it, as the Pages workflow puts it on the web.
# make tab: the lessons with Python inside, in tab/_build/site, for any web server.  make test-tab: open that in Chromium.
# Each first sets up .venv in this folder, once, with uv if there is one and otherwise with Python's own venv and pip.
python = .venv/bin/python
need = import sys; sys.exit(sys.version_info < (3, 11))
as_saved = sparsity_kit.grading.commands.opened_as_saved.OpenedAsSaved
unexport PYTHONDONTWRITEBYTECODE # else each of the hundreds of Pythons that are started compiles all it imports

course: .venv/course.done
	$(python) -m jupyter lab --ServerApp.contents_manager_class=$(as_saved) $(if $(filter 0,$(shell id -u)),--allow-root) $(JUPYTER_FLAGS) lessons/00_start_here.ipynb
test: .venv/test.done
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	$(python) -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(PYTEST_FLAGS)
lessons: .venv/test.done
	$(python) workshop/build.py $(LESSONS)
	$(python) workshop/glossary.py
	$(python) workshop/claims.py
	$(python) workshop/teachers.py
site: .venv/site.done
	$(python) book/make.py
published: .venv/site.done .venv/tab.done
	$(python) book/make.py --with-tab
	$(python) -m tab book/_build/html/tab --cdn
tab: .venv/tab.done
	$(python) -m tab $(TAB_FLAGS)
test-tab: .venv/test.done .venv/site.done .venv/tab.done
	TAB_TESTS=yes $(python) -m pytest tests/tab $(PYTEST_FLAGS)

.venv/%.done: pyproject.toml
	@echo "Setting up .venv for '$*': seconds with uv, some minutes with pip."
	@{ $(python) -c '$(need)' && { command -v uv || $(python) -m pip; }; } >/dev/null 2>&1 || { rm -rf .venv; $(create); }
	@if command -v uv >/dev/null; then uv pip install --quiet --python $(python) -e '.[$*]'; else $(python) -m pip install --quiet -e '.[$*]'; fi
	@touch $@
define create
if command -v uv >/dev/null; then uv venv --quiet --seed --python '$(or $(PYTHON),>=3.11)' .venv; \
elif ! $(or $(PYTHON),python3) -c '$(need)' 2>/dev/null; then \
  echo "Python 3.11 or newer is needed, got $$($(or $(PYTHON),python3) --version 2>&1 | head -n 1): install it, or name it: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; \
elif ! $(or $(PYTHON),python3) -m venv .venv; then \
  rm -rf .venv; echo "Python cannot create .venv: on Debian and Ubuntu first run: sudo apt install python3-venv" >&2; exit 1; fi
endef
.PHONY: course test lessons site tab test-tab published
