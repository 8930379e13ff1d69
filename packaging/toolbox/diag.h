/* The kernel's own list of sockets (sock_diag(7)). */
#ifndef DIAG_H
#define DIAG_H

#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "endpoint.h"

/* A socket, as the kernel lists it. */
struct listed {
  const struct inet_diag_msg *head;
  bool measured; /* whether the following was told */
  uint64_t sent; /* bytes that the peer has acknowledged */
  uint64_t received;
  uint32_t unacknowledged; /* segments */
  uint8_t retries;         /* of what was not acknowledged, in a row */
};

/* Names of states, as netstat and ss have them. */
const char *state_name(int protocol, unsigned state);
struct endpoint diag_local(const struct inet_diag_msg *head);
struct endpoint diag_remote(const struct inet_diag_msg *head);

/* A connection to the kernel's list; -1 where it has none. */
int diag_open(void);
/*
 * Has each socket of a family and protocol listed. 0, or the error; EAGAIN where the list changed while it was told: what
 * was listed is to be forgotten.
 */
int diag_list(int netlink, int family, int protocol, void (*each)(const struct listed *, void *), void *with);
/* Ends a connection (SOCK_DESTROY). 0, or the error. */
int diag_destroy(int netlink, int protocol, const struct inet_diag_msg *head);

#endif
