#!/usr/bin/env bash
# Compiles programs ahead of time: compile.sh [--only 'NAME...'] FOLDER...
#
# A process of half a second otherwise spends a third of its processor time in the just-in-time compiler. The IL stays in the files,
# and whatever the compiled code does not suit is compiled from it as ever; each file is compiled once, in whatever folders it stands,
# and kept for the next time. Where the compiler cannot be had (another system, no feed) nothing is changed: programs start slower,
# that is all.
#
#   --only 'NAME...'   these files alone (patterns), not every .dll
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

only='*.dll'
if [[ "${1:-}" == --only ]]; then
  only="$2"
  shift 2
fi

# Whoever builds knows these already, and asking takes seconds.
property() { printenv "ReadyToRun$1" || dotnet msbuild "$here/ReadyToRun.csproj" -getProperty:"$1"; }

stop() {
  echo '== Ahead of time: the compiler cannot be had here, so programs start slower'
  exit 0
}

[[ "$(uname -sm)" == 'Linux x86_64' ]] || stop
version="$(property BundledNETCoreAppPackageVersion)"
compiler="$(property Compiler)"
base="$(property Framework)/Microsoft.NETCore.App/$version"
web="$(property Framework)/Microsoft.AspNetCore.App/$version"
cache="$here/obj/compiled-$version"
export compiler base web cache
if [[ ! -x "$compiler" ]]; then
  dotnet restore "$here" -v q >/dev/null 2>&1 || stop
  # Where packages are is known only once something was restored.
  compiler="$(property Compiler)"
fi
[[ -x "$compiler" && -d "$base" ]] || stop
mkdir -p "$cache"

# HASH FILE: into the cache; an empty HASH.none where there is nothing to compile (native, or compiled by who made it).
compile() {
  local made="$cache/$1.$$.new.dll"
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
set -f
names=()
for name in $only; do
  names+=(-o -name "$name")
done
set +f
# Not the mail library's cryptography, large as it is: mails are neither signed nor sealed here.
find "${folders[@]}" -maxdepth 1 \( "${names[@]:1}" \) ! -name BouncyCastle.Cryptography.dll -print0 | xargs -0 -r sha256sum >"$list"
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
