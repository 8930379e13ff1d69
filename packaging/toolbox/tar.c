/*
 * An archive as it comes: ustar of POSIX.1-1988, with pax records of POSIX.1-2001 where a name, a target or a number does not
 * fit. Bytes that are not UTF-8 stay as they are; where they stand in a pax record, "hdrcharset=BINARY" says so, as POSIX has it.
 */
#define _GNU_SOURCE
#include "tar.h"

#include <stdio.h>
#include <string.h>

enum { BLOCK = 512, NAME = 100 };

#define MOST_ID 07777777u
#define MOST_SIZE 077777777777ull

static void flush(struct tar *tar) {
  if (!tar->broken && tar->filled > 0 && !write_all(tar->buffer, tar->filled)) {
    tar->broken = true;
  }
  tar->filled = 0;
}

void tar_more(struct tar *tar, const void *bytes, size_t length) {
  const unsigned char *at = bytes;
  tar->written += length;
  while (length > 0) {
    size_t part = sizeof tar->buffer - tar->filled;
    part = part < length ? part : length;
    memcpy(tar->buffer + tar->filled, at, part);
    tar->filled += part;
    at += part;
    length -= part;
    if (tar->filled == sizeof tar->buffer) {
      flush(tar);
    }
  }
}

void tar_zeros(struct tar *tar, uint64_t length) {
  static const unsigned char ZEROS[BLOCK];
  while (length > 0) {
    size_t part = length < BLOCK ? (size_t)length : BLOCK;
    tar_more(tar, ZEROS, part);
    length -= part;
  }
}

void tar_pad(struct tar *tar, uint64_t size) { tar_zeros(tar, (BLOCK - size % BLOCK) % BLOCK); }

uint64_t tar_room(uint64_t size, size_t name, size_t target) {
  uint64_t records = name + target + 1024;
  return 2 * BLOCK + (records / BLOCK + 1) * BLOCK + (size / BLOCK + 1) * BLOCK;
}

static void octal(char *field, size_t width, uint64_t value) {
  for (size_t i = width - 1; i-- > 0;) {
    field[i] = (char)('0' + (value & 7));
    value >>= 3;
  }
}

/* One block: a header whose values fit. */
static void header(struct tar *tar, const struct member *member, char type, uint64_t size, const char *target, size_t length) {
  char block[BLOCK] = {0};
  memcpy(block, member->name, member->length < NAME ? member->length : NAME);
  octal(block + 100, 8, member->mode & 07777);
  octal(block + 108, 8, member->uid <= MOST_ID ? member->uid : 0);
  octal(block + 116, 8, member->gid <= MOST_ID ? member->gid : 0);
  octal(block + 124, 12, size <= MOST_SIZE ? size : 0);
  octal(block + 136, 12, member->seconds >= 0 && (uint64_t)member->seconds <= MOST_SIZE ? (uint64_t)member->seconds : 0);
  memset(block + 148, ' ', 8);
  block[156] = type;
  if (length > 0) {
    memcpy(block + 157, target, length < NAME ? length : NAME);
  }
  memcpy(block + 257, "ustar\0" "00", 8);
  unsigned sum = 0;
  for (size_t i = 0; i < BLOCK; i++) {
    sum += (unsigned char)block[i];
  }
  octal(block + 148, 7, sum);
  block[154] = 0;
  block[155] = ' ';
  tar_more(tar, block, BLOCK);
}

/* "LENGTH KEY=VALUE\n", where LENGTH counts itself, too. */
static void record(struct text *records, const char *key, const char *value, size_t length) {
  size_t bare = strlen(key) + length + 3;
  size_t digits = 1;
  for (size_t most = 10; bare + digits >= most; most *= 10) {
    digits++;
  }
  text_format(records, "%zu %s=", bare + digits, key);
  text_add(records, value, length);
  text_put(records, "\n");
}

static void number_record(struct text *records, const char *key, uint64_t value) {
  char digits[32];
  int length = snprintf(digits, sizeof digits, "%llu", (unsigned long long)value);
  record(records, key, digits, (size_t)length);
}

static void time_record(struct text *records, const char *key, const struct timespec *time) {
  char digits[64];
  long long seconds = time->tv_sec;
  long nanos = time->tv_nsec;
  const char *sign = "";
  if (seconds < 0) { /* -1.25 s is kept as -2 s and 0.75 s */
    sign = "-";
    seconds = nanos > 0 ? -(seconds + 1) : -seconds;
    nanos = nanos > 0 ? 1000000000 - nanos : 0;
  }
  int length = snprintf(digits, sizeof digits, "%s%lld.%09ld", sign, seconds, nanos);
  record(records, key, digits, (size_t)length);
}

static void begin(struct tar *tar, const struct member *member, char type, uint64_t size, const char *target, size_t length) {
  struct text records = {0};
  bool longName = member->length > NAME;
  bool longTarget = length > NAME;
  if ((longName && !is_utf8(member->name, member->length)) || (longTarget && !is_utf8(target, length))) {
    record(&records, "hdrcharset", "BINARY", 6);
  }
  if (longName) {
    record(&records, "path", member->name, member->length);
  }
  if (longTarget) {
    record(&records, "linkpath", target, length);
  }
  if (size > MOST_SIZE) {
    number_record(&records, "size", size);
  }
  if (member->uid > MOST_ID) {
    number_record(&records, "uid", member->uid);
  }
  if (member->gid > MOST_ID) {
    number_record(&records, "gid", member->gid);
  }
  if (member->kept) {
    time_record(&records, "mtime", &member->kept->st_mtim);
    time_record(&records, "atime", &member->kept->st_atim);
    time_record(&records, "ctime", &member->kept->st_ctim);
  }
  if (records.length > 0) {
    static const char NAMED[] = "PaxHeaders/0";
    struct member pax = {.name = NAMED, .length = sizeof NAMED - 1, .mode = 0644, .seconds = member->seconds};
    header(tar, &pax, 'x', records.length, "", 0);
    tar_more(tar, records.bytes, records.length);
    tar_pad(tar, records.length);
  }
  header(tar, member, type, size, target, length);
  text_free(&records);
}

void tar_file(struct tar *tar, const struct member *member, const void *bytes, size_t length) {
  tar_begin(tar, member, length);
  tar_more(tar, bytes, length);
  tar_pad(tar, length);
}

void tar_begin(struct tar *tar, const struct member *member, uint64_t size) { begin(tar, member, '0', size, "", 0); }

void tar_link(struct tar *tar, const struct member *member, const char *target, size_t length) {
  begin(tar, member, '2', 0, target, length);
}

void tar_folder(struct tar *tar, const struct member *member) { begin(tar, member, '5', 0, "", 0); }

bool tar_finish(struct tar *tar) {
  tar_zeros(tar, 2 * BLOCK);
  flush(tar);
  return !tar->broken;
}
