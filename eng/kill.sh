#!/usr/bin/env bash
# Kills a training process, and one that saves models, fifty times at random moments each, and checks what they leave.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
KILLS=${1:-50} dotnet test tests/MlNetSeq2Seq.Tests -c Release --nologo -v quiet --filter "FullyQualifiedName~KilledProcessTests" --logger "console;verbosity=normal"
