#!/usr/bin/env bash
# Compiles ahead of time what the tests run: compile.sh FOLDER...
#
# The tests start hundreds of short processes, which otherwise spend a third of their time in the just-in-time compiler. The IL
# stays in the files and is what runs; each file is compiled once, in whatever folders it stands, and kept for the next time.
# Where the compiler cannot be had (another system, no feed) nothing is changed: the tests take longer, that is all.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

property() { dotnet msbuild "$here/ReadyToRun.csproj" -getProperty:"$1"; }

if [[ "$(uname -sm)" != 'Linux x86_64' ]] || ! dotnet restore "$here" -v q >/dev/null 2>&1 \
    || [[ ! -x "$(property Compiler)" || ! -d "$(property Framework)/Microsoft.NETCore.App/$(property BundledNETCoreAppPackageVersion)" ]]; then
  echo '== Ahead of time: the compiler cannot be had here, so the tests take longer'
  exit 0
fi

export compiler base web cache
compiler="$(property Compiler)"
base="$(property Framework)/Microsoft.NETCore.App/$(property BundledNETCoreAppPackageVersion)"
web="$(property Framework)/Microsoft.AspNetCore.App/$(property BundledNETCoreAppPackageVersion)"
cache="$here/obj/compiled-$(property BundledNETCoreAppPackageVersion)"
mkdir -p "$cache"

# HASH FILE: into the cache; an empty HASH.none where there is nothing to compile (native, or compiled by who made it).
compile() {
  local made="$cache/$1.new.dll"
  if "$compiler" "$2" -o "$made" --targetos linux --targetarch x64 -O --parallelism 1 -r "$(dirname "$2")/*.dll" \
      -r "$base/*.dll" -r "$web/*.dll" >/dev/null 2>&1; then
    : >"$cache/$(sha256sum "$made" | cut -d' ' -f1).none"
    mv "$made" "$cache/$1.dll"
  else
    rm -f "$made"
    : >"$cache/$1.none"
  fi
}
export -f compile

list="$(mktemp)"
trap 'rm -f "$list"' EXIT
folders=()
for folder in "$@"; do
  [[ ! -d "$folder" ]] || folders+=("$folder")
done
# Not the mail library's cryptography, large as it is: mails are neither signed nor sealed here.
find "${folders[@]}" -maxdepth 1 -name '*.dll' ! -name BouncyCastle.Cryptography.dll -print0 | xargs -0 sha256sum >"$list"
sort -u -k1,1 "$list" | while read -r hash file; do
  [[ -e "$cache/$hash.dll" || -e "$cache/$hash.none" ]] || printf '%s\0%s\0' "$hash" "$file"
done | xargs -0 -r -n 2 -P "$(nproc)" bash -c 'compile "$@"' compile

compiled=0
while read -r hash file; do
  if [[ -e "$cache/$hash.dll" ]]; then
    # A new file in its place: the old one may be the package's own, by a hard link.
    cp "$cache/$hash.dll" "$file.new" && mv "$file.new" "$file"
    compiled=$((compiled + 1))
  fi
done <"$list"
echo "== Ahead of time: $compiled files put in place, $(($(wc -l <"$list") - compiled)) stood already"
