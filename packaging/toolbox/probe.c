/*
 * probe: what answers from here. All targets are tried at once, each for so long. How a refusal came is told too: a
 * reset of the peer means that packets arrived there, an ICMP message of something on the way that they did not.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <linux/errqueue.h>

#include "endpoint.h"
#include "toolbox.h"

#define MOST_TARGETS 256
#define LONGEST_MS 60000
#define USUAL_MS 1000
#define LONGEST_QUESTION 300

enum way { BY_TCP, BY_DNS, BY_HTTP };

struct probe {
  const char *target;
  enum way way;
  struct endpoint to;
  const char *wanted; /* the name that is asked for, or the path */
  int socket;
  bool connected;
  bool over;
  uint8_t question[LONGEST_QUESTION];
  size_t question_length;
  bool asked_again;
  double begun;
  char at[32];
  char icmp[16];
  char from[INET6_ADDRSTRLEN];
};

static void tell(struct probe *probe, const char *outcome, int error) {
  struct text line = {0};
  text_put(&line, "{\"target\":");
  text_json(&line, probe->target, strlen(probe->target));
  text_format(&line, ",\"outcome\":\"%s\",\"errno\":", outcome);
  if (error) {
    text_format(&line, "\"%s\"", error_name(error));
  } else {
    text_put(&line, "null");
  }
  text_format(&line, ",\"ms\":%lld,\"at\":\"%s\"", (long long)((seconds_now() - probe->begun) * 1000), probe->at);
  if (*probe->icmp) {
    text_format(&line, ",\"icmp\":\"%s\",\"from\":\"%s\"", probe->icmp, probe->from);
  }
  text_put(&line, "}\n");
  write_all(line.bytes, line.length);
  text_free(&line);
  probe->over = true;
  if (probe->socket >= 0) {
    close(probe->socket);
    probe->socket = -1;
  }
}

static const char *outcome_of(int error) {
  switch (error) {
    case ECONNREFUSED: return "refused";
    case ETIMEDOUT: return "timeout";
    case EHOSTUNREACH:
    case ENETUNREACH:
    case EHOSTDOWN:
    case ENETDOWN:
    case ENONET:
    case EADDRNOTAVAIL:
    case EAFNOSUPPORT: return "unreachable";
    case EPERM:
    case EACCES: return "denied";
    default: return "error";
  }
}

