/* Reading files whose size is not known, and which may not answer. */
#ifndef READING_H
#define READING_H

#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>

#include "toolbox.h"

/* Opens to read, without following a link at the end and without changing the time of access where that is permitted. */
int open_quietly(int folder, const char *name, int more);

/* Whether every file so far was opened without changing its time of access. */
bool kept_access_times(void);

/*
 * Appends what a file holds, at most so much; gives 0 or an error. What was read before the error is kept.
 * cut: whether there was more.
 */
int read_whole(int folder, const char *name, uint64_t most, struct text *into, bool *cut);

/* The same for what a process may keep from being answered: guarded as watch.h has it. */
int read_guarded(int folder, const char *name, uint64_t most, struct text *into, bool *cut);

/* The text of a link, of any length; 0 or an error. */
int read_link(int folder, const char *name, struct text *into);

#endif
