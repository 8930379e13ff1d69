/* What each process runs: the kernel has it, whatever became of its name. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "hashing.h"
#include "processes.h"
#include "reading.h"
#include "watch.h"

#define MOST_HASHED (1ull << 30)

enum { REMEMBERED = 256 };

/* Many processes run the same file: it is read once. */
static struct hashed remembered[REMEMBERED];
static size_t memories;

static bool same(const struct stat *a, const struct stat *b) {
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
         a->st_mtim.tv_nsec == b->st_mtim.tv_nsec && a->st_ctim.tv_sec == b->st_ctim.tv_sec && a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

static int hashed(struct collection *collection, int folder, struct hashed *into) {
  struct stat is;
  guard(1000);
  bool there = fstatat(folder, "exe", &is, 0) == 0;
  unguard();
  if (there) {
    for (size_t i = 0; i < memories; i++) {
      if (same(&remembered[i].is, &is)) {
        *into = remembered[i];
        return 0;
      }
    }
  }
  int error = hash_link(folder, "exe", MOST_HASHED, collection->until, into);
  if (!error && memories < REMEMBERED) {
    remembered[memories++] = *into;
  }
  return error;
}

static bool says_deleted(const struct text *link) {
  static const char DELETED[] = " (deleted)";
  size_t length = sizeof DELETED - 1;
  return link->length >= length && !memcmp(link->bytes + link->length - length, DELETED, length);
}

static void executable(struct collection *collection, struct process *process, int folder) {
  struct text link = {0};
  struct text line = {0};
  struct hashed file = {0};
  char name[64];
  snprintf(name, sizeof name, "proc/%d/exe", process->pid);
  int error = read_link(folder, "exe", &link);
  bool linked = !error;
  if (linked) {
    error = hashed(collection, folder, &file);
  }
  text_format(&line, "{\"pid\":%d,", process->pid);
  if (linked) {
    text_named(&line, "exe", link.bytes, link.length);
    text_put(&line, ",");
  }
  if (!error) {
    /* a name may end in "(deleted)" by itself: the count of names knows */
    text_format(&line, "\"deleted\":%s,\"size\":%llu,\"sha256\":\"%s\"}\n", file.is.st_nlink == 0 ? "true" : "false",
                (unsigned long long)file.size, file.sha256);
  } else {
    text_format(&line, "\"deleted\":%s,\"size\":null,\"error\":\"%s\"}\n", !linked ? "null" : says_deleted(&link) ? "true" : "false",
                error_name(error));
    add_error(collection, "hash", name, strlen(name), error);
  }
  add_line(collection, &collection->executables, &line, name);
  if (error == EFBIG || error == ETIME) {
    add_truncated(collection, name, error == EFBIG ? "more than 1 GiB is not hashed" : "it was not read to its end in time");
  }
  text_free(&link);
  text_free(&line);
}

static void step(void *of, size_t index) {
  struct looking *looking = of;
  struct process *process = &looking->processes->list[index];
  int folder = goes_on(looking->collection) ? open_process(looking->collection, process) : -1;
  if (folder >= 0) {
    executable(looking->collection, process, folder);
    close_process(process, folder);
  }
}

void collect_executables(struct collection *collection, struct processes *processes) {
  struct looking looking = {collection, processes};
  each_watched(processes->count, step, stuck_process, &looking);
}
