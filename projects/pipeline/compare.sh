#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
#
# How fast pipeline is beside pigz (Debian's package pigz):
# compare.sh <pipeline> [--rounds=N] [--threads=N] [file]...
# Each round runs pigz and pipeline with each queue once, one after the other, on the same files;
# without any, on about 50 MB of this machine's documentation. Prints the median of the times and of
# the ratios to pigz in the same round, the least and the greatest ratio, and the sizes.
set -euo pipefail
export LC_ALL=C

[ $# -ge 1 ] || { echo "usage: $0 <pipeline> [--rounds=N] [--threads=N] [file]..." >&2; exit 2; }
command -v pigz > /dev/null || { echo "$0: please install pigz" >&2; exit 2; }
pipeline=$(realpath "$1")
shift
rounds=5
threads=$(nproc)
while [[ "${1-}" == --* ]]; do
    case $1 in
        --rounds=*) rounds=${1#*=} ;;
        --threads=*) threads=${1#*=} ;;
        *) echo "$0: unknown option $1" >&2; exit 2 ;;
    esac
    shift
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ $# -gt 0 ]; then
    cat "$@" > "$work/text"
else
    find /usr/share/doc /usr/include -type f -print0 | sort -z | xargs -0 zcat -f 2> /dev/null |
        head -c 50000000 > "$work/text" || true # head closes the pipe
fi

# timed NAME COMMAND...: appends "name seconds processor-seconds" to $work/times
timed() {
    local name=$1 TIMEFORMAT='%R %U %S'
    shift
    { time "$@" < "$work/text" > "$work/$name.gz"; } 2> "$work/time"
    read -r wall user system < "$work/time"
    echo "$name $wall $(echo "$user $system" | awk '{print $1 + $2}')" >> "$work/times"
}

queues="ms faa segmented vyukov sc"
for round in $(seq 0 "$rounds"); do
    [ "$round" -ne 1 ] || : > "$work/times" # round 0 only warms up
    timed pigz pigz -p "$threads" -c
    for queue in $queues; do
        timed "$queue" "$pipeline" --threads="$threads" --queue="$queue"
    done
done

echo "$(wc -c < "$work/text") bytes, $threads threads, $rounds rounds; load $(cut -d' ' -f1 /proc/loadavg)"
awk '
    function median(list, n,   i, j, t) {
        for (i = 2; i <= n; ++i)
            for (j = i; j > 1 && list[j - 1] > list[j]; --j) {
                t = list[j]; list[j] = list[j - 1]; list[j - 1] = t
            }
        return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
    }
    { n = ++seen[$1]; wall[$1, n] = $2; cpu[$1, n] = $3; if (n == 1) names[++count] = $1 }
    END {
        printf "%-12s %8s %8s   %s\n", "", "seconds", "cpu", "time / pigz (least, greatest)"
        for (c = 1; c <= count; ++c) {
            name = names[c]
            rounds = seen[name]
            for (i = 1; i <= rounds; ++i) {
                w[i] = wall[name, i]; p[i] = cpu[name, i]; r[i] = wall[name, i] / wall["pigz", i]
            }
            ratio = median(r, rounds)
            printf "%-12s %8.2f %8.2f   %.2f (%.2f, %.2f)\n", name, median(w, rounds),
                median(p, rounds), ratio, r[1], r[rounds]
        }
    }' "$work/times"
for name in pigz $queues; do
    echo "$name: $(wc -c < "$work/$name.gz") bytes"
done
