/*
 * sockets: all TCP and UDP sockets of this network namespace, a JSON line each, with the bytes that went over them. By the
 * kernel's list, or, where it has none, by /proc/self/net, which tells no bytes.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "toolbox.h"

#define TRIES 4

struct table {
  const char *name;
  int family;
  int protocol;
};

static const struct table TABLES[] = {
    {"tcp", AF_INET, IPPROTO_TCP},
    {"tcp6", AF_INET6, IPPROTO_TCP},
    {"udp", AF_INET, IPPROTO_UDP},
    {"udp6", AF_INET6, IPPROTO_UDP},
};

struct writing {
  const struct table *table;
  struct text lines;
};

static void amount(struct text *line, const char *key, bool told, uint64_t value) {
  if (told) {
    text_format(line, ",\"%s\":%" PRIu64, key, value);
  } else {
    text_format(line, ",\"%s\":null", key);
  }
}

static void ends(struct text *line, const struct table *table, const struct endpoint *local, const struct endpoint *remote,
                 unsigned state) {
  text_format(line, "{\"proto\":\"%s\",\"local\":\"", table->name);
  endpoint_write(line, local);
  text_put(line, "\",\"remote\":\"");
  endpoint_write(line, remote);
  text_format(line, "\",\"state\":\"%s\"", state_name(table->protocol, state));
}

static void list_one(const struct listed *socket, void *with) {
  struct writing *writing = with;
  const struct inet_diag_msg *head = socket->head;
  struct endpoint local = diag_local(head);
  struct endpoint remote = diag_remote(head);
  struct text *line = &writing->lines;
  ends(line, writing->table, &local, &remote, head->idiag_state);
  text_format(line, ",\"inode\":%u,\"uid\":%u", head->idiag_inode, head->idiag_uid);
  amount(line, "sent", socket->measured, socket->sent);
  amount(line, "received", socket->measured, socket->received);
  amount(line, "unacknowledged", socket->measured, socket->unacknowledged);
  amount(line, "retries", socket->measured, socket->retries);
  amount(line, "waiting", true, head->idiag_wqueue);
  text_put(line, ",\"source\":\"netlink\"}\n");
}

/* An address as these files have it: words of 32 bits in the machine's own order (proc_pid_net(5)). */
static bool address(const char *hex, int family, struct endpoint *into) {
  size_t words = family == AF_INET ? 1 : 4;
  *into = (struct endpoint){.family = family};
  for (size_t i = 0; i < words; i++) {
    char digits[9] = {0};
    memcpy(digits, hex + 8 * i, 8);
    char *end;
    uint32_t word = (uint32_t)strtoul(digits, &end, 16);
    if (*end) {
      return false;
    }
    memcpy(into->bytes + 4 * i, &word, 4);
  }
  return true;
}

static bool endpoint_of(const char *written, int family, struct endpoint *into) {
  size_t digits = family == AF_INET ? 8 : 32;
  if (strlen(written) != digits + 5 || written[digits] != ':' || !address(written, family, into)) {
    return false;
  }
  into->port = (uint16_t)strtoul(written + digits + 1, NULL, 16);
  return true;
}

static int list_file(const struct table *table, struct text *lines) {
  char path[40];
  snprintf(path, sizeof path, "/proc/self/net/%s", table->name);
  FILE *file = fopen(path, "re");
  if (!file) {
    return errno;
  }
  char line[512];
  while (fgets(line, sizeof line, file)) {
    char from[48];
    char to[48];
    unsigned state;
    unsigned waiting;
    unsigned uid;
    unsigned long inode;
    struct endpoint local;
    struct endpoint remote;
    if (sscanf(line, " %*d: %47s %47s %x %x:%*x %*x:%*x %*x %u %*d %lu", from, to, &state, &waiting, &uid, &inode) != 6 ||
        !endpoint_of(from, table->family, &local) || !endpoint_of(to, table->family, &remote)) {
      continue;
    }
    ends(lines, table, &local, &remote, state);
    text_format(lines, ",\"inode\":%lu,\"uid\":%u,\"sent\":null,\"received\":null,\"unacknowledged\":null,\"retries\":null", inode,
                uid);
    text_format(lines, ",\"waiting\":%u,\"source\":\"proc\"}\n", waiting);
  }
  int error = ferror(file) ? EIO : 0;
  fclose(file);
  return error;
}

static int list_table(int netlink, struct writing *writing) {
  int error = netlink < 0 ? ENOENT : EAGAIN;
  for (int i = 0; i < TRIES && error == EAGAIN; i++) {
    text_clear(&writing->lines);
    error = diag_list(netlink, writing->table->family, writing->table->protocol, list_one, writing);
  }
  if (error == EAGAIN) {
    return 0; /* it never stands still: what was listed last is what there is */
  }
  if (error) {
    text_clear(&writing->lines);
    error = list_file(writing->table, &writing->lines);
  }
  return error == ENOENT && writing->table->family == AF_INET6 ? 0 : error; /* a kernel without IPv6 */
}

int run_sockets(int count, char **arguments) {
  if (count > 0) {
    return wrong_use("sockets takes no argument", arguments[0]);
  }
  int netlink = diag_open();
  enum ending ending = DONE;
  for (size_t i = 0; i < sizeof TABLES / sizeof TABLES[0]; i++) {
    struct writing writing = {&TABLES[i], {0}};
    int error = list_table(netlink, &writing);
    if (error) {
      ending = tell_error(TABLES[i].name, error);
    }
    if (!write_all(writing.lines.bytes, writing.lines.length)) {
      ending = NOT_HEARD;
    }
    text_free(&writing.lines);
  }
  if (netlink >= 0) {
    close(netlink);
  }
  return ending;
}
