# make run, make test: on a fresh machine with Python 3.11 or newer and make, nothing else.
# Set-up happens once, in .venv; again only when pyproject.toml changes. PYTHON=… chooses another Python.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
CODE := archive_app tests

# The system's own python3 first: its package for virtual environments is the one most likely there.
PYTHONS := python3 python3.13 python3.12 python3.11 python
SUITABLE := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))

.DEFAULT_GOAL := help
.PHONY: help run test lint bench translations clean sample-out

help: ## Say what there is to make
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

run: $(VENV)/installed ## Open the window on the sample catalogue (without a screen: the same job on the command line)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname -s)" = Darwin ]; then \
	  $(BIN)/python -m archive_app.doctor --install && exec $(BIN)/archive-app --sample; \
	else \
	  echo "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set), so the command line does the same job."; \
	  exec $(MAKE) --no-print-directory sample-out; \
	fi

# The same job without a window: a fresh catalogue, its sources, a search, two exports.
sample-out: $(VENV)/installed
	@rm -rf $@ && mkdir $@
	$(BIN)/archive-app new $@/sample.archive
	$(BIN)/archive-app import --catalogue $@/sample.archive resources/sample/articles
	$(BIN)/archive-app search --catalogue $@/sample.archive corran
	$(BIN)/archive-app export --catalogue $@/sample.archive --format csv --out $@/records.csv
	$(BIN)/archive-app export --catalogue $@/sample.archive --format json --out $@/records.json
	@echo "The catalogue and the exports are in $(CURDIR)/$@:" && ls $@

test: lint ## Check the code, then run all tests, without a screen
	@$(BIN)/python -m archive_app.doctor --no-window --install
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m "not bench" -n auto --dist loadfile

lint: $(VENV)/installed-dev ## Check style, types and who imports whom
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/installed-dev ## Measure speed against the budgets
	@$(BIN)/python -m archive_app.doctor --no-window --install
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -s -m bench tests/bench

translations: $(VENV)/installed-dev ## Compile the translations after a change to a .po file
	@for file in resources/translations/*/LC_MESSAGES/*.po; do $(BIN)/pybabel -q compile -i $$file -o $${file%.po}.mo; done

clean: ## Remove everything that was made here, the virtual environment too
	rm -rf $(VENV) build dist sample-out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +

# Set-up

$(BIN)/python:
	@for name in $(PYTHON) $(PYTHONS); do \
	  if $$name -c '$(SUITABLE)' >/dev/null 2>&1; then python=$$name; break; fi; \
	done; \
	if [ -z "$$python" ]; then echo "Python 3.11, 3.12 or 3.13 is needed and was not found." >&2; exit 1; fi; \
	if ! $$python -c 'import ensurepip, venv' >/dev/null 2>&1; then \
	  package=$$($$python -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing $$package, which makes virtual environments…"; \
	    apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 install -y --no-install-recommends $$package \
	      </dev/null >/dev/null || exit 1; \
	  else \
	    echo "$$python cannot make virtual environments yet. Run this line, then try again:" >&2; \
	    echo "    sudo apt-get install -y $$package" >&2; exit 1; \
	  fi; \
	fi; \
	echo "Making $(VENV) with $$($$python --version)…"; \
	rm -rf $(VENV) && $$python -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(BIN)/python
	@echo "Installing archive-app and what it needs (once; about 250 MB)…"
	@$(PIP) install --editable .
	@touch $@

$(VENV)/installed-dev: pyproject.toml | $(BIN)/python
	@echo "Installing archive-app, what it needs and its test tools (once; about 300 MB)…"
	@$(PIP) install --editable '.[dev]'
	@touch $@ $(VENV)/installed
