#define _GNU_SOURCE
#include "files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hashing.h"
#include "reading.h"
#include "sha256.h"

enum { DEEPEST = 64 };

#define MOST_SEEN 2000000u       /* entries that one collection looks at */
#define MOST_HASHED (256u << 20) /* bytes of a file that only its hash is told of */
#define MOST_UNASKED (1u << 20)  /* bytes of a file whose content is taken without being asked for */
#define ROOM_UNASKED (32u << 20) /* and of all of them */

/* What is wanted of the entries of a walk. */
struct want {
  const char *why; /* in files.jsonl */
  bool changed;    /* only what changed, and no contents */
  bool asked;      /* by name: contents however large, and what links say */
};

static const struct want CHANGED = {.why = "changed", .changed = true};
static const struct want CHOSEN = {.why = "chosen"};
static const struct want TEMPORARY = {.why = "temporary"};
static const struct want ASKED = {.why = "asked", .asked = true};

void open_tree(struct tree *tree, struct collection *collection, pid_t pid, int64_t since) {
  *tree = (struct tree){.collection = collection, .pid = pid, .since = since, .room = ROOM_UNASKED};
  tree->root = open_root(collection->folder, pid);
  if (tree->root < 0) {
    char name[32];
    int length = snprintf(name, sizeof name, "proc/%d/root", pid);
    add_error(collection, "open", name, (size_t)length, errno);
  }
  read_mounts(collection->folder, pid, &tree->mounts);
}

void close_tree(struct tree *tree) {
  if (tree->root >= 0) {
    close(tree->root);
  }
  text_free(&tree->mounts.names);
  text_free(&tree->path);
  free(tree->met);
}

/* Whether a path is told for the first time. Two of one hash (FNV-1a, 64 bits) are taken as one: nobody meets them by chance. */
static bool is_new(struct tree *tree, const char *path, size_t length) {
  uint64_t hash = 0xcbf29ce484222325;
  for (size_t i = 0; i < length; i++) {
    hash = (hash ^ (unsigned char)path[i]) * 0x100000001b3;
  }
  hash = hash ? hash : 1;
  if (2 * tree->metCount >= tree->metRoom) {
    size_t room = tree->metRoom ? tree->metRoom * 2 : 1024;
    uint64_t *met = calloc(room, sizeof *met);
    if (!met) {
      exit((int)tell_error("memory", ENOMEM));
    }
    for (size_t i = 0; i < tree->metRoom; i++) {
      size_t at = tree->met[i] % room;
      while (tree->met[i] && met[at]) {
        at = (at + 1) % room;
      }
      met[at] = tree->met[i] ? tree->met[i] : met[at];
    }
    free(tree->met);
    tree->met = met;
    tree->metRoom = room;
  }
  size_t at = hash % tree->metRoom;
  for (; tree->met[at]; at = (at + 1) % tree->metRoom) {
    if (tree->met[at] == hash) {
      return false;
    }
  }
  tree->met[at] = hash;
  tree->metCount++;
  return true;
}

static const char *type_of(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFREG:
      return "file";
    case S_IFDIR:
      return "folder";
    case S_IFLNK:
      return "link";
    case S_IFIFO:
      return "pipe";
    case S_IFSOCK:
      return "socket";
    case S_IFCHR:
      return "character-device";
    case S_IFBLK:
      return "block-device";
    default:
      return "other";
  }
}

/* The member for the entry at the path of the walk; its name is below "root". */
static struct member member_of(const struct tree *tree, const struct stat *is, struct text *name) {
  text_put(name, "root");
  text_add(name, tree->path.bytes, tree->path.length);
  if (S_ISDIR(is->st_mode)) {
    text_put(name, name->bytes[name->length - 1] == '/' ? "" : "/");
  }
  return (struct member){.name = name->bytes,
                         .length = name->length,
                         .mode = is->st_mode & 07777,
                         .uid = is->st_uid,
                         .gid = is->st_gid,
                         .seconds = is->st_mtim.tv_sec,
                         .kept = is};
}

