/* The root of a container, and what lies below it. Nothing here follows a link out of it. */
#ifndef ROOT_H
#define ROOT_H

#include <stdbool.h>
#include <sys/types.h>

#include "toolbox.h"

/*
 * The process whose files are looked at when none is named: the first in another mount namespace than ours that is not
 * the pod's sandbox; 1 when there is none.
 */
pid_t choose_target(int proc);

/* The root of a process, to open below; -1 and errno. */
int open_root(int proc, pid_t pid);

/*
 * A handle (O_PATH) on what lies there, a link at the end not followed; -1 and errno. Links before the end lead to where
 * they lead inside of the root, or nowhere (ELOOP) when they are not to be followed: following changes their time of access.
 */
int open_inside(int root, const char *path, bool follow);

/* Opens what a handle stands for, to read; -1 and errno. */
int open_handle(int proc, int handle, int more);

/* When a process was started, in seconds since 1970; -1 when that is not told. */
long long started(int proc, pid_t pid);

/* The folders where a file system is mounted that is not walked by itself: of the kernel, over a network, in user space. */
struct mounts {
  struct text names; /* each with a zero behind it: the folder, then the type */
};

void read_mounts(int proc, pid_t pid, struct mounts *mounts);
/* The type of what is mounted there and not walked; null where that is nothing. */
const char *not_walked(const struct mounts *mounts, const char *path, size_t length);

#endif
