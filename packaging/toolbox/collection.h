/* A collection under way: what is written, what was not to be had, and what was left out. */
#ifndef COLLECTION_H
#define COLLECTION_H

#include <sys/types.h>

#include "tar.h"
#include "toolbox.h"

struct collection {
  struct tar tar;
  const char *proc; /* where /proc is mounted */
  int folder;       /* the same, opened */
  pid_t self;       /* this program, as that /proc numbers it */
  uint64_t most;    /* bytes of the archive */
  double begun;
  double until;

  struct text errors;
  uint64_t told;     /* lines of errors */
  uint64_t untold;   /* errors beyond what is kept */
  struct text truncated; /* what was cut short, as JSON strings with commas */
  uint64_t left;     /* members that had no room */
  char first[256];   /* the first of them */
  bool late;         /* the time was over before all was done */

  struct text executables;
  struct text files;
};

/* Whether to go on: the output is read, nobody asked to stop, and there is time. */
bool goes_on(struct collection *collection);

/* Room for a member of this size; without it the member is counted as left out. */
bool has_room(struct collection *collection, const char *name, size_t length, uint64_t size, size_t target);

/* A line of collected/errors.jsonl. */
void add_error(struct collection *collection, const char *what, const char *path, size_t length, int error);
/* The same in words of ours. */
void add_refusal(
    struct collection *collection, const char *what, const char *path, size_t length, int error, const char *message);

/* Told in collected/end.json: what was cut short, and by which limit. */
void add_truncated(struct collection *collection, const char *what, const char *why);

/* A member with these bytes, where there is room. */
void add_member(struct collection *collection, const struct member *member, const void *bytes, size_t length);
void add_link_member(struct collection *collection, const struct member *member, const char *target, size_t length);

/* A line to executables or files; false when there was no room for it, which is counted as left out. */
bool add_line(struct collection *collection, struct text *to, const struct text *line, const char *name);

/* executables, files, errors and the end; gives how it went. */
enum ending end_collection(struct collection *collection, const struct text *facts);

/* Opens /proc and sets when a collection has to end. Tells what is wrong. */
enum ending begin_collection(struct collection *collection, const char *proc, uint64_t bytes, uint64_t seconds);

#endif
