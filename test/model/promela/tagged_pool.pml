/* SPDX-FileCopyrightText: 2026 The cds authors
   SPDX-License-Identifier: BSL-1.0

   The pool of type-stable nodes: a Treiber stack of indexes whose head carries a tag. A pop reads
   the head, then the link of its node (which another thread may own by then), then compares and
   swaps head and tag together. A node must have one owner at a time.

   Mutants:               NO_TAG (the tag stays)
   Harmless:              TAG_ON_PUSH_ONLY (a node must be pushed to come back)
   Reached (must fail):   SEE_STALE (the tag alone refused a swap), SEE_EMPTY */

#define NONE 0
#define NODES 2

byte head = 1;           /* node 1 on node 2 */
byte tag = 0;
byte link[NODES + 1];    /* link[1] = 2, set by init */
byte owners[NODES + 1];

inline advance() {
#ifndef NO_TAG
    tag++
#else
    skip
#endif
}

inline pop(node, next, seen) {
    do
    :: atomic { node = head; seen = tag };
       if
       :: node == NONE -> break
       :: else
       fi;
       next = link[node];
       if
       :: atomic { head == node && tag == seen ->
             head = next;
#ifndef TAG_ON_PUSH_ONLY
             advance();
#endif
             owners[node]++ };
          assert(owners[node] == 1);
          break
       :: atomic { else ->
#ifdef SEE_STALE
             assert(head != node)
#else
             skip
#endif
          }
       fi
    od;
#ifdef SEE_EMPTY
    assert(node != NONE)
#endif
}

inline push(node, seen_head) {
    owners[node]--;
    do
    :: seen_head = head;
       link[node] = seen_head;
       if
       :: atomic { head == seen_head -> head = node; advance() }; break
       :: else
       fi
    od
}

proctype user() {
    byte a, b, next, seen;
    pop(a, next, seen);
    pop(b, next, seen);
    if
    :: a != NONE -> push(a, seen)
    :: else
    fi;
    if
    :: b != NONE -> push(b, seen)
    :: else
    fi
}

init {
    byte left = 0;
    byte at;
    atomic { link[1] = 2; run user(); run user() };
    (_nr_pr == 1);
    at = head;
    do
    :: at != NONE -> left++; assert(left <= NODES); at = link[at]
    :: else -> break
    od;
    assert(left == NODES)
}
