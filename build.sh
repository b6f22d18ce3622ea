#!/usr/bin/env bash
# The one entry: sets the machine up, then does what the verb says. `./build.sh help` lists the verbs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

solution=MlNetSeq2Seq.sln
configuration=Release
artifacts=$PWD/artifacts
feed=eng/offline-feed
debian_packages="libtorch-dev libopenblas0-openmp g++ python3-jieba"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# OpenMP threads that spin while they wait make a step ten times slower as soon as anything else runs.
export OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-passive}

say() { echo "build: $*"; }
fail() { echo "build: $*" >&2; exit 1; }

usage() {
  cat <<'TEXT'
usage: ./build.sh <verb> [--source FEED]... [-- arguments for the program]

  setup   restore the packages; where a feed lacks some, make stand-ins of them (needs Debian's apt once)
  demo    fine-tune a small UniLM on data/, write paraphrases, save the model zip and use it in a second process
  test    build everything and run all tests; ends on "N passed, N failed, N skipped"
  bench   run the benchmarks and the comparisons with Python's torch
  pack    make the NuGet packages of the product in artifacts/packages

  --source FEED   one more NuGet feed (folder or address) for the restore
TEXT
}

verb=${1:-help}
[ $# -gt 0 ] && shift
sources=()
while [ $# -gt 0 ]; do
  case "$1" in
    --source) [ $# -ge 2 ] || fail "--source wants the address or folder of a feed."; sources+=("$2"); shift 2 ;;
    --) shift; break ;;
    *) fail "unknown argument '$1'; ./build.sh help lists what there is." ;;
  esac
done
program_arguments=("$@")

restore_options=()
if [ ${#sources[@]} -gt 0 ]; then
  joined=$(IFS=';'; echo "${sources[*]}")
  restore_options=("-p:RestoreAdditionalProjectSources=${joined//;/%3B}")
fi

# Forced: NuGet takes a floating version as settled once it was restored, though the folder may hold another stand-in by now.
restore() { dotnet restore "$solution" --force --nologo -v quiet "${restore_options[@]}" >"$artifacts/restore.log" 2>&1; }

# What a restore depends on: when none of it changed, the last one still holds.
restore_state() {
  {
    git ls-files -co --exclude-standard -- '*.csproj' '*.props' '*.targets' '*.sln' nuget.config global.json 2>/dev/null | LC_ALL=C sort | xargs sha256sum
    ls "$feed/packages"
    echo "${sources[*]:-}"
  } | sha256sum
}

restored() {
  [ -f "$artifacts/restore.state" ] && [ "$(cat "$artifacts/restore.state")" = "$(restore_state)" ] &&
    [ -z "$(dotnet sln "$solution" list | grep -F .csproj | while read -r p; do [ -f "$(dirname "$p")/obj/project.assets.json" ] || echo "$p"; done)" ]
}

# "error NU1101: Unable to find package X. No packages exist …" and "error NU1102: Unable to find package X with version …".
missing_packages() { sed -nE 's/.*NU110[123]: Unable to find [a-z ]*package ([A-Za-z0-9.-]*[A-Za-z0-9]).*/\1/p' "$artifacts/restore.log" | sort -u | paste -sd, | sed 's/,/, /g'; }

stand_ins_present() { compgen -G "$feed/packages/*.nupkg" >/dev/null; }

install_debian_packages() {
  local missing=() package
  command -v dpkg-query >/dev/null || fail "the feeds lack packages, and their stand-ins need Debian's packages $debian_packages; this machine has no dpkg. Use a feed that holds Microsoft.ML and TorchSharp (README, 'Feeds')."
  for package in $debian_packages; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" -ne 0 ]; then fail "please install ${missing[*]} (as root: apt-get install --no-install-recommends ${missing[*]}), then run this again."; fi
  say "installing Debian's ${missing[*]}: the stand-ins compute on libtorch and segment with jieba's dictionary"
  apt-get update -qq >"$artifacts/apt.log" 2>&1 || say "apt-get update failed; trying with the lists that are here"
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >>"$artifacts/apt.log" 2>&1 ||
    { tail -n 20 "$artifacts/apt.log" >&2; fail "apt-get could not install ${missing[*]}; the lines above are its own."; }
}

setup() {
  command -v dotnet >/dev/null || fail "the .NET SDK is missing; global.json says which version is wanted."
  mkdir -p "$artifacts"

  if stand_ins_present; then
    install_debian_packages
    "$feed/pack.sh"
  fi
  if restored; then return; fi

  say "restoring packages"
  if ! restore; then
    if ! grep -qE 'NU110[123]' "$artifacts/restore.log"; then
      tail -n 20 "$artifacts/restore.log" >&2
      fail "the restore failed for another reason than a missing package; the lines above are its own."
    fi
    say "the feeds lack $(missing_packages): making stand-ins (eng/offline-feed/README.md)"
    install_debian_packages
    "$feed/pack.sh"
    restore || { tail -n 20 "$artifacts/restore.log" >&2; fail "the restore failed with the stand-ins too; the lines above are its own."; }
  fi
  restore_state >"$artifacts/restore.state"
}

build() {
  say "building"
  dotnet build "$solution" -c "$configuration" --no-restore --nologo -v quiet -clp:NoSummary
}

pipeline() { dotnet run --project pipelines -c "$configuration" --no-build -- "$@"; }

# One counter of all result files: <Counters total=".." passed=".." failed=".." …/>.
count() { cat "$artifacts"/test-results/*.trx 2>/dev/null | grep -oE "<Counters [^>]*" | grep -oE " $1=\"[0-9]+\"" | grep -oE '[0-9]+' | awk '{s+=$1} END {print s+0}'; }

run_tests() {
  rm -rf "$artifacts/test-results"
  local project name status=0
  for project in tests/*.Tests/*.csproj; do
    name=$(basename "$project" .csproj)
    say "testing $name"
    dotnet test "$project" -c "$configuration" --no-build --nologo -v quiet --results-directory "$artifacts/test-results" \
      --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" || status=1
    [ -f "$artifacts/test-results/$name.trx" ] || { say "$name gave no result file: its run broke off"; status=1; }
  done
  local total passed failed
  total=$(count total) passed=$(count passed) failed=$(count failed)
  echo "$passed passed, $failed failed, $((total - passed - failed)) skipped"
  [ "$status" -eq 0 ] && [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

pack() {
  rm -rf "$artifacts/packages"
  # A stand-in is a pre-release of its original; the packages ask for the originals in the end (below).
  dotnet pack "$solution" -c "$configuration" --no-build --nologo -v quiet -o "$artifacts/packages" -p:WarningsNotAsErrors=NU5104 -p:WarnOnPackingNonPackableProject=false
  if stand_ins_present; then
    say "naming the originals as what the packages depend on, instead of the stand-ins they were built with"
    python3 "$feed/name-originals.py" "$artifacts"/packages/*.nupkg
  fi
  ls "$artifacts/packages"
}

case "$verb" in
  help|-h|--help) usage ;;
  setup) setup; say "ready" ;;
  test) setup; build; run_tests ;;
  demo) setup; build; . eng/demo.sh ;;
  bench) setup; build; . eng/bench.sh ;;
  pack) setup; build; pack ;;
  *) usage >&2; fail "unknown verb '$verb'." ;;
esac
