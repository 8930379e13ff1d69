/* The SHA-256 of files. */
#ifndef HASHING_H
#define HASHING_H

#include <sys/stat.h>

#include "toolbox.h"

struct hashed {
  struct stat is;
  uint64_t size; /* how many bytes were read */
  char sha256[65];
};

/* Reads at most so much of a file, by then (as of seconds_now); 0, or an error: EFBIG and ETIME when it is cut short. */
int hash_file(int file, uint64_t most, double until, struct hashed *into);

/* Opens what a link of /proc leads to, and reads it, guarded as watch.h has it. */
int hash_link(int folder, const char *name, uint64_t most, double until, struct hashed *into);

#endif
