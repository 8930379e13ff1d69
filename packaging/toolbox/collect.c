/* The commands that take evidence into one archive: collect and copy. */
#define _GNU_SOURCE
#include <string.h>

#include "arguments.h"
#include "files.h"
#include "processes.h"

#define LENGTH(list) (sizeof(list) / sizeof((list)[0]))
#define MOST_SECONDS 86400u

/* What both are asked. */
struct asked {
  const char *proc;
  uint64_t bytes;
  uint64_t seconds;
  uint64_t target; /* 0: the first that is in another container */
  uint64_t since;  /* 0: since the target was started */
  bool only; /* processes and sockets, and no files */
  struct text paths;
};

static struct collection collection; /* its buffer is too large for a stack */

static void each_path(struct tree *tree, const struct text *paths) {
  for (size_t at = 0; at < paths->length; at += strlen(paths->bytes + at) + 1) {
    collect_path(tree, paths->bytes + at);
  }
}

static pid_t target_of(const struct asked *asked) {
  return asked->target ? (pid_t)asked->target : choose_target(collection.folder);
}

int run_collect(int count, char **arguments) {
  struct asked asked = {.proc = "/proc", .bytes = 1ull << 30, .seconds = 300};
  const struct option options[] = {
      {.name = "--proc", .text = &asked.proc},
      {.name = "--max-bytes", .number = &asked.bytes, .most = UINT64_MAX},
      {.name = "--max-seconds", .number = &asked.seconds, .most = MOST_SECONDS},
      {.name = "--changed-since", .number = &asked.since, .most = INT64_MAX},
      {.name = "--target", .number = &asked.target, .most = INT32_MAX},
      {.name = "--volatile", .flag = &asked.only},
      {.name = "--path", .many = &asked.paths},
  };
  enum ending ending = take_options(options, LENGTH(options), &count, arguments);
  if (ending == DONE && count > 0) {
    ending = wrong_use("collect takes options only", arguments[0]);
  }
  if (ending == DONE) {
    ending = begin_collection(&collection, asked.proc, asked.bytes, asked.seconds);
  }
  if (ending != DONE) {
    text_free(&asked.paths);
    return ending;
  }
  struct processes processes = {0};
  collect_processes(&collection, &processes);
  collect_details(&collection, &processes);
  collect_executables(&collection, &processes);

  struct tree tree;
  struct text facts = {0};
  pid_t target = target_of(&asked);
  long long since = asked.since ? (long long)asked.since : started(collection.folder, target);
  open_tree(&tree, &collection, target, since);
  each_path(&tree, &asked.paths);
  if (!asked.only) {
    collect_chosen(&tree);
  }
  if (!asked.only && since >= 0) {
    collect_changed(&tree);
  }
  text_format(&facts, "\"processes\":%zu,\"self\":%d,\"target\":%d,\"changedSince\":%lld,\"entriesSeen\":%llu,", processes.count,
              collection.self, target, since, (unsigned long long)tree.seen);
  ending = end_collection(&collection, &facts);
  close_tree(&tree);
  free_processes(&processes);
  text_free(&facts);
  text_free(&asked.paths);
  return ending;
}

int run_copy(int count, char **arguments) {
  struct asked asked = {.proc = "/proc", .bytes = 1ull << 40, .seconds = 3600};
  const struct option options[] = {
      {.name = "--proc", .text = &asked.proc},
      {.name = "--max-bytes", .number = &asked.bytes, .most = UINT64_MAX},
      {.name = "--max-seconds", .number = &asked.seconds, .most = MOST_SECONDS},
      {.name = "--target", .number = &asked.target, .most = INT32_MAX},
  };
  enum ending ending = take_options(options, LENGTH(options), &count, arguments);
  if (ending == DONE && count == 0) {
    ending = wrong_use("which files?", "");
  }
  if (ending == DONE) {
    ending = begin_collection(&collection, asked.proc, asked.bytes, asked.seconds);
  }
  if (ending != DONE) {
    return ending;
  }
  struct tree tree;
  struct text facts = {0};
  pid_t target = target_of(&asked);
  open_tree(&tree, &collection, target, INT64_MAX);
  for (int i = 0; i < count; i++) {
    collect_path(&tree, arguments[i]);
  }
  text_format(&facts, "\"processes\":0,\"self\":%d,\"target\":%d,\"entriesSeen\":%llu,", collection.self, target,
              (unsigned long long)tree.seen);
  ending = end_collection(&collection, &facts);
  close_tree(&tree);
  text_free(&facts);
  return ending;
}
