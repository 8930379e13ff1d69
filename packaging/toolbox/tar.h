/* An archive written to standard output as it comes: ustar, with pax records where a value does not fit. */
#ifndef TAR_H
#define TAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "toolbox.h"

/* What the archive says of a member. Names are bytes; they need not be UTF-8. */
struct member {
  const char *name;
  size_t length;
  uint32_t mode;
  uint64_t uid;
  uint64_t gid;
  int64_t seconds;     /* modified, since 1970 */
  const struct stat *kept; /* when all times of a file are to be kept, with nanoseconds; else null */
};

struct tar {
  uint64_t written;
  bool broken; /* nobody reads it any more */
  size_t filled;
  unsigned char buffer[1 << 16];
};

/* How many bytes a member of this size takes at most. */
uint64_t tar_room(uint64_t size, size_t name, size_t target);

void tar_file(struct tar *tar, const struct member *member, const void *bytes, size_t length);
void tar_link(struct tar *tar, const struct member *member, const char *target, size_t length);
void tar_folder(struct tar *tar, const struct member *member);
/* A file of a size told before: as many bytes have to follow, and then its end. */
void tar_begin(struct tar *tar, const struct member *member, uint64_t size);
void tar_more(struct tar *tar, const void *bytes, size_t length);
void tar_zeros(struct tar *tar, uint64_t length);
void tar_pad(struct tar *tar, uint64_t size);
/* Two blocks of zeros, and all that is not written yet; false when nobody reads it. */
bool tar_finish(struct tar *tar);

#endif
