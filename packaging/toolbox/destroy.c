/*
 * kill: ends connections to some addresses, TCP and connected UDP, as ss -K does (SOCK_DESTROY): the program that holds
 * one is told ECONNABORTED. Whether it is gone is to be seen by listing again: the kernel's answer has been wrong both ways.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "toolbox.h"

#define MOST 4096
#define TRIES 4

struct connection {
  int protocol;
  struct inet_diag_msg head;
};

struct chosen {
  const struct endpoint *wanted;
  int wanted_count;
  int protocol; /* that is listed now */
  struct connection *all;
  size_t count;
  size_t room;
};

/* Over which something can still go. One that is only being opened is opened anew as soon as it is ended. */
static bool carries(int protocol, unsigned state) {
  const char *name = state_name(protocol, state);
  if (protocol == IPPROTO_UDP) {
    return !strcmp(name, "ESTABLISHED");
  }
  return strcmp(name, "SYN-SENT") != 0 && strcmp(name, "TIME-WAIT") != 0 && strcmp(name, "CLOSE") != 0 &&
         strcmp(name, "LISTEN") != 0;
}

static void choose(const struct listed *socket, void *with) {
  struct chosen *chosen = with;
  struct endpoint remote = diag_remote(socket->head);
  for (int i = 0; i < chosen->wanted_count && carries(chosen->protocol, socket->head->idiag_state); i++) {
    const struct endpoint *wanted = &chosen->wanted[i];
    if (!endpoint_same_host(wanted, &remote) || (wanted->port && wanted->port != remote.port)) {
      continue;
    }
    if (chosen->count == chosen->room) {
      size_t room = chosen->room ? chosen->room * 2 : 64;
      struct connection *all = realloc(chosen->all, room * sizeof *all);
      if (!all) {
        exit(tell_error("memory", ENOMEM));
      }
      chosen->all = all;
      chosen->room = room;
    }
    chosen->all[chosen->count++] = (struct connection){chosen->protocol, *socket->head};
    return;
  }
}

static enum ending end_one(int netlink, const struct connection *connection) {
  const struct inet_diag_msg *head = &connection->head;
  int error = diag_destroy(netlink, connection->protocol, head);
  bool unable = error == EOPNOTSUPP || error == EINVAL || error == ENOSYS || error == EPROTONOSUPPORT;
  const char *outcome = error == 0                           ? "destroyed"
                        : error == EPERM || error == EACCES ? "not-permitted"
                        : unable                             ? "not-supported"
                        : error == ENOENT                    ? "gone"
                                                             : "error";
  struct text line = {0};
  struct endpoint local = diag_local(head);
  struct endpoint remote = diag_remote(head);
  text_put(&line, "{\"local\":\"");
  endpoint_write(&line, &local);
  text_put(&line, "\",\"remote\":\"");
  endpoint_write(&line, &remote);
  text_format(&line, "\",\"outcome\":\"%s\",\"errno\":", outcome);
  if (error) {
    text_format(&line, "\"%s\"}\n", error_name(error));
  } else {
    text_put(&line, "null}\n");
  }
  bool heard = write_all(line.bytes, line.length);
  text_free(&line);
  return !heard                             ? NOT_HEARD
         : error == 0 || error == ENOENT    ? DONE
         : error == EPERM || error == EACCES ? NOT_PERMITTED
         : unable                           ? NOT_THERE
                                            : FAILED;
}

static int list_chosen(int netlink, struct chosen *chosen) {
  static const int TABLES[][2] = {
      {AF_INET, IPPROTO_TCP}, {AF_INET6, IPPROTO_TCP}, {AF_INET, IPPROTO_UDP}, {AF_INET6, IPPROTO_UDP}};
  for (size_t i = 0; i < sizeof TABLES / sizeof TABLES[0]; i++) {
    size_t before = chosen->count;
    int error = EAGAIN;
    chosen->protocol = TABLES[i][1];
    for (int tries = 0; tries < TRIES && error == EAGAIN; tries++) {
      chosen->count = before;
      error = diag_list(netlink, TABLES[i][0], TABLES[i][1], choose, chosen);
    }
    bool needed = TABLES[i][0] == AF_INET && TABLES[i][1] == IPPROTO_TCP;
    if (error && error != EAGAIN && needed) {
      return error;
    }
  }
  return 0;
}

static enum ending end_all(int netlink, struct chosen *chosen) {
  int error = list_chosen(netlink, chosen);
  if (error) {
    return tell_error("the kernel's list of sockets", error);
  }
  enum ending ending = DONE;
  for (size_t i = 0; i < chosen->count; i++) {
    enum ending one = end_one(netlink, &chosen->all[i]);
    ending = one == DONE ? ending : one;
  }
  return ending;
}

int run_kill(int count, char **arguments) {
  if (count < 1 || count > MOST) {
    return wrong_use("kill takes addresses, with or without a port", count < 1 ? "" : arguments[0]);
  }
  struct endpoint *wanted = calloc((size_t)count, sizeof *wanted);
  if (!wanted) {
    return tell_error("memory", ENOMEM);
  }
  enum ending ending = DONE;
  for (int i = 0; i < count && ending == DONE; i++) {
    const char *rest = endpoint_read(arguments[i], &wanted[i]);
    if (!rest || *rest) {
      ending = wrong_use("kill takes addresses, with or without a port", arguments[i]);
    }
  }
  int netlink = ending == DONE ? diag_open() : -1;
  if (ending == DONE && netlink < 0) {
    ending = tell_error("the kernel's list of sockets", errno);
  }
  if (ending == DONE) {
    struct chosen chosen = {wanted, count, IPPROTO_TCP, NULL, 0, 0};
    ending = end_all(netlink, &chosen);
    free(chosen.all);
  }
  if (netlink >= 0) {
    close(netlink);
  }
  free(wanted);
  return ending;
}
