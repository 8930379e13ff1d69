#define _GNU_SOURCE
#include "hashing.h"

#include <errno.h>
#include <unistd.h>

#include "reading.h"
#include "sha256.h"
#include "watch.h"

int hash_file(int file, uint64_t most, double until, struct hashed *into) {
  struct sha256 hash;
  char part[1 << 16];
  sha256_begin(&hash);
  into->size = 0;
  if (fstat(file, &into->is) < 0) {
    return errno;
  }
  if (!S_ISREG(into->is.st_mode)) {
    return EINVAL;
  }
  for (;;) {
    ssize_t got = read(file, part, sizeof part);
    if (got < 0 && errno == EINTR) {
      continue;
    } else if (got < 0) {
      return errno;
    } else if (got == 0) {
      break;
    }
    sha256_add(&hash, part, (size_t)got);
    into->size += (uint64_t)got;
    if (into->size > most) {
      return EFBIG;
    } else if (seconds_now() > until) {
      return ETIME;
    }
  }
  sha256_end(&hash, into->sha256);
  return 0;
}

int hash_link(int folder, const char *name, uint64_t most, double until, struct hashed *into) {
  guard(20000);
  int file = open_quietly(folder, name, 0);
  int error = file < 0 ? errno : hash_file(file, most, until, into);
  if (file >= 0) {
    close(file);
  }
  unguard();
  return error;
}
