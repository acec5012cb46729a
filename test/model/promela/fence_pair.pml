/* SPDX-FileCopyrightText: 2026 The cds authors
   SPDX-License-Identifier: BSL-1.0

   The pair of fences between protect and scan, on processors with store buffers (TSO).

   A store waits in its owner's buffer until a fence, a read-modify-write or chance drains it; the
   owner itself sees it at once. Reader: slot = p; light; look whether src is still p; use p; clear.
   Writer: unlink p from src; heavy; read the slot; free p if it is not there.

   Fences (one of the two):   FULL         both are real fences
                              otherwise    light is nothing, heavy drains everybody's buffer
   Mutants:                   NO_LIGHT NO_HEAVY NO_VALIDATION CLEAR_EARLY
   Reached (must fail):       SEE_KEPT SEE_FREED SEE_RETRY SEE_DELAY */

#define EMPTY 0
#define P 1
#define NEXT 2

byte src = P;
byte slot = EMPTY;   /* what memory holds */
bool freed = false;
bool using = false;

/* The reader's store buffer: at most two stores to its slot. */
chan buffer = [2] of { byte };

inline store_slot(value) { buffer ! value }

inline drain_reader() {
    d_step {
        do
        :: nempty(buffer) -> buffer ? slot
        :: empty(buffer) -> break
        od
    }
}

/* Chance: the processor writes a store back whenever it likes. */
active proctype processor() {
end:
    do
    :: buffer ? slot
    od
}

active proctype reader() {
    byte seen;
    byte proposed = src;
    do
    :: store_slot(proposed);
#if defined(FULL) && !defined(NO_LIGHT)
       drain_reader();
#endif
       seen = src;
#ifdef NO_VALIDATION
       break
#else
       if
       :: seen == proposed -> break
       :: else ->
#ifdef SEE_RETRY
          assert(false);
#endif
          proposed = seen
       fi
#endif
    od;
#ifdef CLEAR_EARLY
    store_slot(EMPTY);
#endif
    if
    :: proposed == P ->
       using = true;
       assert(!freed);
#ifdef SEE_DELAY
       assert(!(src == NEXT && slot == EMPTY));
#endif
       using = false
    :: else
    fi;
#ifndef CLEAR_EARLY
    store_slot(EMPTY);
#endif
}

active proctype writer() {
    src = NEXT;            /* a read-modify-write: the writer's own buffer is empty */
#if !defined(FULL) && !defined(NO_HEAVY)
    drain_reader();        /* the process-wide barrier */
#endif
    if
    :: slot == P ->
#ifdef SEE_KEPT
       assert(false);
#endif
       skip
    :: else ->
       freed = true;
       assert(!using);
#ifdef SEE_FREED
       assert(false);
#endif
       skip
    fi
}
