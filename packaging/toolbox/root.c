#define _GNU_SOURCE
#include "root.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "reading.h"

#define LENGTH(list) (sizeof(list) / sizeof((list)[0]))

static bool link_is(int proc, const char *name, const char *value) {
  struct text text = {0};
  bool is = read_link(proc, name, &text) == 0 && text.length == strlen(value) && !memcmp(text.bytes, value, text.length);
  text_free(&text);
  return is;
}

/* A thread of the kernel has none. */
static bool is_linked(int proc, const char *name) {
  struct text text = {0};
  bool is = read_link(proc, name, &text) == 0;
  text_free(&text);
  return is;
}

pid_t choose_target(int proc) {
  struct text ours = {0};
  int again = openat(proc, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *entries = again < 0 ? NULL : fdopendir(again);
  pid_t found = 0;
  if (!entries || read_link(proc, "self/ns/mnt", &ours) != 0) {
    if (entries) {
      closedir(entries);
    }
    return 1;
  }
  text_add(&ours, "", 1);
  struct dirent *entry;
  while ((entry = readdir(entries))) {
    uint64_t pid;
    char name[64];
    if (!number(entry->d_name, INT32_MAX, &pid) || (found && (pid_t)pid > found)) {
      continue;
    }
    snprintf(name, sizeof name, "%llu/ns/mnt", (unsigned long long)pid);
    struct text theirs = {0};
    bool other = read_link(proc, name, &theirs) == 0 && strncmp(ours.bytes, theirs.bytes, theirs.length) != 0;
    text_free(&theirs);
    snprintf(name, sizeof name, "%llu/exe", (unsigned long long)pid);
    if (other && !link_is(proc, name, "/pause") && is_linked(proc, name)) {
      found = (pid_t)pid;
    }
  }
  closedir(entries);
  text_free(&ours);
  return found ? found : 1;
}

int open_root(int proc, pid_t pid) {
  char name[32];
  snprintf(name, sizeof name, "%d/root", pid);
  return openat(proc, name, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

/* Where the kernel does not know openat2: one name after the other, and no link at all. */
static int step_by_step(int root, const char *path) {
  int at = fcntl(root, F_DUPFD_CLOEXEC, 0);
  char name[256];
  while (at >= 0) {
    path += strspn(path, "/");
    size_t length = strcspn(path, "/");
    if (length == 0) {
      return at;
    }
    int next = -1;
    if (length >= sizeof name) {
      errno = ENAMETOOLONG;
    } else if (!strncmp(path, "..", length) && length == 2) {
      errno = EXDEV;
    } else {
      memcpy(name, path, length);
      name[length] = 0;
      next = openat(at, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
      struct stat is;
      if (next >= 0 && path[length] && fstat(next, &is) == 0 && S_ISLNK(is.st_mode)) {
        close(next);
        next = -1;
        errno = ELOOP;
      }
    }
    int error = errno;
    close(at);
    errno = error;
    at = next;
    path += length;
  }
  return at;
}

int open_inside(int root, const char *path, bool follow) {
  struct open_how how = {.flags = O_PATH | O_NOFOLLOW | O_CLOEXEC,
                         .resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS | (follow ? 0 : RESOLVE_NO_SYMLINKS)};
  path += strspn(path, "/");
  if (*path == 0) {
    path = ".";
  }
  /* without a link at the end NO_SYMLINKS and NOFOLLOW agree: O_PATH gives the link itself */
  int handle = (int)syscall(SYS_openat2, root, path, &how, sizeof how);
  if (handle < 0 && (errno == ENOSYS || errno == EPERM)) { /* EPERM: an old filter of system calls */
    return step_by_step(root, path);
  }
  return handle;
}

int open_handle(int proc, int handle, int more) {
  char name[64];
  snprintf(name, sizeof name, "self/fd/%d", handle);
  return open_quietly(proc, name, more);
}

long long started(int proc, pid_t pid) {
  struct text stat = {0};
  struct text machine = {0};
  char name[32];
  bool cut;
  long long when = -1;
  snprintf(name, sizeof name, "%d/stat", pid);
  if (read_whole(proc, name, 1 << 14, &stat, &cut) == 0 && read_whole(proc, "stat", 1 << 24, &machine, &cut) == 0) {
    text_add(&stat, "", 1);
    text_add(&machine, "", 1);
    char *at = strrchr(stat.bytes, ')'); /* the name before it may hold anything */
    for (int field = 2; at && field < 22; field++) {
      at = strchr(at + 1, ' ');
    }
    char *boot = strstr(machine.bytes, "\nbtime ");
    long ticks = sysconf(_SC_CLK_TCK);
    if (at && boot && ticks > 0) {
      when = strtoll(boot + 7, NULL, 10) + strtoll(at + 1, NULL, 10) / ticks;
    }
  }
  text_free(&stat);
  text_free(&machine);
  return when;
}

static bool is_not_walked(const char *type) {
  static const char *const WHOLE[] = {"proc",   "sysfs",    "devpts",  "devtmpfs", "cgroup", "cgroup2",   "mqueue", "debugfs", "tracefs",
                                      "bpf",    "pstore",   "autofs",  "configfs", "fusectl", "securityfs", "nfs",   "nfs4",    "cifs",
                                      "smb3",   "ceph",     "9p",      "virtiofs", "glusterfs", "lustre",  "afs",    "gpfs",    "beegfs",
                                      "binfmt_misc", "nsfs", "rpc_pipefs", "selinuxfs", "efivarfs", "hugetlbfs"};
  for (size_t i = 0; i < LENGTH(WHOLE); i++) {
    if (!strcmp(type, WHOLE[i])) {
      return true;
    }
  }
  return !strncmp(type, "fuse", 4);
}

/* mountinfo writes blanks, newlines and backslashes as \ooo. */
static size_t plain(char *name) {
  char *to = name;
  for (char *at = name; *at; at++) {
    if (at[0] == '\\' && at[1] >= '0' && at[1] <= '3' && at[2] >= '0' && at[2] <= '7' && at[3] >= '0' && at[3] <= '7') {
      *to++ = (char)((at[1] - '0') << 6 | (at[2] - '0') << 3 | (at[3] - '0'));
      at += 3;
    } else {
      *to++ = *at;
    }
  }
  *to = 0;
  return (size_t)(to - name);
}

void read_mounts(int proc, pid_t pid, struct mounts *mounts) {
  struct text lines = {0};
  char name[64];
  bool cut;
  snprintf(name, sizeof name, "%d/mountinfo", pid);
  if (read_whole(proc, name, 16 << 20, &lines, &cut) != 0) {
    text_free(&lines);
    return;
  }
  text_add(&lines, "", 1);
  char *next;
  for (char *line = strtok_r(lines.bytes, "\n", &next); line; line = strtok_r(NULL, "\n", &next)) {
    char *folder = line;
    for (int field = 0; folder && field < 4; field++) {
      folder = strchr(folder, ' ');
      folder = folder ? folder + 1 : NULL;
    }
    char *type = folder ? strstr(folder, " - ") : NULL;
    if (!type) {
      continue;
    }
    type += 3;
    type[strcspn(type, " ")] = 0;
    folder[strcspn(folder, " ")] = 0;
    size_t length = plain(folder);
    if (length > 1 && is_not_walked(type)) { /* "/" is what the container itself lies on */
      text_add(&mounts->names, folder, length + 1);
      text_add(&mounts->names, type, strlen(type) + 1);
    }
  }
  text_free(&lines);
}

const char *not_walked(const struct mounts *mounts, const char *path, size_t length) {
  const char *end = mounts->names.bytes + mounts->names.length;
  for (const char *at = mounts->names.bytes; at < end;) {
    size_t size = strlen(at);
    const char *type = at + size + 1;
    if (size == length && !memcmp(at, path, length)) {
      return type;
    }
    at = type + strlen(type) + 1;
  }
  return NULL;
}