/* Keeps which ICMP message an error came by, where it came by one (ip(7), IP_RECVERR). */
static void keep_icmp(struct probe *probe) {
  union {
    char bytes[512];
    struct cmsghdr aligned;
  } control;
  char data[64];
  struct iovec vector = {data, sizeof data};
  struct sockaddr_storage name;
  struct msghdr message = {
      .msg_name = &name, .msg_namelen = sizeof name, .msg_iov = &vector, .msg_iovlen = 1,
      .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
  if (recvmsg(probe->socket, &message, MSG_ERRQUEUE | MSG_DONTWAIT) < 0) {
    return;
  }
  for (struct cmsghdr *each = CMSG_FIRSTHDR(&message); each; each = CMSG_NXTHDR(&message, each)) {
    bool v4 = each->cmsg_level == IPPROTO_IP && each->cmsg_type == IP_RECVERR;
    bool v6 = each->cmsg_level == IPPROTO_IPV6 && each->cmsg_type == IPV6_RECVERR;
    if ((!v4 && !v6) || each->cmsg_len < CMSG_LEN(sizeof(struct sock_extended_err))) {
      continue;
    }
    struct sock_extended_err said;
    memcpy(&said, CMSG_DATA(each), sizeof said);
    if (said.ee_origin != SO_EE_ORIGIN_ICMP && said.ee_origin != SO_EE_ORIGIN_ICMP6) {
      continue;
    }
    snprintf(probe->icmp, sizeof probe->icmp, "%u/%u", said.ee_type, said.ee_code);
    size_t behind = each->cmsg_len - CMSG_LEN(sizeof said);
    const unsigned char *offender = CMSG_DATA(each) + sizeof said;
    if (v4 && behind >= sizeof(struct sockaddr_in)) {
      struct sockaddr_in who;
      memcpy(&who, offender, sizeof who);
      inet_ntop(AF_INET, &who.sin_addr, probe->from, sizeof probe->from);
    } else if (v6 && behind >= sizeof(struct sockaddr_in6)) {
      struct sockaddr_in6 who;
      memcpy(&who, offender, sizeof who);
      inet_ntop(AF_INET6, &who.sin6_addr, probe->from, sizeof probe->from);
    }
  }
}

static void tell_failure(struct probe *probe, int error) {
  keep_icmp(probe);
  tell(probe, outcome_of(error), error);
}

/* A question for the addresses of a name (RFC 1035, section 4.1); false for what is no name. */
static bool ask_for(struct probe *probe, const char *name) {
  uint8_t *at = probe->question;
  uint16_t id;
  if (getrandom(&id, sizeof id, 0) != (ssize_t)sizeof id) {
    id = (uint16_t)(getpid() ^ (int)(seconds_now() * 1000));
  }
  *at++ = (uint8_t)(id >> 8);
  *at++ = (uint8_t)id;
  static const uint8_t head[] = {1, 0, 0, 1, 0, 0, 0, 0, 0, 0}; /* recursion desired, one question */
  memcpy(at, head, sizeof head);
  at += sizeof head;
  size_t length = strlen(name);
  if (length > 0 && name[length - 1] == '.') {
    length--;
  }
  if (length == 0 || length > 253) {
    return false;
  }
  for (size_t begin = 0; begin <= length;) {
    const char *dot = memchr(name + begin, '.', length - begin);
    size_t label = dot ? (size_t)(dot - name) - begin : length - begin;
    if (label == 0 || label > 63) {
      return false;
    }
    *at++ = (uint8_t)label;
    memcpy(at, name + begin, label);
    at += label;
    begin += label + 1;
  }
  static const uint8_t tail[] = {0, 0, 1, 0, 1}; /* the root; A, of the Internet */
  memcpy(at, tail, sizeof tail);
  at += sizeof tail;
  probe->question_length = (size_t)(at - probe->question);
  return true;
}

static bool is_path(const char *path) {
  for (const char *at = path; *at; at++) {
    if ((unsigned char)*at <= ' ' || (unsigned char)*at >= 0x7F) {
      return false;
    }
  }
  return *path == '/' && strlen(path) < 200;
}

/* tcp:HOST:PORT, dns:SERVER:PORT:NAME or http:HOST:PORT:/path; false for anything else. */
static bool understood(struct probe *probe) {
  const char *target = probe->target;
  const char *rest;
  if (!strncmp(target, "tcp:", 4)) {
    probe->way = BY_TCP;
    rest = endpoint_read(target + 4, &probe->to);
    return rest && !*rest && probe->to.port > 0;
  }
  bool dns = !strncmp(target, "dns:", 4);
  if (!dns && strncmp(target, "http:", 5) != 0) {
    return false;
  }
  probe->way = dns ? BY_DNS : BY_HTTP;
  rest = endpoint_read(target + (dns ? 4 : 5), &probe->to);
  if (!rest || *rest != ':' || probe->to.port == 0) {
    return false;
  }
  probe->wanted = rest + 1;
  return dns ? ask_for(probe, probe->wanted) : is_path(probe->wanted);
}

static void ask_name(struct probe *probe) {
  if (send(probe->socket, probe->question, probe->question_length, MSG_NOSIGNAL) < 0) {
    tell_failure(probe, errno);
  }
}

static void begin(struct probe *probe) {
  probe->begun = seconds_now();
  time_now(probe->at);
  probe->socket = -1;
  if (!understood(probe)) {
    tell(probe, "error", EINVAL);
    return;
  }
  bool datagrams = probe->way == BY_DNS;
  int family = probe->to.family;
  probe->socket = socket(family, (datagrams ? SOCK_DGRAM : SOCK_STREAM) | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (probe->socket < 0) {
    tell_failure(probe, errno);
    return;
  }
  int on = 1;
  setsockopt(probe->socket, family == AF_INET ? IPPROTO_IP : IPPROTO_IPV6, family == AF_INET ? IP_RECVERR : IPV6_RECVERR,
             &on, sizeof on);
  struct linger at_once = {1, 0}; /* nothing of a probe stays in the tables of the pod */
  setsockopt(probe->socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  struct sockaddr_storage address;
  socklen_t length = endpoint_address(&probe->to, &address);
  if (connect(probe->socket, (struct sockaddr *)&address, length) == 0) {
    probe->connected = true;
    if (datagrams) {
      ask_name(probe);
    }
  } else if (errno != EINPROGRESS) {
    tell_failure(probe, errno);
  }
}

static void answered_name(struct probe *probe) {
  uint8_t answer[1500];
  ssize_t length = recv(probe->socket, answer, sizeof answer, 0);
  if (length < 0 && errno != EAGAIN && errno != EINTR) {
    tell_failure(probe, errno);
  } else if (length >= 12 && answer[0] == probe->question[0] && answer[1] == probe->question[1] && (answer[2] & 0x80)) {
    tell(probe, "answered", 0);
  }
}

static void ask_page(struct probe *probe) {
  struct text question = {0};
  text_format(&question, "GET %s HTTP/1.0\r\nHost: ", probe->wanted);
  char host[INET6_ADDRSTRLEN] = "";
  inet_ntop(probe->to.family, probe->to.bytes, host, sizeof host);
  text_format(&question, probe->to.family == AF_INET6 ? "[%s]:%u" : "%s:%u", host, probe->to.port);
  text_put(&question, "\r\nConnection: close\r\n\r\n");
  if (send(probe->socket, question.bytes, question.length, MSG_NOSIGNAL) < 0) {
    tell(probe, "connected", errno);
  }
  text_free(&question);
}

/* Something came to a connection that stands: the page, or its end. It was connected, whatever follows. */
static void answered_page(struct probe *probe) {
  char first[64];
  ssize_t length = recv(probe->socket, first, sizeof first, 0);
  if (length >= 5 && !memcmp(first, "HTTP/", 5)) {
    tell(probe, "answered", 0);
  } else if (length >= 0 || (errno != EAGAIN && errno != EINTR)) {
    tell(probe, "connected", length < 0 ? errno : 0);
  }
}

static void happened(struct probe *probe) {
  if (probe->way == BY_DNS) {
    answered_name(probe);
    return;
  }
  if (probe->connected) {
    answered_page(probe);
    return;
  }
  int error = 0;
  socklen_t length = sizeof error;
  if (getsockopt(probe->socket, SOL_SOCKET, SO_ERROR, &error, &length) < 0) {
    error = errno;
  }
  if (error) {
    tell_failure(probe, error);
    return;
  }
  probe->connected = true;
  if (probe->way == BY_TCP) {
    tell(probe, "connected", 0);
  } else {
    ask_page(probe);
  }
}

/* What was not answered by now is over. A question for a name is asked once more: datagrams get lost. */
static double late(struct probe *probes, size_t count, double limit) {
  double now = seconds_now();
  double next = limit;
  for (size_t i = 0; i < count; i++) {
    struct probe *probe = &probes[i];
    if (probe->over) {
      continue;
    }
    double passed = now - probe->begun;
    if (passed >= limit) {
      bool stands = probe->connected && probe->way != BY_DNS;
      tell(probe, stands ? "connected" : "timeout", ETIMEDOUT);
      continue;
    }
    double due = limit;
    if (probe->way == BY_DNS && !probe->asked_again) {
      due = limit / 2;
      if (passed >= due) {
        probe->asked_again = true;
        ask_name(probe);
        due = limit;
      }
    }
    if (!probe->over && due - passed < next) {
      next = due - passed;
    }
  }
  return next;
}

static enum ending wait_for_all(struct probe *probes, size_t count, double limit) {
  struct pollfd polled[MOST_TARGETS];
  size_t of[MOST_TARGETS];
  for (;;) {
    double next = late(probes, count, limit);
    nfds_t open = 0;
    for (size_t i = 0; i < count; i++) {
      if (!probes[i].over) {
        short events = probes[i].way != BY_DNS && !probes[i].connected ? POLLOUT : POLLIN;
        of[open] = i;
        polled[open++] = (struct pollfd){probes[i].socket, events, 0};
      }
    }
    if (open == 0) {
      return DONE;
    }
    if (poll(polled, open, (int)(next * 1000) + 1) < 0 && errno != EINTR) {
      return tell_error("poll", errno);
    }
    for (nfds_t i = 0; i < open; i++) {
      if (polled[i].revents) {
        happened(&probes[of[i]]);
      }
    }
  }
}

int run_probe(int count, char **arguments) {
  uint64_t limit = USUAL_MS;
  if (count >= 2 && !strcmp(arguments[0], "--timeout-ms")) {
    if (!number(arguments[1], LONGEST_MS, &limit) || limit == 0) {
      return wrong_use("--timeout-ms takes 1 to 60000", arguments[1]);
    }
    count -= 2;
    arguments += 2;
  }
  if (count < 1 || count > MOST_TARGETS) {
    return wrong_use("probe takes 1 to 256 targets", count < 1 ? "" : arguments[0]);
  }
  struct probe *probes = calloc((size_t)count, sizeof *probes);
  if (!probes) {
    return tell_error("memory", ENOMEM);
  }
  for (int i = 0; i < count; i++) {
    probes[i].target = arguments[i];
    begin(&probes[i]);
  }
  enum ending ending = wait_for_all(probes, (size_t)count, (double)limit / 1000);
  free(probes);
  return ending;
}