/* Puts the content of a file into the archive and hashes what was put; 0 or an error. */
static int keep_content(struct tree *tree, int file, const struct member *member, struct hashed *hashed) {
  struct tar *tar = &tree->collection->tar;
  uint64_t size = (uint64_t)hashed->is.st_size;
  uint64_t left = size;
  struct sha256 hash;
  char part[1 << 16];
  int error = 0;
  sha256_begin(&hash);
  tar_begin(tar, member, size);
  while (left > 0 && !error && !tar->broken) {
    ssize_t got = read(file, part, left < sizeof part ? (size_t)left : sizeof part);
    if (got > 0) {
      sha256_add(&hash, part, (size_t)got);
      tar_more(tar, part, (size_t)got);
      left -= (uint64_t)got;
      error = seconds_now() > tree->collection->until ? ETIME : 0;
    } else if (got == 0 || errno != EINTR) {
      error = got == 0 ? ENODATA : errno;
    }
  }
  /* its size was told before: what is missing is zeros, and an error says so */
  tar_zeros(tar, left);
  tar_pad(tar, size);
  sha256_end(&hash, hashed->sha256);
  hashed->size = size - left;
  return left == 0 ? 0 : error;
}

/* Hashes a regular file and keeps its content where that is wanted; whether it was kept. */
static bool keep_file(struct tree *tree, int handle, const struct want *want, const struct stat *is, struct hashed *hashed, int *error) {
  struct collection *collection = tree->collection;
  uint64_t size = (uint64_t)is->st_size;
  bool content = want->asked || (!want->changed && size <= MOST_UNASKED && size <= tree->room);
  int file = open_handle(collection->folder, handle, 0);
  *error = file < 0 ? errno : 0;
  bool kept = false;
  if (file >= 0 && fstat(file, &hashed->is) == 0) {
    struct text name = {0};
    struct member member = member_of(tree, &hashed->is, &name);
    if (content && has_room(collection, member.name, member.length, (uint64_t)hashed->is.st_size, 0)) {
      *error = keep_content(tree, file, &member, hashed);
      tree->room -= want->asked ? 0 : size;
      kept = true;
    } else {
      *error = hash_file(file, MOST_HASHED, collection->until, hashed);
    }
    text_free(&name);
  }
  if (file >= 0) {
    close(file);
  }
  return kept;
}

static void tell(struct tree *tree, const struct want *want, const struct stat *is, const struct hashed *hashed, bool kept, int error) {
  struct collection *collection = tree->collection;
  struct text line = {0};
  text_put(&line, "{");
  text_named(&line, "path", tree->path.bytes, tree->path.length);
  text_format(&line, ",\"why\":\"%s\",\"type\":\"%s\",\"mode\":\"%04o\",\"uid\":%u,\"gid\":%u,\"size\":%lld", want->why,
              type_of(is->st_mode), (unsigned)is->st_mode & 07777, is->st_uid, is->st_gid, (long long)is->st_size);
  text_format(&line, ",\"mtime\":%lld.%09ld,\"ctime\":%lld.%09ld", (long long)is->st_mtim.tv_sec, is->st_mtim.tv_nsec,
              (long long)is->st_ctim.tv_sec, is->st_ctim.tv_nsec);
  if (S_ISREG(is->st_mode) && !error) {
    text_format(&line, ",\"sha256\":\"%s\",\"kept\":%s", hashed->sha256, kept ? "true" : "false");
  } else if (S_ISREG(is->st_mode)) {
    text_format(&line, ",\"sha256\":null,\"error\":\"%s\",\"kept\":%s", error_name(error), kept ? "true" : "false");
  }
  text_put(&line, "}\n");
  tree->full = !add_line(collection, &collection->files, &line, "collected/files.jsonl") || tree->full;
  text_free(&line);
}

static void keep_special(struct tree *tree, int handle, const struct stat *is) {
  struct text name = {0};
  struct text target = {0};
  struct member member = member_of(tree, is, &name);
  if (S_ISLNK(is->st_mode) && read_link(handle, "", &target) == 0) {
    add_link_member(tree->collection, &member, target.bytes, target.length);
  } else if (S_ISDIR(is->st_mode) && has_room(tree->collection, member.name, member.length, 0, 0)) {
    tar_folder(&tree->collection->tar, &member);
  }
  text_free(&name);
  text_free(&target);
}

