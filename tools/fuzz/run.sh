#!/usr/bin/env bash
# Coverage-guided fuzzing of the readers of model and data files with AFL++:  tools/fuzz/run.sh <target> [seconds]
# Needs afl-fuzz (Debian: afl++). Findings are written to artifacts/fuzz/<target>/found; the exit status is 1 if there are any.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=${1:?model, idx, npy, npz or csv} seconds=${2:-60}
out=artifacts/fuzz/$target
rm -rf "$out" && mkdir -p "$out/program" "$out/work"
dotnet publish tools/fuzz --configuration Release --output "$out/program"
program=$out/program/Harmonium.Tools.Fuzz
"$program" seeds "$target" "$out/seeds" # before the libraries are instrumented
[ -x artifacts/fuzz/tool/sharpfuzz ] || dotnet tool install SharpFuzz.CommandLine --version 2.3.0 --tool-path artifacts/fuzz/tool
for library in Harmonium.dll Harmonium.Numerics.dll; do
    artifacts/fuzz/tool/sharpfuzz "$out/program/$library"
done
AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_UI=1 \
    afl-fuzz -V "$seconds" -t 10000 -m none -i "$out/seeds" -o "$out/found" -- "$program" "$target" "$out/work"
grep -E "^(execs_done|execs_per_sec|edges_found|saved_crashes|saved_hangs|run_time) " "$out/found/default/fuzzer_stats"
[ -z "$(find "$out/found/default/crashes" "$out/found/default/hangs" -type f -name 'id:*')" ]
