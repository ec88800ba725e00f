#!/usr/bin/env bash
# Builds everything as it is shipped and runs all tests; the last line counts them.
# Tests of the real data sets run where HARMONIUM_DATA points to them, and are skipped, with the reason, elsewhere.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDTERMINALLOGGER=off

dotnet restore --locked-mode
dotnet build --no-restore --configuration Release
dotnet format --no-restore --verify-no-changes

passed=0 failed=0 skipped=0 status=0
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
for project in tests/*.Tests; do
    name=$(basename "$project")
    log="$results/$name.log"
    echo "== $name"
    "$project/bin/Release/net10.0/$name" --progress off --no-ansi >"$log" 2>&1 || status=1
    # The runner ends with lines "total: n", "failed: n", "succeeded: n", "skipped: n".
    count() { sed -n "s/^ *$1: *\([0-9]*\).*/\1/p" "$log" | tail -n 1; }
    if [ -z "$(count total)" ]; then
        status=1
        failed=$((failed + 1))
        tail -n 60 "$log"
        continue
    fi
    [ "$(count failed)" = 0 ] || grep -A 12 -E "^(failed|error) " "$log" | head -n 200 || true
    grep -E "^skipped " "$log" | head -n 20 || true
    tail -n 6 "$log"
    passed=$((passed + $(count succeeded)))
    failed=$((failed + $(count failed)))
    skipped=$((skipped + $(count skipped)))
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$status" = 0 ]
