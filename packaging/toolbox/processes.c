#define _GNU_SOURCE
#include "processes.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "reading.h"
#include "watch.h"

enum { HELD = 512, MOST_PROCESSES = 100000, MOST_NETWORKS = 256, LISTINGS = 4 };

#define MOST_BYTES (16u << 20)  /* of a file of a process */
#define MOST_TABLE (64u << 20)  /* of a table of sockets */

/* What is read of a process: its name, and whether the process itself can keep the kernel from answering. */
struct part {
  const char *name;
  bool guarded;
};

static const struct part FAST[] = {{"stat", false}, {"status", false}, {"cmdline", true}, {"cgroup", false}};
static const struct part SLOW[] = {{"environ", true}, {"maps", true}, {"mountinfo", true}, {"limits", false}, {"auxv", true}};
static const char *const LINKS[] = {"exe", "cwd", "root"};
static const char *const TABLES[] = {"tcp", "tcp6", "udp", "udp6", "unix", "raw", "raw6", "packet", "route", "ipv6_route", "arp", "dev"};

#define LENGTH(list) (sizeof(list) / sizeof((list)[0]))

int open_process(struct collection *collection, struct process *process) {
  if (process->gone) {
    errno = ESRCH;
    return -1;
  } else if (process->folder >= 0) {
    return process->folder;
  }
  char name[32];
  snprintf(name, sizeof name, "%d", process->pid);
  return openat(collection->folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

void close_process(struct process *process, int folder) {
  if (folder >= 0 && folder != process->folder) {
    close(folder);
  }
}

void free_processes(struct processes *processes) {
  for (size_t i = 0; i < processes->count; i++) {
    if (processes->list[i].folder >= 0) {
      close(processes->list[i].folder);
    }
  }
  free(processes->list);
  *processes = (struct processes){0};
}

/* The member of a process; its name stays in the room that is given. */
static struct member member_of(char *name, size_t room, pid_t pid, const char *part, const struct stat *owner, uint32_t mode) {
  int length = snprintf(name, room, "proc/%d/%s", pid, part);
  return (struct member){.name = name,
                         .length = (size_t)length < room ? (size_t)length : room - 1,
                         .mode = mode,
                         .uid = owner->st_uid,
                         .gid = owner->st_gid,
                         .seconds = time(NULL)};
}

/* Keeps one file; false when the process is no more. */
static bool keep(struct collection *collection, struct process *process, int folder, const struct part *part, uint64_t most,
                 const struct stat *owner) {
  struct text bytes = {0};
  char name[320];
  bool cut;
  struct member member = member_of(name, sizeof name, process->pid, part->name, owner, 0444);
  int error = part->guarded ? read_guarded(folder, part->name, most, &bytes, &cut)
                            : read_whole(folder, part->name, most, &bytes, &cut);
  if (error) {
    add_error(collection, "read", name, member.length, error);
  }
  if (cut) {
    char why[64];
    snprintf(why, sizeof why, "%llu bytes are kept, there are more", (unsigned long long)most);
    add_truncated(collection, name, why);
  }
  if (!error || bytes.length > 0) {
    add_member(collection, &member, bytes.bytes, bytes.length);
  }
  text_free(&bytes);
  return error != ESRCH;
}

static void keep_link(struct collection *collection, struct process *process, int folder, const char *part, const char *as) {
  struct text target = {0};
  struct stat is = {0};
  char name[320];
  int error = read_link(folder, part, &target);
  if (!error && fstatat(folder, part, &is, AT_SYMLINK_NOFOLLOW) < 0) {
    is.st_mode = 0777;
  }
  struct member member = member_of(name, sizeof name, process->pid, as, &is, is.st_mode & 07777);
  if (error) {
    add_error(collection, "link", name, member.length, error);
  } else {
    add_link_member(collection, &member, target.bytes, target.length);
  }
  text_free(&target);
}

/* Does something with each entry of a folder of a process. */
static void each_entry(struct collection *collection, struct process *process, int folder, const char *part,
                       void (*take)(struct collection *, struct process *, int, const char *, const char *)) {
  char name[320];
  int list = openat(folder, part, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *entries = list < 0 ? NULL : fdopendir(list);
  if (!entries) {
    int error = errno;
    if (list >= 0) {
      close(list);
    }
    int length = snprintf(name, sizeof name, "proc/%d/%s", process->pid, part);
    add_error(collection, "list", name, (size_t)length, error);
    return;
  }
  struct dirent *entry;
  while (goes_on(collection) && (entry = readdir(entries))) {
    if (entry->d_name[0] != '.') {
      snprintf(name, sizeof name, "%s/%s", part, entry->d_name);
      take(collection, process, dirfd(entries), entry->d_name, name);
    }
  }
  closedir(entries);
}

static void keep_position(struct collection *collection, struct process *process, int folder, const char *part, const char *as) {
  struct text bytes = {0};
  struct stat owner = {0};
  char name[320];
  bool cut;
  struct member member = member_of(name, sizeof name, process->pid, as, &owner, 0400);
  /* an epoll set or a fanotify group lists all that it watches */
  int error = read_whole(folder, part, 1 << 20, &bytes, &cut);
  if (error) {
    add_error(collection, "read", name, member.length, error);
  } else {
    add_member(collection, &member, bytes.bytes, bytes.length);
  }
  if (cut) {
    add_truncated(collection, name, "1048576 bytes are kept, there are more");
  }
  text_free(&bytes);
}

void stuck_process(void *of, size_t index) {
  struct looking *looking = of;
  struct process *process = &looking->processes->list[index];
  char name[32];
  int length = snprintf(name, sizeof name, "proc/%d", process->pid);
  add_refusal(looking->collection, "read", name, (size_t)length, ETIMEDOUT, "it does not answer; the rest of it was not read");
  process->gone = true;
}

static void fast(void *of, size_t index) {
  struct looking *looking = of;
  struct collection *collection = looking->collection;
  struct process *process = &looking->processes->list[index];
  if (process->met || !goes_on(collection)) {
    return;
  }
  process->met = true;
  char name[32];
  struct stat owner;
  int length = snprintf(name, sizeof name, "proc/%d", process->pid);
  int folder = open_process(collection, process);
  if (folder < 0 || fstat(folder, &owner) < 0) {
    add_error(collection, "list", name, (size_t)length, folder < 0 ? errno : ESRCH);
    process->gone = true;
    close_process(process, folder);
    return;
  }
  for (size_t i = 0; i < LENGTH(FAST) && !process->gone; i++) {
    process->gone = !keep(collection, process, folder, &FAST[i], MOST_BYTES, &owner);
  }
  for (size_t i = 0; i < LENGTH(LINKS) && !process->gone; i++) {
    keep_link(collection, process, folder, LINKS[i], LINKS[i]);
  }
  if (!process->gone) {
    each_entry(collection, process, folder, "fd", keep_link);
    each_entry(collection, process, folder, "ns", keep_link);
  }
  close_process(process, folder);
}

/* Whether a process is met for the first time; numbers end at 2^22. */
static bool is_new(pid_t pid) {
  static unsigned char met[(1 << 22) / 8 + 1];
  unsigned char bit = (unsigned char)(1 << pid % 8);
  if (pid > 1 << 22 || met[pid / 8] & bit) {
    return false;
  }
  met[pid / 8] |= bit;
  return true;
}

static bool add(struct collection *collection, struct processes *processes, pid_t pid) {
  if (processes->count == MOST_PROCESSES) {
    add_truncated(collection, "proc", "100000 processes are kept, there are more");
    return false;
  }
  if (processes->count == processes->room) {
    processes->room = processes->room ? processes->room * 2 : 64;
    processes->list = realloc(processes->list, processes->room * sizeof *processes->list);
    if (!processes->list) {
      exit((int)tell_error("memory", ENOMEM));
    }
  }
  struct process *process = &processes->list[processes->count++];
  *process = (struct process){.pid = pid, .folder = -1};
  if (processes->count <= HELD) {
    process->folder = open_process(collection, process);
    process->gone = process->folder < 0 && errno == ENOENT;
  }
  return true;
}

/* Adds the processes that are not known yet; false when there are none. */
static bool list(struct collection *collection, struct processes *processes) {
  int again = openat(collection->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *entries = again < 0 ? NULL : fdopendir(again);
  size_t before = processes->count;
  if (!entries) {
    add_error(collection, "list", "proc", 4, errno);
    return false;
  }
  struct dirent *entry;
  while ((entry = readdir(entries))) {
    uint64_t pid;
    if (number(entry->d_name, INT32_MAX, &pid) && pid > 0 && is_new((pid_t)pid) &&
        !add(collection, processes, (pid_t)pid)) {
      break;
    }
  }
  closedir(entries);
  return processes->count > before;
}

static void tables(struct collection *collection, struct processes *processes) {
  static char seen[MOST_NETWORKS][64];
  size_t networks = 0;
  for (size_t i = 0; i < processes->count && networks < MOST_NETWORKS && goes_on(collection); i++) {
    struct process *process = &processes->list[i];
    struct stat owner;
    struct text network = {0};
    int folder = open_process(collection, process);
    if (folder < 0 || fstat(folder, &owner) < 0) {
      close_process(process, folder);
      continue;
    }
    /* those whose namespace may not be asked for are taken as one: a pod has one network */
    int error = read_link(folder, "ns/net", &network);
    text_add(&network, "", 1);
    bool again = error == ENOENT || error == ESRCH;
    for (size_t n = 0; n < networks; n++) {
      again = again || !strcmp(seen[n], network.bytes);
    }
    if (!again) {
      snprintf(seen[networks++], sizeof seen[0], "%s", network.bytes);
      for (size_t t = 0; t < LENGTH(TABLES); t++) {
        char name[32];
        snprintf(name, sizeof name, "net/%s", TABLES[t]);
        keep(collection, process, folder, &(struct part){name, false}, MOST_TABLE, &owner);
      }
    }
    text_free(&network);
    close_process(process, folder);
  }
}

static void of_machine(struct collection *collection, const char *part) {
  struct text bytes = {0};
  char name[32];
  bool cut;
  int length = snprintf(name, sizeof name, "proc/%s", part);
  int error = read_whole(collection->folder, part, MOST_BYTES, &bytes, &cut);
  if (error) {
    add_error(collection, "read", name, (size_t)length, error);
  } else {
    struct member member = {.name = name, .length = (size_t)length, .mode = 0444, .seconds = time(NULL)};
    add_member(collection, &member, bytes.bytes, bytes.length);
  }
  text_free(&bytes);
}

void collect_processes(struct collection *collection, struct processes *processes) {
  struct rlimit files;
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max; /* a folder of each process is held open */
    setrlimit(RLIMIT_NOFILE, &files);
  }
  of_machine(collection, "stat");
  of_machine(collection, "uptime");
  struct looking looking = {collection, processes};
  /* what was started while the others were looked at is looked at, too, but nobody can keep us busy with that for ever */
  for (int i = 0; i < LISTINGS && goes_on(collection) && list(collection, processes); i++) {
    each_watched(processes->count, fast, stuck_process, &looking);
  }
  tables(collection, processes);
}

static void details(void *of, size_t index) {
  struct looking *looking = of;
  struct collection *collection = looking->collection;
  struct process *process = &looking->processes->list[index];
  struct stat owner;
  int folder = goes_on(collection) ? open_process(collection, process) : -1;
  if (folder < 0 || fstat(folder, &owner) < 0) {
    close_process(process, folder);
    return; /* that it is gone was told */
  }
  for (size_t p = 0; p < LENGTH(SLOW) && !process->gone; p++) {
    process->gone = !keep(collection, process, folder, &SLOW[p], MOST_BYTES, &owner);
  }
  if (!process->gone) {
    each_entry(collection, process, folder, "fdinfo", keep_position);
  }
  close_process(process, folder);
}

void collect_details(struct collection *collection, struct processes *processes) {
  struct looking looking = {collection, processes};
  each_watched(processes->count, details, stuck_process, &looking);
}
