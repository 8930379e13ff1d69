/*
 * Work on evidence that may not answer. What a kernel reads from the memory of a process or from a file system of its own, that
 * process can hold up for ever, and a thread that waits for it hears no signal. So the work is done on a thread that is watched:
 * when it does not come back from a guarded call in time it is left behind with all that it holds, and the next is taken up on
 * another thread. It costs nothing where all answer.
 */
#ifndef WATCH_H
#define WATCH_H

#include <stddef.h>

/*
 * Takes one step after the other, each once. Of one that was left behind stuck is told instead; it ends itself if it ever
 * comes back, without another line of ours. Only one thread at a time does anything.
 */
void each_watched(size_t count, void (*step)(void *of, size_t index), void (*stuck)(void *of, size_t index), void *of);

/* Around a call that may not come back; without an effect outside of each_watched. */
void guard(unsigned milliseconds);
void unguard(void);

#endif
