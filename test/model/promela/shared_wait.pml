/* SPDX-FileCopyrightText: 2026 The cds authors
   SPDX-License-Identifier: BSL-1.0

   Callers of synchronize() share grace periods. Here a period is what two_phase.pml proves of one:
   it ends after every hazard that was there when it began. The count is odd while one runs.

   Three roles: a caller that leads, callers that wait for another's period, and two readers, each
   with one hazard, that come and go for ever. A caller is served when the count has reached what it
   computed at its call. Proven, for every interleaving of CALLERS callers, one after the other or
   at the same time:
     - every hazard that was there at the call has ended when the caller is served;
     - one leads at a time;
     - a leader's own period serves it, so there are no more periods than callers;
     - nobody waits for ever: the search for states without a successor finds none.

   Mutants:               RUNNING_SERVES (a caller takes the running period for its own)
                          BEGIN_IN_TWO_STEPS (two may lead)  SERVED_BEGINS (who is served leads)
   Reached (must fail):   SEE_SHARED SEE_LATE SEE_THREE */

#ifndef CALLERS
#define CALLERS 3
#endif

byte count = 0;                /* of begins and ends */
byte leaders = 0;
byte ended = 0;                /* periods */
bool hazard[2];
bool at_begin[2];              /* the hazard was there when the running period began */
bool at_call[6];               /* 2 * caller + reader: it was there at that call */
byte served_by[CALLERS];       /* the count at which a caller's period ends */

proctype reader(byte me) {
    byte c;
end:
    do
    :: hazard[me] = true;
       atomic {
           hazard[me] = false;
           at_begin[me] = false;
           for (c : 0 .. CALLERS - 1) { at_call[2 * c + me] = false }
       }
    od
}

inline lead() {
    leaders++;
    assert(leaders == 1);
    at_begin[0] = hazard[0];
    at_begin[1] = hazard[1]
}

proctype caller(byte me) {
    byte need;
    byte seen;
    atomic {
        at_call[2 * me] = hazard[0];
        at_call[2 * me + 1] = hazard[1];
#ifdef RUNNING_SERVES
        need = (count % 2 == 1 -> count + 1 : count + 2);
#else
        need = (count % 2 == 1 -> count + 3 : count + 2);
#endif
        served_by[me] = need;
#ifdef SEE_LATE
        assert(count % 2 == 0);
#endif
    }
    do
    :: count >= need -> break
    :: atomic {
#ifndef SERVED_BEGINS
           count % 2 == 0 && count < need ->
#else
           count % 2 == 0 ->
#endif
           seen = count;
#ifndef BEGIN_IN_TWO_STEPS
           count = seen + 1;
           lead()
#endif
       }
#ifdef BEGIN_IN_TWO_STEPS
       atomic { count = seen + 1; lead() }
#endif
       !at_begin[0];           /* slot by slot */
       !at_begin[1];
       atomic {
           leaders--;
           ended++;
           count = seen + 2;
           assert(count == need)
       }
    od;
    assert(!at_call[2 * me] && !at_call[2 * me + 1]);
    assert(ended <= CALLERS);
#ifdef SEE_SHARED
    assert(served_by[me] != served_by[(me + 1) % CALLERS]);
#endif
#ifdef SEE_THREE
    assert(ended < CALLERS);
#endif
}

init {
    byte i;
    atomic {
        run reader(0);
        run reader(1);
        for (i : 0 .. CALLERS - 1) { run caller(i) }
    }
}
