/*
 * The memory of a process, as it is: /proc/PID/mem of the ranges that are named. It needs the right to trace the process; the
 * process is not stopped, so pages read later may be newer. What was read is told on standard error, in one JSON line.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments.h"
#include "reading.h"
#include "sha256.h"
#include "watch.h"

#define LENGTH(list) (sizeof(list) / sizeof((list)[0]))

enum { PART = 1 << 18 };

struct range {
  uint64_t from;
  uint64_t to;
};

/* Reads a part of the memory; a page may be one that its process never hands out. */
static int read_part(int file, uint64_t from, unsigned char *bytes, size_t length, size_t *read) {
  int error = 0;
  *read = 0;
  guard(5000);
  while (*read < length && !error) {
    ssize_t got = pread(file, bytes + *read, length - *read, (off_t)(from + *read));
    if (got > 0) {
      *read += (size_t)got;
    } else if (got == 0 || errno != EINTR) {
      error = got == 0 ? EIO : errno;
    }
  }
  unguard();
  return error;
}

/* An address as maps writes it. */
static bool address(const char **text, uint64_t *value) {
  char *end;
  const char *from = *text;
  errno = 0;
  if (!((*from >= '0' && *from <= '9') || (*from >= 'a' && *from <= 'f') || (*from >= 'A' && *from <= 'F'))) {
    return false;
  }
  *value = strtoull(from, &end, 16);
  *text = end;
  return errno == 0 && *value <= INT64_MAX;
}

/* The mapping that holds an address. */
static int mapping(int folder, uint64_t holds, struct range *range) {
  struct text maps = {0};
  bool cut;
  int error = read_guarded(folder, "maps", 64u << 20, &maps, &cut);
  text_add(&maps, "", 1);
  bool found = false;
  char *next;
  for (char *line = strtok_r(maps.bytes, "\n", &next); !error && line && !found; line = strtok_r(NULL, "\n", &next)) {
    const char *at = line;
    found = address(&at, &range->from) && *at++ == '-' && address(&at, &range->to) && range->from <= holds && holds < range->to;
  }
  text_free(&maps);
  return error ? error : found ? 0 : EFAULT;
}

/* START-END, or START alone for the mapping that holds it; DONE, or what was told. */
static enum ending range_of(int folder, const char *text, struct range *range) {
  const char *at = text;
  if (!address(&at, &range->from)) {
    return wrong_use("not a range as maps writes it, START-END", text);
  }
  if (*at == 0) {
    int error = mapping(folder, range->from, range);
    return error ? tell_error(text, error) : DONE;
  }
  if (*at++ != '-' || !address(&at, &range->to) || *at != 0 || range->to <= range->from) {
    return wrong_use("not a range as maps writes it, START-END", text);
  }
  return DONE;
}

struct dump {
  int file;
  uint64_t left; /* bytes that may still be written */
  uint64_t wanted;
  uint64_t written;
  struct sha256 hash;
  const struct range *ranges;
  int error; /* why it ended early */
};

/* 0, or why it ended early: EPIPE when nobody reads, EFBIG at the limit. */
static int dump(struct dump *dump, const struct range *range) {
  unsigned char bytes[PART];
  int error = 0;
  for (uint64_t at = range->from; at < range->to && !error;) {
    uint64_t length = range->to - at < PART ? range->to - at : PART;
    if (length > dump->left) {
      length = dump->left;
    }
    size_t got = 0;
    error = length == 0 ? EFBIG : read_part(dump->file, at, bytes, (size_t)length, &got);
    if (got > 0 && !write_all(bytes, got)) {
      error = EPIPE;
    } else {
      sha256_add(&dump->hash, bytes, got);
      dump->written += got;
      dump->left -= got;
      at += got;
    }
  }
  return error;
}

static void tell(struct dump *dump, int error) {
  char hex[65];
  sha256_end(&dump->hash, hex);
  dprintf(STDERR_FILENO, "{\"bytes\":%llu,\"wanted\":%llu,\"complete\":%s,\"sha256\":\"%s\"", (unsigned long long)dump->written,
          (unsigned long long)dump->wanted, error ? "false" : "true", hex);
  if (error == EFBIG) {
    dprintf(STDERR_FILENO, ",\"truncated\":\"max-bytes\"");
  } else if (error) {
    dprintf(STDERR_FILENO, ",\"errno\":\"%s\"", error_name(error));
  }
  dprintf(STDERR_FILENO, "}\n");
}

static void step(void *of, size_t index) {
  struct dump *all = of;
  all->error = all->error ? all->error : dump(all, &all->ranges[index]);
}

static void stuck(void *of, size_t index) {
  struct dump *all = of;
  (void)index;
  all->error = ETIMEDOUT;
}

static enum ending dump_all(int folder, int file, uint64_t most, int count, char **texts) {
  static struct dump all; /* a thread that is left behind may still know it */
  struct range *ranges = calloc((size_t)count, sizeof *ranges);
  enum ending ending = ranges ? DONE : tell_error("memory", ENOMEM);
  all = (struct dump){.file = file, .left = most, .ranges = ranges};
  for (int i = 0; i < count && ending == DONE; i++) {
    ending = range_of(folder, texts[i], &ranges[i]);
    all.wanted += ranges[i].to - ranges[i].from;
  }
  if (ending == DONE) {
    sha256_begin(&all.hash);
    each_watched((size_t)count, step, stuck, &all);
    tell(&all, all.error);
    ending = all.error == EFBIG ? DONE : ending_of(all.error);
  }
  free(ranges);
  return ending;
}

int run_memory(int count, char **arguments) {
  const char *proc = "/proc";
  uint64_t most = 1ull << 30;
  uint64_t pid;
  const struct option options[] = {
      {.name = "--proc", .text = &proc},
      {.name = "--max-bytes", .number = &most, .most = INT64_MAX},
  };
  enum ending ending = take_options(options, LENGTH(options), &count, arguments);
  if (ending != DONE) {
    return ending;
  } else if (count < 2 || !number(arguments[0], INT32_MAX, &pid) || pid == 0) {
    return wrong_use("memory takes a process and ranges", count > 0 ? arguments[0] : "");
  }
  char name[4096];
  snprintf(name, sizeof name, "%.4000s/%llu", proc, (unsigned long long)pid);
  int folder = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int file = folder < 0 ? -1 : openat(folder, "mem", O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    ending = tell_error(folder < 0 ? "process" : "mem", errno);
  } else {
    ending = dump_all(folder, file, most, count - 1, arguments + 1);
    close(file);
  }
  if (folder >= 0) {
    close(folder);
  }
  return ending;
}
