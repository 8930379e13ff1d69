/* Files of a container: a list of them, with their hashes, and the contents of some. */
#ifndef FILES_H
#define FILES_H

#include "collection.h"
#include "root.h"

struct tree {
  struct collection *collection;
  pid_t pid; /* whose root it is */
  int root;  /* -1 when it cannot be opened */
  struct mounts mounts;
  int64_t since;     /* a file counts as changed from then on */
  uint64_t room;     /* bytes of contents that nobody asked for by name */
  bool full;         /* no more can be told: what changed is not looked for any further */
  uint64_t seen;     /* entries that were looked at */
  struct text path;  /* where the walk is */
  uint64_t *met;     /* hashes of paths that are told */
  size_t metRoom;
  size_t metCount;
};

/* Opens the root of a process; what hinders that is told as an error. */
void open_tree(struct tree *tree, struct collection *collection, pid_t pid, int64_t since);
void close_tree(struct tree *tree);

/* What somebody asked for: the file, or the folder with all below it, contents included. */
void collect_path(struct tree *tree, const char *path);
/* Name resolution, users, tables of cron, histories, keys, and temporary folders. */
void collect_chosen(struct tree *tree);
/* All that changed since then, told and hashed. */
void collect_changed(struct tree *tree);

#endif
