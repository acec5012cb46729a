/* SPDX-FileCopyrightText: 2026 The cds authors
   SPDX-License-Identifier: BSL-1.0

   synchronize() in two phases: readers tag their hazard with the phase, the synchronizer waits
   first for the tag that is not the present one, changes the phase, and waits for the other.

   Two readers, each with one slot, go round for ever: read the phase; publish {tag}; use; clear.
   Between reading and publishing a reader may be delayed, past any change of the phase. The
   synchronizer makes CALLS calls. Proven, for every interleaving:
     - every hazard that was in a slot at the call has ended on return (`old`);
     - while it waits for one tag, a reader gives it a new hazard of that tag to wait for at most
       once: so a call ends beside a stream of readers that never does (`held_up`).

   Mutants:               ONE_PHASE (wait for the present tag only)  NO_FLIP  FLIP_FIRST_ONLY
                          TAG_IS_STALE (a reader reads the phase once and never again)
   Reached (must fail):   SEE_WAIT SEE_LATE_TAG SEE_RETURN SEE_OLD_IN_BOTH */

#define EMPTY 2
#define CALLS 2

byte phase = 0;
byte slot[2] = EMPTY;          /* EMPTY, or the tag of the hazard in it */
bool old[2];                   /* the slot's hazard was there at the call */
byte held_up[2];               /* new hazards of the awaited tag, since the wait began */
bit  awaited;                  /* the tag that is waited for */
bool waiting = false;

proctype reader(byte me) {
    byte tag;
#ifdef TAG_IS_STALE
    tag = phase;
#endif
end:
    do
    :: true ->
#ifndef TAG_IS_STALE
       tag = phase;
#endif
       /* delayed here for as long as it likes */
       atomic {
           slot[me] = tag;
#ifdef SEE_LATE_TAG
           assert(tag == phase);
#endif
           if
           :: waiting && tag == awaited ->
              held_up[me] = held_up[me] + 1;
              assert(held_up[me] <= 1)
           :: else
           fi
       }
       atomic {
           slot[me] = EMPTY;
           old[me] = false
       }
    od
}

/* Slot by slot: a hazard does not move from one to the other. */
inline await(which) {
    atomic {
        awaited = which;
        waiting = true;
        held_up[0] = 0;
        held_up[1] = 0
    }
    i = 0;
    do
    :: i < 2 ->
#ifdef SEE_WAIT
       assert(slot[i] != which);
#endif
       slot[i] != which;
       i++
    :: else -> break
    od;
    waiting = false
}

active proctype synchronizer() {
    byte i = 0;
    byte calls = 0;
    byte tag;
    run reader(0);
    run reader(1);
    do
    :: calls < CALLS ->
       atomic {
           old[0] = slot[0] != EMPTY;
           old[1] = slot[1] != EMPTY;
#ifdef SEE_OLD_IN_BOTH
           assert(!(old[0] && old[1] && slot[0] != slot[1]));
#endif
       }
       tag = phase;
#if !defined(ONE_PHASE)
       await(1 - tag);
#endif
#ifndef NO_FLIP
       phase = 1 - tag;
#endif
#ifndef FLIP_FIRST_ONLY
       await(tag);
#endif
       assert(!old[0] && !old[1]);
#ifdef SEE_RETURN
       assert(false);
#endif
       calls++
    :: else -> break
    od
}
