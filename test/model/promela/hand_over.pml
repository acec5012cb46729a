/* SPDX-FileCopyrightText: 2026 The cds authors
   SPDX-License-Identifier: BSL-1.0

   Protection that is copied from slot to slot while a scan reads one slot after the other. The
   copier stores the destination, then bumps its hand-over word, then clears the source. The scan
   reads the word before the first slot and after the last, and gathers again if it changed; after
   TRIES gatherings it watches: the copier then notes each copy, before it clears the source, and what
   was noted is kept.

   Mutants:               NO_BUMP BUMP_BEFORE_STORE BUMP_AFTER_CLEAR WORD_READ_LATE GIVE_UP_FREES
                          NO_NOTE NOTE_BEFORE_STORE NOTE_AFTER_CLEAR WATCH_LATE NOTES_NOT_READ
   Reached (must fail):   SEE_KEPT SEE_FREED SEE_AGAIN SEE_WATCHED SEE_NOTED */

#define TRIES 2

bool slot[2];          /* true: holds the retired pointer */
byte word = 0;
bool watching = false;
bool noted = false;
bool freed = false;
bool done = false;

inline note() {
    if
    :: watching -> noted = true
    :: else
    fi
}

inline copy(from, to) {
#ifdef BUMP_BEFORE_STORE
    word++;
#endif
#ifdef NOTE_BEFORE_STORE
    note();
#endif
    slot[to] = true;
#if !defined(NO_BUMP) && !defined(BUMP_BEFORE_STORE) && !defined(BUMP_AFTER_CLEAR)
    word++;
#endif
#if !defined(NO_NOTE) && !defined(NOTE_BEFORE_STORE) && !defined(NOTE_AFTER_CLEAR)
    note();
#endif
    slot[from] = false;
#ifdef BUMP_AFTER_CLEAR
    word++;
#endif
#ifdef NOTE_AFTER_CLEAR
    note();
#endif
    assert(!freed)
}

active proctype copier() {
    byte copies = 0;
    slot[0] = true;        /* validated before the pointer was retired */
    done = true;
    do
    :: copies < 5 ->
       if
       :: slot[0] -> copy(0, 1)
       :: else -> copy(1, 0)
       fi;
       copies++
    :: break               /* any number of copies */
    od;
    slot[0] = false;
    slot[1] = false
}

active proctype scanner() {
    byte before, tries;
    bool found, settled;
    done;
    do
    :: tries < TRIES ->
       tries++;
       found = false;
#ifndef WORD_READ_LATE
       before = word;
#endif
       found = found || slot[1];   /* the other order of reading is the copier's other direction */
#ifdef WORD_READ_LATE
       before = word;
#endif
       found = found || slot[0];
       if
       :: word == before -> settled = true; break
       :: else ->
#ifdef SEE_AGAIN
          assert(false);
#endif
          skip
       fi
    :: else ->
#ifndef GIVE_UP_FREES
       found = false;
#ifndef WATCH_LATE
       watching = true;
#endif
       found = found || slot[1];
       watching = true;
       found = found || slot[0];
#ifdef SEE_NOTED
       assert(found || !noted);
#endif
#ifndef NOTES_NOT_READ
       found = found || noted;
#endif
       watching = false;
#ifdef SEE_WATCHED
       assert(found);
#endif
#endif
       settled = true;
       break
    od;
    if
    :: settled && !found ->
       freed = true;
       assert(!slot[0] && !slot[1]);
#ifdef SEE_FREED
       assert(false);
#endif
       skip
    :: else ->
#ifdef SEE_KEPT
       assert(!(settled && found));
#endif
       skip
    fi
}
