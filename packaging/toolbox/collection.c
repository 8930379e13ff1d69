#define _GNU_SOURCE
#include "collection.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "reading.h"

enum {
  MOST_LINES = 8 << 20,  /* bytes of files.jsonl and of executables.jsonl: they are kept in memory, which is the pod's */
  MOST_ERRORS = 1 << 20, /* bytes of errors.jsonl */
  TAIL = 8192,           /* what the last members take beside what they say */
};

static volatile sig_atomic_t stopped;

static void stop(int signal) {
  (void)signal;
  stopped = 1;
}

enum ending begin_collection(struct collection *collection, const char *proc, uint64_t bytes, uint64_t seconds) {
  collection->proc = proc;
  collection->most = bytes;
  collection->begun = seconds_now();
  collection->until = collection->begun + (double)seconds;
  collection->folder = open(proc, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (collection->folder < 0) {
    return tell_error(proc, errno);
  }
  struct text self = {0};
  if (read_link(collection->folder, "self", &self) == 0) {
    text_add(&self, "", 1);
    collection->self = atoi(self.bytes);
  }
  text_free(&self);
  struct sigaction ask = {.sa_handler = stop};
  sigaction(SIGTERM, &ask, NULL);
  sigaction(SIGINT, &ask, NULL);
  sigaction(SIGHUP, &ask, NULL);
  /* the last means against an output that nobody takes and a kernel that does not answer */
  alarm((unsigned)(seconds < 1000000 ? seconds + 30 : 1000030));
  return DONE;
}

bool goes_on(struct collection *collection) {
  if (collection->tar.broken || stopped) {
    return false;
  }
  collection->late = collection->late || seconds_now() > collection->until;
  return !collection->late;
}

static uint64_t pending(const struct collection *collection) {
  return collection->errors.length + collection->executables.length + collection->files.length + collection->truncated.length + TAIL;
}

static void left_out(struct collection *collection, const char *name, size_t length) {
  if (collection->left++ == 0) {
    size_t kept = length < sizeof collection->first - 1 ? length : sizeof collection->first - 1;
    memcpy(collection->first, name, kept);
    collection->first[kept] = 0;
  }
}

bool has_room(struct collection *collection, const char *name, size_t length, uint64_t size, size_t target) {
  uint64_t taken = collection->tar.written + pending(collection);
  uint64_t wanted = tar_room(size, length, target);
  if (taken <= collection->most && wanted <= collection->most - taken) {
    return true;
  }
  left_out(collection, name, length);
  return false;
}

void add_refusal(
    struct collection *collection, const char *what, const char *path, size_t length, int error, const char *message) {
  struct text line = {0};
  text_format(&line, "{\"what\":\"%s\",", what);
  text_named(&line, "path", path, length);
  text_format(&line, ",\"errno\":\"%s\",\"message\":", error_name(error));
  text_json(&line, message, strlen(message));
  text_put(&line, "}\n");
  uint64_t taken = collection->tar.written + pending(collection);
  if (collection->errors.length + line.length > MOST_ERRORS || taken + line.length > collection->most) {
    collection->untold++;
  } else {
    collection->told++;
    text_add(&collection->errors, line.bytes, line.length);
  }
  text_free(&line);
}

void add_error(struct collection *collection, const char *what, const char *path, size_t length, int error) {
  add_refusal(collection, what, path, length, error, strerror(error));
}

void add_truncated(struct collection *collection, const char *what, const char *why) {
  if (collection->truncated.length > 1 << 16) {
    return; /* that it is cut short is told often enough */
  }
  struct text said = {0};
  text_format(&said, "%s: ", what);
  text_put(&said, why);
  text_put(&collection->truncated, collection->truncated.length ? "," : "");
  text_json(&collection->truncated, said.bytes, said.length);
  text_free(&said);
}

void add_member(struct collection *collection, const struct member *member, const void *bytes, size_t length) {
  if (has_room(collection, member->name, member->length, length, 0)) {
    tar_file(&collection->tar, member, bytes, length);
  }
}

void add_link_member(struct collection *collection, const struct member *member, const char *target, size_t length) {
  if (has_room(collection, member->name, member->length, 0, length)) {
    tar_link(&collection->tar, member, target, length);
  }
}

bool add_line(struct collection *collection, struct text *to, const struct text *line, const char *name) {
  uint64_t taken = collection->tar.written + pending(collection);
  if (to->length + line->length > MOST_LINES || taken + line->length > collection->most) {
    left_out(collection, name, strlen(name));
    return false;
  }
  text_add(to, line->bytes, line->length);
  return true;
}

static void tail(struct collection *collection, const char *name, const struct text *bytes) {
  struct member member = {.name = name, .length = strlen(name), .mode = 0444, .seconds = time(NULL)};
  tar_file(&collection->tar, &member, bytes->bytes, bytes->length);
}

static void reasons(struct collection *collection) {
  char why[512];
  if (collection->left > 0) {
    snprintf(why, sizeof why, "%llu left out, the first %s", (unsigned long long)collection->left, collection->first);
    add_truncated(collection, "max-bytes", why);
  }
  if (collection->late) {
    add_truncated(collection, "max-seconds", "what was not begun then is left out");
  }
  if (stopped) {
    add_truncated(collection, "signal", "what was not begun then is left out");
  }
  if (collection->untold > 0) {
    snprintf(why, sizeof why, "%llu more are not told", (unsigned long long)collection->untold);
    add_truncated(collection, "errors.jsonl", why);
  }
}

enum ending end_collection(struct collection *collection, const struct text *facts) {
  struct text end = {0};
  if (collection->executables.length > 0) {
    tail(collection, "collected/executables.jsonl", &collection->executables);
  }
  if (collection->files.length > 0) {
    tail(collection, "collected/files.jsonl", &collection->files);
  }
  tail(collection, "collected/errors.jsonl", &collection->errors);
  reasons(collection);
  text_format(&end, "{\"complete\":%s,\"truncated\":[", collection->truncated.length ? "false" : "true");
  text_add(&end, collection->truncated.bytes, collection->truncated.length);
  text_put(&end, "],");
  text_add(&end, facts->bytes, facts->length);
  text_format(&end, "\"errors\":%llu,", (unsigned long long)(collection->told + collection->untold));
  text_format(&end, "\"accessTimesKept\":%s,", kept_access_times() ? "true" : "false");
  text_format(&end, "\"seconds\":%.3f}\n", seconds_now() - collection->begun);
  tail(collection, "collected/end.json", &end);
  text_free(&end);
  return tar_finish(&collection->tar) ? DONE : NOT_HEARD;
}
