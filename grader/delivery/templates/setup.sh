#!/usr/bin/env bash
# Gradescope runs this once, when it builds the image: installs the grader of this archive.
set -euo pipefail
cd "${1:-/autograder/source}"
if ! python3 -m uv --version >/dev/null 2>&1; then
  python3 -m pip --version >/dev/null 2>&1 || { apt-get update -qq && apt-get install -y -qq python3-pip; }
  python3 -m pip install --quiet uv || python3 -m pip install --quiet --break-system-packages uv
fi
# Where the image's Python is older than the grader needs, uv fetches one.
python3 -m uv sync --quiet --no-dev