/* One entry, at the path of the walk. */
static void take(struct tree *tree, int handle, const struct want *want, const struct stat *is) {
  bool changed = is->st_mtim.tv_sec >= tree->since || is->st_ctim.tv_sec >= tree->since;
  if ((want->changed && !changed) || !is_new(tree, tree->path.bytes, tree->path.length)) {
    return;
  }
  struct hashed hashed = {0};
  int error = 0;
  bool kept = false;
  if (S_ISREG(is->st_mode)) {
    kept = keep_file(tree, handle, want, is, &hashed, &error);
    if (error) {
      add_error(tree->collection, kept ? "copy" : "hash", tree->path.bytes, tree->path.length, error);
    }
  } else if (want->asked) { /* reading a link changes its time of access, and nothing keeps that */
    keep_special(tree, handle, is);
  }
  tell(tree, want, is, &hashed, kept, error);
}

static void walk(struct tree *tree, int handle, const struct want *want, int depth);

static bool is_skipped(struct tree *tree, const struct want *want) {
  static const char *const TOP[] = {"/proc", "/sys", "/dev"};
  for (size_t i = 0; want->changed && i < sizeof TOP / sizeof TOP[0]; i++) {
    if (tree->path.length == strlen(TOP[i]) && !memcmp(tree->path.bytes, TOP[i], tree->path.length)) {
      return true;
    }
  }
  const char *type = want->asked ? NULL : not_walked(&tree->mounts, tree->path.bytes, tree->path.length);
  if (type && want->changed) {
    char why[128];
    snprintf(why, sizeof why, "what is mounted there is not walked: %.64s", type);
    add_refusal(tree->collection, "walk", tree->path.bytes, tree->path.length, EREMOTE, why);
  }
  return type != NULL;
}

