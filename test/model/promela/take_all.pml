/* SPDX-FileCopyrightText: 2026 The cds authors
   SPDX-License-Identifier: BSL-1.0

   The shared retired list: blocks are pushed by compare-and-swap without a tag, and taken all at
   once. Blocks come back: a taker gives survivors back to the list. No block may be lost or be in
   two hands, and the missing tag must do no harm, because nobody follows a link before it is his.

   Mutants:               LOAD_STORE (take by a load and a store), POP_ONE (take one by compare-and-
                          swap of head and head's link: the tag would be needed)
                          LOST_SURVIVOR (a survivor is not pushed back)
   Reached (must fail):   SEE_BOTH (one taker gets two blocks), SEE_NOTHING */

#define NONE 0
#define BLOCKS 3

byte head = NONE;
byte link[BLOCKS + 1];
byte holders[BLOCKS + 1];
byte scans = 0;

inline push(block) {
    do
    :: seen = head;
       link[block] = seen;
       if
       :: atomic { head == seen -> holders[block]--; head = block }; break
       :: else
       fi
    od
}

inline take(first) {
#ifdef LOAD_STORE
    first = head;
    head = NONE;
#else
#ifdef POP_ONE
    do
    :: first = head;
       if
       :: first == NONE -> break
       :: else
       fi;
       seen = link[first];
       if
       :: atomic { head == first -> head = seen }; link[first] = NONE; break
       :: else
       fi
    od;
#else
    atomic { first = head; head = NONE };
#endif
#endif
}

/* Retires one block of its own, then scans: takes all, keeps each block or gives it back. */
proctype thread(byte own) {
    byte seen, at, next, count;
    holders[own]++;
    push(own);
    take(at);
    count = 0;
#ifdef SEE_NOTHING
    assert(at != NONE);
#endif
    do
    :: at != NONE ->
       next = link[at];
       holders[at]++;
       count++;
       assert(holders[at] == 1);
#ifdef SEE_BOTH
       assert(count < 2);
#endif
       if
#ifdef LOST_SURVIVOR
       :: holders[at]--
#endif
       :: push(at)                 /* something in it survived */
       :: true                     /* all of it is free: the block stays ours */
       fi;
       at = next
    :: else -> break
    od;
    scans++
}

init {
    byte at, total;
    byte i;
    atomic { run thread(1); run thread(2); run thread(3) };
    (_nr_pr == 1);
    at = head;
    do
    :: at != NONE -> holders[at]++; at = link[at]
    :: else -> break
    od;
    for (i : 1 .. BLOCKS) {
        assert(holders[i] == 1)
    }
}
