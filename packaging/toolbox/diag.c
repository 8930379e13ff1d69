/* The kernel's own list of sockets (sock_diag(7)). */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "diag.h"

#ifndef SOCK_DESTROY
#define SOCK_DESTROY 21
#endif

const char *state_name(int protocol, unsigned state) {
  static const char *const NAMES[] = {"UNKNOWN", "ESTABLISHED", "SYN-SENT", "SYN-RECV", "FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT",
                                      "CLOSE", "CLOSE-WAIT", "LAST-ACK", "LISTEN", "CLOSING", "SYN-RECV"};
  if (protocol == IPPROTO_UDP && state == 7) {
    return "UNCONN";
  }
  return NAMES[state < sizeof NAMES / sizeof NAMES[0] ? state : 0];
}

static struct endpoint endpoint_of(int family, const void *bytes, uint16_t port) {
  struct endpoint endpoint = {family == AF_INET ? AF_INET : AF_INET6, {0}, ntohs(port)};
  memcpy(endpoint.bytes, bytes, family == AF_INET ? 4 : 16);
  return endpoint;
}

struct endpoint diag_local(const struct inet_diag_msg *head) {
  return endpoint_of(head->idiag_family, head->id.idiag_src, head->id.idiag_sport);
}

struct endpoint diag_remote(const struct inet_diag_msg *head) {
  return endpoint_of(head->idiag_family, head->id.idiag_dst, head->id.idiag_dport);
}

int diag_open(void) {
  int netlink = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
  if (netlink >= 0) {
    struct timeval limit = {5, 0};
    setsockopt(netlink, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  }
  return netlink;
}

static int ask(int netlink, uint16_t type, uint16_t flags, const struct inet_diag_req_v2 *what) {
  struct {
    struct nlmsghdr head;
    struct inet_diag_req_v2 what;
  } request = {{sizeof request, type, NLM_F_REQUEST | flags, 1, 0}, *what};
  struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
  ssize_t sent;
  do {
    sent = sendto(netlink, &request, sizeof request, 0, (struct sockaddr *)&kernel, sizeof kernel);
  } while (sent < 0 && errno == EINTR);
  return sent < 0 ? errno : 0;
}

/* What the kernel says next, never what another process sent. Its length, or minus the error. */
static ssize_t hear(int netlink, void *into, size_t room) {
  for (;;) {
    struct sockaddr_nl from = {0};
    struct iovec vector = {into, room};
    struct msghdr message = {.msg_name = &from, .msg_namelen = sizeof from, .msg_iov = &vector, .msg_iovlen = 1};
    ssize_t length = recvmsg(netlink, &message, 0);
    if (length < 0 && errno == EINTR) {
      continue;
    }
    if (length < 0) {
      return errno == EAGAIN ? -ETIMEDOUT : -errno;
    }
    if (from.nl_pid == 0) {
      return message.msg_flags & MSG_TRUNC ? -EMSGSIZE : length;
    }
  }
}

static struct listed listed(const struct nlmsghdr *message) {
  struct listed one = {.head = NLMSG_DATA(message)};
  int left = (int)(message->nlmsg_len - NLMSG_LENGTH(sizeof *one.head));
  const struct rtattr *each = (const struct rtattr *)((const char *)one.head + NLMSG_ALIGN(sizeof *one.head));
  for (; RTA_OK(each, left); each = RTA_NEXT(each, left)) {
    struct tcp_info info = {0};
    size_t length = RTA_PAYLOAD(each);
    size_t needed = offsetof(struct tcp_info, tcpi_bytes_received) + sizeof info.tcpi_bytes_received; /* since Linux 4.1 */
    if (each->rta_type == INET_DIAG_INFO && length >= needed) {
      memcpy(&info, RTA_DATA(each), length < sizeof info ? length : sizeof info);
      one.measured = true;
      one.sent = info.tcpi_bytes_acked;
      one.received = info.tcpi_bytes_received;
      one.unacknowledged = info.tcpi_unacked;
      one.retries = info.tcpi_retransmits;
    }
  }
  return one;
}

int diag_list(int netlink, int family, int protocol, void (*each)(const struct listed *, void *), void *with) {
  struct inet_diag_req_v2 what = {
      .sdiag_family = (uint8_t)family, .sdiag_protocol = (uint8_t)protocol, .idiag_ext = 1 << (INET_DIAG_INFO - 1),
      .idiag_states = ~0U};
  int error = ask(netlink, SOCK_DIAG_BY_FAMILY, NLM_F_DUMP, &what);
  if (error) {
    return error;
  }
  static char buffer[1 << 17] __attribute__((aligned(8)));
  bool changed = false;
  for (;;) {
    ssize_t length = hear(netlink, buffer, sizeof buffer);
    if (length < 0) {
      return (int)-length;
    }
    unsigned left = (unsigned)length;
    for (struct nlmsghdr *message = (struct nlmsghdr *)buffer; NLMSG_OK(message, left); message = NLMSG_NEXT(message, left)) {
      changed |= (message->nlmsg_flags & NLM_F_DUMP_INTR) != 0;
      if (message->nlmsg_type == NLMSG_DONE) {
        return changed ? EAGAIN : 0;
      }
      if (message->nlmsg_type == NLMSG_ERROR) {
        const struct nlmsgerr *said = NLMSG_DATA(message);
        return message->nlmsg_len >= NLMSG_LENGTH(sizeof *said) && said->error ? -said->error : EPROTO;
      }
      if (message->nlmsg_type == SOCK_DIAG_BY_FAMILY && message->nlmsg_len >= NLMSG_LENGTH(sizeof(struct inet_diag_msg))) {
        struct listed one = listed(message);
        each(&one, with);
      }
    }
  }
}

int diag_destroy(int netlink, int protocol, const struct inet_diag_msg *head) {
  struct inet_diag_req_v2 what = {
      .sdiag_family = head->idiag_family, .sdiag_protocol = (uint8_t)protocol, .idiag_states = ~0U, .id = head->id};
  int error = ask(netlink, SOCK_DESTROY, NLM_F_ACK, &what);
  if (error) {
    return error;
  }
  char buffer[4096] __attribute__((aligned(8)));
  ssize_t length = hear(netlink, buffer, sizeof buffer);
  if (length < 0) {
    return (int)-length;
  }
  const struct nlmsghdr *message = (const struct nlmsghdr *)buffer;
  if (!NLMSG_OK(message, (unsigned)length) || message->nlmsg_type != NLMSG_ERROR ||
      message->nlmsg_len < NLMSG_LENGTH(sizeof(struct nlmsgerr))) {
    return EPROTO;
  }
  const struct nlmsgerr *said = NLMSG_DATA(message);
  return -said->error;
}