static void entry(struct tree *tree, int folder, const char *name, const struct want *want, int depth) {
  size_t before = tree->path.length;
  text_put(&tree->path, before > 0 && tree->path.bytes[before - 1] == '/' ? "" : "/");
  text_put(&tree->path, name);
  if (!is_skipped(tree, want)) {
    struct stat is;
    int handle = openat(folder, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (handle >= 0 && fstat(handle, &is) == 0) {
      take(tree, handle, want, &is);
      if (S_ISDIR(is.st_mode)) {
        walk(tree, handle, want, depth + 1);
      }
    } else {
      add_error(tree->collection, "look", tree->path.bytes, tree->path.length, errno);
    }
    if (handle >= 0) {
      close(handle);
    }
  }
  tree->path.length = before;
}

/* All that lies below a folder, whose path is that of the walk. */
static void walk(struct tree *tree, int handle, const struct want *want, int depth) {
  struct collection *collection = tree->collection;
  if (depth >= DEEPEST) {
    add_refusal(collection, "walk", tree->path.bytes, tree->path.length, ELOOP, "what lies deeper than 64 folders is not looked at");
    return;
  }
  int list = open_handle(collection->folder, handle, O_DIRECTORY);
  DIR *entries = list < 0 ? NULL : fdopendir(list);
  if (!entries) {
    add_error(collection, "list", tree->path.bytes, tree->path.length, errno);
    if (list >= 0) {
      close(list);
    }
    return;
  }
  struct dirent *one;
  while (goes_on(collection) && (one = readdir(entries))) {
    if (!strcmp(one->d_name, ".") || !strcmp(one->d_name, "..")) {
      continue;
    }
    if (want->changed && tree->full) {
      break;
    }
    if (++tree->seen == MOST_SEEN) {
      add_truncated(collection, "files", "2000000 entries were looked at, there are more");
    }
    if (tree->seen >= MOST_SEEN) {
      break;
    }
    entry(tree, dirfd(entries), one->d_name, want, depth);
  }
  closedir(entries);
}

/* A file or a folder by its path, with all below it. */
static void from(struct tree *tree, const char *path, const struct want *want) {
  if (tree->root < 0 || !goes_on(tree->collection)) {
    return;
  }
  text_clear(&tree->path);
  text_put(&tree->path, *path == '/' ? "" : "/");
  text_put(&tree->path, path);
  while (tree->path.length > 1 && tree->path.bytes[tree->path.length - 1] == '/') {
    tree->path.length--;
  }
  struct stat is;
  int handle = open_inside(tree->root, path, want->asked);
  if (handle < 0 || fstat(handle, &is) < 0) {
    bool ordinary = !want->asked && (errno == ENOENT || errno == ENOTDIR); /* most images have few of them */
    if (!ordinary) {
      add_error(tree->collection, "open", tree->path.bytes, tree->path.length, errno);
    }
  } else if (!is_skipped(tree, want)) {
    take(tree, handle, want, &is);
    if (S_ISDIR(is.st_mode)) {
      walk(tree, handle, want, 0);
    }
  }
  if (handle >= 0) {
    close(handle);
  }
}

void collect_path(struct tree *tree, const char *path) { from(tree, path, &ASKED); }

void collect_changed(struct tree *tree) {
  if (tree->root >= 0) {
    struct stat is;
    text_clear(&tree->path);
    text_put(&tree->path, "/");
    if (fstat(tree->root, &is) == 0) {
      walk(tree, tree->root, &CHANGED, 0);
    }
  }
}

/* The home folders that the container's own list of users names. */
static void homes(struct tree *tree) {
  static const char *const KEPT[] = {".bash_history", ".ash_history", ".sh_history", ".zsh_history", ".history", ".python_history",
                                     ".mysql_history", ".psql_history", ".rediscli_history", ".lesshst", ".viminfo", ".wget-hsts",
                                     ".bashrc", ".bash_profile", ".profile", ".zshrc", ".ssh/authorized_keys", ".ssh/known_hosts"};
  struct text users = {0};
  char path[512];
  int handle = open_inside(tree->root, "/etc/passwd", false);
  int file = handle < 0 ? -1 : open_handle(tree->collection->folder, handle, 0);
  char part[1 << 14];
  ssize_t got;
  while (file >= 0 && users.length < 1 << 20 && (got = read(file, part, sizeof part)) > 0) {
    text_add(&users, part, (size_t)got);
  }
  text_put(&users, "\nroot:x:0:0::/root:\n");
  text_add(&users, "", 1);
  char *next;
  int count = 0;
  for (char *line = strtok_r(users.bytes, "\n", &next); line && count < 256; line = strtok_r(NULL, "\n", &next)) {
    char *home = line;
    for (int field = 0; home && field < 5; field++) {
      home = strchr(home, ':');
      home = home ? home + 1 : NULL;
    }
    size_t length = home ? strcspn(home, ":") : 0;
    if (length > 0 && length < 400 && home[0] == '/') {
      count++;
      for (size_t i = 0; i < sizeof KEPT / sizeof KEPT[0]; i++) {
        snprintf(path, sizeof path, "%.*s%s%s", (int)length, home, home[length - 1] == '/' ? "" : "/", KEPT[i]);
        from(tree, path, &CHOSEN);
      }
    }
  }
  text_free(&users);
  if (file >= 0) {
    close(file);
  }
  if (handle >= 0) {
    close(handle);
  }
}

void collect_chosen(struct tree *tree) {
  static const char *const FILES[] = {"/etc/resolv.conf", "/etc/hosts", "/etc/hostname", "/etc/nsswitch.conf", "/etc/passwd", "/etc/group",
                                      "/etc/os-release", "/etc/crontab", "/etc/anacrontab", "/etc/cron.d", "/etc/cron.hourly",
                                      "/etc/cron.daily", "/etc/cron.weekly", "/etc/cron.monthly", "/var/spool/cron", "/etc/crontabs",
                                      "/etc/ld.so.preload", "/etc/rc.local", "/etc/profile", "/etc/profile.d", "/etc/environment",
                                      "/etc/bash.bashrc"};
  static const char *const TEMPORARIES[] = {"/tmp", "/var/tmp", "/dev/shm"};
  for (size_t i = 0; i < sizeof FILES / sizeof FILES[0]; i++) {
    from(tree, FILES[i], &CHOSEN);
  }
  if (tree->root >= 0) {
    homes(tree);
  }
  for (size_t i = 0; i < sizeof TEMPORARIES / sizeof TEMPORARIES[0]; i++) {
    from(tree, TEMPORARIES[i], &TEMPORARY);
  }
}
