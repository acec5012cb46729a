#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
#
# Has every stage of pipeline fail, and the command line be wrong: check_failures.sh <pipeline>
# Each time the program must end, say what was wrong, and leave nothing that looks whole.
set -euo pipefail

[ $# -eq 1 ] || { echo "usage: $0 <pipeline>" >&2; exit 2; }
pipeline=$(realpath "$1")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
head -c 5000000 /dev/urandom > large # more than all blocks hold, and more than a pipe does

failed=0
# expect STATUS TEXT WHAT: the last program must have ended with this status and have said this.
expect() {
    if [ "$code" -eq "$1" ] && grep -qF -e "$2" log; then
        echo "ok      $3"
    else
        failed=1
        echo "FAILED  $3: exit status $code, not $1 with '$2'"
        cat log
    fi
}

for queue in sc faa; do
    run=(timeout 120 "$pipeline" "--queue=$queue" --threads=2 --block=32)

    code=0
    "${run[@]}" large missing > cut.gz 2> log || code=$?
    expect 1 "missing: No such file" "$queue: a file that is not there"
    if gzip -t cut.gz 2> /dev/null; then
        failed=1
        echo "FAILED  $queue: what was written before looks whole"
    fi

    code=0
    "${run[@]}" --output=out.gz large "$work" 2> log || code=$?
    expect 1 "$work: Is a directory" "$queue: a file that cannot be read"
    if [ -e out.gz ]; then
        failed=1
        echo "FAILED  $queue: the file that was not finished is there"
    fi

    code=0
    "${run[@]}" large > /dev/full 2> log || code=$?
    expect 1 "standard output: No space left" "$queue: a disk that is full"

    code=0
    "${run[@]}" --output=/dev/full large 2> log || code=$?
    expect 1 "/dev/full: No space left" "$queue: a device that is full"
    [ -c /dev/full ] || { failed=1; echo "FAILED  $queue: the device was removed"; }

    code=0
    { "${run[@]}" large 2> log || echo $? > code; } | head -c 1 > /dev/null
    code=$(cat code)
    expect 1 "standard output: Broken pipe" "$queue: a pipe that is closed"
done

code=0
echo precious > out.gz
"$pipeline" --output=out.gz large 2> log || code=$?
expect 1 "out.gz: File exists" "an output that exists"
[ "$(cat out.gz)" = precious ] || { failed=1; echo "FAILED  it was overwritten"; }

for mistake in --no-such-option --queue=none --threads=0 --level=10 --block=31 --output= --verbose=1; do
    code=0
    "$pipeline" "$mistake" < /dev/null > /dev/null 2> log || code=$?
    expect 2 "${mistake%=*}" "refused: $mistake"
done
exit $failed
