#!/usr/bin/env bash
# Compares a training step of the same network in C# (TorchSharp) and in Python (Debian's python3-torch). Both programs stay alive and
# are asked for a few steps in turn, so that whatever else the machine does falls on both. The time of the clock decides; the
# processor's own time is told as well, because it says more on a machine that is busy with other things.
#
# usage: training_step.sh [--limit RATIO] [--rounds N] [--steps N] [--threads N] [--assembly TrainingStep.dll]
#                         [WIDTH LAYERS VOCABULARY BATCH LENGTH]
# Ends with 1 if the median over the rounds of C#'s time by Python's is above the limit.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
limit=1.05 rounds=30 steps=10 threads=$(nproc) assembly=
while [ $# -gt 0 ]; do
  case "$1" in
    --limit) limit=$2; shift 2 ;;
    --rounds) rounds=$2; shift 2 ;;
    --steps) steps=$2; shift 2 ;;
    --threads) threads=$2; shift 2 ;;
    --assembly) assembly=$2; shift 2 ;;
    --*) echo "training_step.sh: unknown argument '$1'." >&2; exit 2 ;;
    *) break ;;
  esac
done
[ $# -gt 0 ] || set -- 128 2 4000 16 64
[ $# -eq 5 ] || { echo "training_step.sh: WIDTH LAYERS VOCABULARY BATCH LENGTH are five numbers, not $#." >&2; exit 2; }

python=${PYTHON:-/usr/bin/python3}
"$python" -c 'import torch' 2>/dev/null || { echo "training_step.sh: $python has no torch: apt-get install python3-torch." >&2; exit 2; }
if [ -z "$assembly" ]; then
  dotnet build "$here/TrainingStep" -c Release --nologo -v quiet -clp:NoSummary >&2
  assembly=$(find "$here/TrainingStep/bin/Release" "$here/../../artifacts/bin/TrainingStep/release" -name TrainingStep.dll 2>/dev/null | head -n 1 || true)
  [ -n "$assembly" ] || { echo "training_step.sh: the build left no TrainingStep.dll where it is looked for." >&2; exit 2; }
fi

# Threads that spin while they wait would take the processor from the other program.
export OMP_WAIT_POLICY=passive
folder=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$folder"' EXIT
mkfifo "$folder"/{python,csharp}.{in,out}
"$python" "$here/training_step.py" "$@" "$threads" <"$folder/python.in" >"$folder/python.out" &
dotnet "$assembly" "$@" "$threads" <"$folder/csharp.in" >"$folder/csharp.out" &
exec 3>"$folder/python.in" 4<"$folder/python.out" 5>"$folder/csharp.in" 6<"$folder/csharp.out"

measure_python() { echo "$1" >&3; read -r python_times <&4; }
measure_csharp() { echo "$1" >&5; read -r csharp_times <&6; }

# Long enough for the just-in-time compiler to have seen what is hot.
measure_python 20 && measure_csharp 60
for ((round = 0; round < rounds; round++)); do
  # Turn about, so that neither always comes after the other.
  if ((round % 2)); then measure_csharp "$steps"; measure_python "$steps"
  else measure_python "$steps"; measure_csharp "$steps"; fi
  echo "$python_times $csharp_times"
done >"$folder/times"

# The median over the rounds of an expression of a round's four numbers: Python's time and processor time, C#'s time and processor time.
median() { awk "{print $1}" "$folder/times" | sort -g | awk '{v[NR] = $1} END {print (v[int((NR + 1) / 2)] + v[int((NR + 2) / 2)]) / 2}'; }

ratio=$(median '$3 / $1')
printf 'training step, %d x %d interleaved, %d threads: Python %.2f ms, C# %.2f ms, ratio %.3f; processor %.2f ms, %.2f ms, ratio %.3f\n' \
  "$rounds" "$steps" "$threads" "$(median '$1')" "$(median '$3')" "$ratio" "$(median '$2')" "$(median '$4')" "$(median '$4 / $2')"
awk -v r="$ratio" -v l="$limit" 'BEGIN {print (r <= l ? "within" : "above") " the limit of " l; exit r > l}'
