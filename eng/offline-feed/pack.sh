#!/usr/bin/env bash
# Packs the stand-ins into eng/offline-feed/packages, unless the ones there already follow the present content.
# NuGet caches packages by version, so the version carries a number made from the content of this folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

content() { find . \( -name bin -o -name obj -o -name packages \) -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum; }
digest=$(content | sha256sum)
number=$((16#${digest:0:7}))
expected=$(grep -l '<OriginalVersion>' ./*/*.csproj | wc -l)
present=$(find packages -name "*-standin.$number.nupkg" | wc -l)

if [ "$present" -eq "$expected" ]; then exit 0; fi

echo "offline feed: packing $expected stand-ins, number $number"
aside=packages/.packing
rm -rf "$aside"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! dotnet pack offline-feed.slnx --nologo -v quiet -p:StandInNumber="$number" -o "$aside" >"$log" 2>&1; then
  cat "$log" >&2
  echo "offline feed: the stand-ins could not be packed; the messages above say why." >&2
  exit 1
fi
find packages -maxdepth 1 -name '*.nupkg' -delete
mv "$aside"/*.nupkg packages/
rmdir "$aside"
