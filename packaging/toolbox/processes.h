/* The processes of a /proc, the most volatile first. */
#ifndef PROCESSES_H
#define PROCESSES_H

#include "collection.h"

struct process {
  pid_t pid;
  int folder; /* /proc/PID, held open so that it stays this process; -1 when there were too many */
  bool met; /* what changes fastest is kept */
  bool gone;
};

struct processes {
  struct process *list;
  size_t count;
  size_t room;
};

/* Finds all, and keeps of each what changes fastest: state, command line, descriptors, namespaces; then the sockets. */
void collect_processes(struct collection *collection, struct processes *processes);
/* Then what lasts longer: environment, mappings, mounts, limits, positions in open files. */
void collect_details(struct collection *collection, struct processes *processes);
/* The SHA-256 of what each runs, deleted or not. */
void collect_executables(struct collection *collection, struct processes *processes);

/* What the steps of each_watched are given. */
struct looking {
  struct collection *collection;
  struct processes *processes;
};

/* Tells of a process that kept us waiting, and leaves it alone from then on. */
void stuck_process(void *of, size_t index);

/* The folder of a process, opened; close_process closes it when it is not held. -1 when it is gone. */
int open_process(struct collection *collection, struct process *process);
void close_process(struct process *process, int folder);
void free_processes(struct processes *processes);

#endif
