# The front door. Every recipe is a line or two: what is longer lives in scripts/ or in xtask.

.DEFAULT_GOAL := help
.PHONY: help demo dev serve web check test prove screenshots clean

help: ## List what you can do here
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## Build all and try it: sandbox, virtual customers, a sign-in link (ARGS="--listen …")
	@scripts/demo.sh $(ARGS)

dev: ## Work on it: server and web app with reload
	@scripts/dev.sh $(ARGS)

serve: ## Build all and run it as in production
	@scripts/serve.sh $(ARGS)

web: ## Build the web app into web/dist
	@scripts/web.sh

check: ## Format, tidiness, lints and types, before every commit
	@scripts/check.sh

test: ## All checks and tests on both databases and in the browser
	@scripts/test.sh

prove: ## Long proofs: load, latency and kills; figures go to docs/proofs
	@scripts/prove.sh $(ARGS)

screenshots: ## Take pictures of every page
	@scripts/screenshots.sh $(ARGS)

clean: ## Remove what was built here
	@scripts/clean.sh
