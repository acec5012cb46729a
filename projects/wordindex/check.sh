#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
#
# Compares wordindex with tr, sort and uniq: check.sh <wordindex> [--option]... [directory]...
# The options are for wordindex. Without a directory it takes Debian's licence texts, if there are
# any, and some odd files of its own. Every policy must give exactly the same counts, whether rare
# words are evicted or not.
set -euo pipefail
export LC_ALL=C

[ $# -ge 1 ] || { echo "usage: $0 <wordindex> [--option]... [directory]..." >&2; exit 2; }
wordindex=$(realpath "$1")
shift
options=()
while [[ "${1-}" == --* ]]; do
    options+=("$1")
    shift
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

make_odd_files() {
    mkdir -p "$1/below/deeper"
    cp "$0" "$1/script"
    printf 'no newline at the end' > "$1/open end"
    printf 'at the beginning of the next file' > "$1/open end 2"
    : > "$1/empty"
    printf '1 2 3\n\n\t--\n' > "$1/no words"
    printf 'nul\0nul\377high\200BYTES\r\nMiXeD mixed MIXED' > "$1/below/bytes"
    head -c 300000 /dev/zero | tr '\0' 'A' > "$1/below/one long word"
    gzip -c "$0" > "$1/below/deeper/packed.gz"
    { gzip -c "$0"; printf 'second member' | gzip -c; } > "$1/below/deeper/two members.gz"
    cp "$0" "$1/below/deeper/not packed.gz"
    seq 1 5000 | tr '0-9' 'a-j' > "$1/many rare words"
    ln -s "$1/script" "$1/a link that is not followed"
}

directories=("$@")
if [ ${#directories[@]} -eq 0 ]; then
    make_odd_files "$work/odd"
    directories=("$work/odd")
    if [ -d /usr/share/common-licenses ]; then
        directories+=(/usr/share/common-licenses)
    fi
fi

# One word to a line. The newline after each file keeps its last word off the next one's first.
words() {
    find -H "${directories[@]}" -type f -print0 | while IFS= read -r -d '' file; do
        zcat -f < "$file"
        echo
    done | tr -cs A-Za-z '\n' | tr A-Z a-z | sed '/^$/d'
}

words | sort | uniq -c > "$work/expected"
[ -s "$work/expected" ] || { echo "$0: no words to compare" >&2; exit 2; }

failed=0
for gc in dhp hp; do
    for evict in --no-evict --evict; do
        rm -f "$work/got"
        if "$wordindex" "${options[@]}" --gc=$gc $evict --threads=4 --readers=2 --seconds=0 \
                --counts="$work/got" "${directories[@]}" > "$work/log" 2>&1 &&
                cmp -s "$work/expected" "$work/got"; then
            echo "ok      ${options[*]} --gc=$gc $evict: $(wc -l < "$work/got") words"
        else
            failed=1
            echo "FAILED  ${options[*]} --gc=$gc $evict"
            cat "$work/log"
            [ ! -e "$work/got" ] || diff "$work/expected" "$work/got" | head -n 20 || true
        fi
    done
done

# A document that is not what it was when it was counted: the program writes its counts there before
# it counts again. It must say which words differ, and fail.
mkdir "$work/moving"
echo 'ant bee ant' > "$work/moving/a"
echo 'replaced by the counts' > "$work/moving/b"
code=0
"$wordindex" --threads=2 --readers=1 --seconds=0 --counts="$work/moving/b" "$work/moving" \
    > "$work/log" 2>&1 || code=$?
if [ $code -eq 1 ] && grep -qF 'FAILED all 2 counts' "$work/log" &&
        grep -qF 'ant: 2 counted, 3 expected' "$work/log"; then
    echo "ok      a wrong count is found out"
else
    failed=1
    echo "FAILED  exit status $code, not 1 with the words that differ"
    cat "$work/log"
fi

for mistake in --no-such-option --gc=none --map=none --queue=none --threads=0 "$work/no such directory" "$work/expected"; do
    code=0
    "$wordindex" "$mistake" > "$work/log" 2>&1 || code=$?
    if [ $code -eq 2 ] && grep -qF -e "${mistake%=*}" "$work/log"; then
        echo "ok      refused: ${mistake#"$work/"}"
    else
        failed=1
        echo "FAILED  exit status $code, not 2 with a reason, for: $mistake"
        cat "$work/log"
    fi
done
exit $failed
