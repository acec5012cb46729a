#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
#
# Compresses files by pipeline, has gzip decompress the result, and compares with the files:
# check.sh <pipeline> [--option]... [file]...
# The options are for pipeline. Without a file it makes some of its own: what packs well and what
# does not, with sizes about that of a block, and empty ones.
set -euo pipefail

[ $# -ge 1 ] || { echo "usage: $0 <pipeline> [--option]... [file]..." >&2; exit 2; }
pipeline=$(realpath "$1")
shift
options=()
while [[ "${1-}" == --* ]]; do
    options+=("$1")
    shift
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

block=32768 # of --block=32 below
files=("$@")
if [ ${#files[@]} -eq 0 ]; then
    : > "$work/1 empty"
    seq 1 200000 > "$work/2 numbers"
    head -c $((40 * block + 1)) /dev/urandom > "$work/3 random"
    : > "$work/4 empty"
    head -c $((20 * block)) /dev/zero > "$work/5 zeros"
    head -c $((block - 1)) /dev/urandom > "$work/6 less than a block"
    printf 'the end' > "$work/7 end"
    files=("$work"/*)
fi
cat "${files[@]}" > "$work/expected"

failed=0
# check WHAT EXPECTED: compares what gzip makes of $work/got.gz; it also compares the checksum.
check() {
    if gzip -dc < "$work/got.gz" > "$work/got" && cmp "$work/expected.$2" "$work/got"; then
        echo "ok      ${options[*]} $1: $(wc -c < "$work/got") bytes in $(wc -c < "$work/got.gz")"
    else
        failed=1
        echo "FAILED  ${options[*]} $1"
    fi
}

mv "$work/expected" "$work/expected.all"
for how in "--threads=1" "--threads=4 --block=32" "--threads=9 --block=32 --level=1"; do
    # shellcheck disable=SC2086 # options are words
    "$pipeline" "${options[@]}" $how "${files[@]}" > "$work/got.gz" || failed=1
    check "$how" all
done

"$pipeline" "${options[@]}" --threads=3 --block=32 < "$work/expected.all" > "$work/got.gz" || failed=1
check "from standard input" all

# A pipe gives less at a time than one asks for.
(printf 'in '; sleep 0.1; printf 'two pieces') > "$work/expected.pieces"
(printf 'in '; sleep 0.1; printf 'two pieces') |
    "$pipeline" "${options[@]}" --threads=2 > "$work/got.gz" || failed=1
check "from a pipe" pieces

rm "$work/got.gz"
"$pipeline" "${options[@]}" --threads=2 --output="$work/got.gz" "${files[-1]}" || failed=1
cp "${files[-1]}" "$work/expected.last"
check "to a file" last

: > "$work/expected.nothing"
"$pipeline" "${options[@]}" < /dev/null > "$work/got.gz" || failed=1
check "nothing" nothing
exit $failed
