#define _GNU_SOURCE
#include "reading.h"

#include <errno.h>
#include <unistd.h>

#include "watch.h"

static volatile bool changedAccess;

bool kept_access_times(void) { return !changedAccess; }

int open_quietly(int folder, const char *name, int more) {
  int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | more;
  int file = openat(folder, name, flags | O_NOATIME);
  if (file < 0 && errno == EPERM) { /* O_NOATIME is for the owner and CAP_FOWNER */
    file = openat(folder, name, flags);
    changedAccess = changedAccess || file >= 0;
  }
  return file;
}

/* /proc has no times of access to keep, and knows no EPERM for O_NOATIME worth telling. */
static int open_plainly(int folder, const char *name) {
  return openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW);
}

int read_whole(int folder, const char *name, uint64_t most, struct text *into, bool *cut) {
  *cut = false;
  int file = open_plainly(folder, name);
  if (file < 0) {
    return errno;
  }
  char part[1 << 15];
  int error = 0;
  for (uint64_t left = most;;) {
    /* one byte more than may be kept tells whether there is more */
    size_t wanted = left + 1 < sizeof part ? (size_t)left + 1 : sizeof part;
    ssize_t got = read(file, part, wanted);
    if (got < 0 && errno == EINTR) {
      continue;
    } else if (got <= 0) {
      error = got < 0 ? errno : 0;
      break;
    } else if ((uint64_t)got > left) {
      text_add(into, part, (size_t)left);
      *cut = true;
      break;
    }
    text_add(into, part, (size_t)got);
    left -= (uint64_t)got;
  }
  close(file);
  return error;
}

int read_guarded(int folder, const char *name, uint64_t most, struct text *into, bool *cut) {
  guard(1000);
  int error = read_whole(folder, name, most, into, cut);
  unguard();
  return error;
}

int read_link(int folder, const char *name, struct text *into) {
  for (size_t room = 256;; room *= 2) {
    char target[1 << 16];
    ssize_t length = readlinkat(folder, name, target, room < sizeof target ? room : sizeof target);
    if (length < 0) {
      return errno;
    } else if ((size_t)length < room || room >= sizeof target) {
      text_add(into, target, (size_t)length);
      return 0;
    }
  }
}
