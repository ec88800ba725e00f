#!/usr/bin/env bash
# Regenerates the embedded letters: downloads the font packages named in letters.tsv (Debian 12, nothing is installed), unpacks them into a
# temporary folder, and writes letters-idx4-ubyte.gz, the columns `part` and `version` of letters.tsv, and NOTICE.md.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
letters="$here/../../src/Harmonium/Data/Letters/letters.tsv"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir "$work/packages" "$work/fonts"

cd "$work/packages"
tail -n +2 "$letters" | cut -f6 | sort -u | xargs apt-get download
for package in *.deb; do
    dpkg-deb -x "$package" "$work/fonts"
    dpkg-deb -W --showformat='${Package}\t${Version}\n' "$package" >> "$work/versions.tsv"
done

dotnet run -c Release --project "$here" -- "$letters" "$work/versions.tsv" "$work/fonts" "$here/../../NOTICE.md"
