/*
 * Packets of the network namespace, as a pcap file of nanoseconds. It ends by itself. Of all interfaces together the link layer
 * is LINKTYPE_LINUX_SLL2, which says of each packet which interface it was; of one interface with frames of Ethernet it is those.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "arguments.h"

#define LENGTH(list) (sizeof(list) / sizeof((list)[0]))

enum { ETHERNET = 1, SLL2 = 276, SLL2_LENGTH = 20, RECORD = 16, MOST_SNAPLEN = 262144 };

struct file_header {
  uint32_t magic;
  uint16_t major;
  uint16_t minor;
  int32_t zone;
  uint32_t accuracy;
  uint32_t snaplen;
  uint32_t link;
};

struct capture {
  int socket;
  bool cooked;
  int loopback; /* the number of its interface; 0 when there is none */
  uint64_t most;
  uint64_t seconds;
  uint64_t snaplen;
  uint64_t written;
  uint64_t packets;
  unsigned char *buffer;
};

static volatile sig_atomic_t stopped;

static void stop(int signal) {
  (void)signal;
  stopped = 1;
}

static bool hardware(int socket, const char *name, unsigned short *type) {
  struct ifreq request = {0};
  strncpy(request.ifr_name, name, sizeof request.ifr_name - 1);
  if (ioctl(socket, SIOCGIFHWADDR, &request) < 0) {
    return false;
  }
  *type = request.ifr_hwaddr.sa_family;
  return true;
}

/* Opens the socket; 0 or an error. */
static int open_capture(struct capture *capture, const char *interface) {
  struct sockaddr_ll at = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL)};
  unsigned short type = ARPHRD_VOID;
  int asking = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (interface) {
    at.sll_ifindex = (int)if_nametoindex(interface);
    if (at.sll_ifindex == 0 || asking < 0 || !hardware(asking, interface, &type)) {
      int error = errno;
      close(asking);
      return error;
    }
  }
  capture->loopback = (int)if_nametoindex("lo");
  capture->cooked = type != ARPHRD_ETHER && type != ARPHRD_LOOPBACK;
  if (asking >= 0) {
    close(asking);
  }
  /* protocol 0: nothing is heard before it is bound, so nothing of another interface gets in */
  capture->socket = socket(AF_PACKET, (capture->cooked ? SOCK_DGRAM : SOCK_RAW) | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (capture->socket < 0) {
    return errno;
  }
  int yes = 1;
  int room = 8 << 20;
  if (setsockopt(capture->socket, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room) < 0) {
    setsockopt(capture->socket, SOL_SOCKET, SO_RCVBUF, &room, sizeof room); /* as much as everybody may have */
  }
  if (setsockopt(capture->socket, SOL_SOCKET, SO_TIMESTAMPNS, &yes, sizeof yes) < 0 ||
      bind(capture->socket, (struct sockaddr *)&at, sizeof at) < 0) {
    int error = errno;
    close(capture->socket);
    return error;
  }
  return 0;
}

static void cook(unsigned char *into, const struct sockaddr_ll *from) {
  uint16_t protocol = from->sll_protocol;
  uint32_t interface = htonl((uint32_t)from->sll_ifindex);
  uint16_t type = htons(from->sll_hatype);
  memset(into, 0, SLL2_LENGTH);
  memcpy(into, &protocol, 2);
  memcpy(into + 4, &interface, 4);
  memcpy(into + 8, &type, 2);
  into[10] = from->sll_pkttype;
  into[11] = from->sll_halen < 8 ? from->sll_halen : 8;
  memcpy(into + 12, from->sll_addr, 8);
}

static struct timespec time_of(struct msghdr *message) {
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  for (struct cmsghdr *each = CMSG_FIRSTHDR(message); each; each = CMSG_NXTHDR(message, each)) {
    if (each->cmsg_level == SOL_SOCKET && each->cmsg_type == SCM_TIMESTAMPNS) {
      memcpy(&time, CMSG_DATA(each), sizeof time);
    }
  }
  return time;
}

/* Takes one packet: 1 when it was written or left out, 0 when none is there, -1 at the limit, -2 when nobody reads. */
static int take(struct capture *capture, int *error) {
  struct sockaddr_ll from = {0};
  union {
    char bytes[256];
    struct cmsghdr aligned;
  } control;
  size_t extra = capture->cooked ? SLL2_LENGTH : 0;
  struct iovec data = {.iov_base = capture->buffer + RECORD + extra, .iov_len = capture->snaplen};
  struct msghdr message = {.msg_name = &from,
                           .msg_namelen = sizeof from,
                           .msg_iov = &data,
                           .msg_iovlen = 1,
                           .msg_control = control.bytes,
                           .msg_controllen = sizeof control.bytes};
  ssize_t length = recvmsg(capture->socket, &message, MSG_TRUNC);
  if (length < 0) {
    *error = errno == EAGAIN || errno == EINTR || errno == ENETDOWN ? 0 : errno;
    return 0;
  }
  if (from.sll_ifindex == capture->loopback && from.sll_pkttype == PACKET_OUTGOING) {
    return 1; /* loopback shows each packet again as it comes in */
  }
  struct timespec time = time_of(&message);
  uint32_t kept = (uint32_t)((size_t)length < capture->snaplen ? (size_t)length : capture->snaplen);
  uint32_t record[4] = {(uint32_t)time.tv_sec, (uint32_t)time.tv_nsec, kept + (uint32_t)extra, (uint32_t)((size_t)length + extra)};
  if (capture->written + RECORD + extra + kept > capture->most) {
    return -1;
  }
  memcpy(capture->buffer, record, sizeof record);
  if (capture->cooked) {
    cook(capture->buffer + RECORD, &from);
  }
  if (!write_all(capture->buffer, RECORD + extra + kept)) {
    return -2;
  }
  capture->written += RECORD + extra + kept;
  capture->packets++;
  return 1;
}

/* Takes what has come; why it is to end, null where it is not. */
static const char *take_all(struct capture *capture, int *error) {
  for (int i = 0; i < 1000; i++) { /* then the time is looked at */
    int taken = take(capture, error);
    if (taken < 0 || *error) {
      return *error ? "error" : taken == -1 ? "max-bytes" : "not-heard";
    } else if (taken == 0) {
      break;
    }
  }
  return NULL;
}

/* Why it ended. */
static const char *capture_all(struct capture *capture, int *error) {
  double until = seconds_now() + (double)capture->seconds;
  struct pollfd both[2] = {{.fd = capture->socket, .events = POLLIN}, {.fd = STDOUT_FILENO}};
  for (;;) {
    double left = until - seconds_now();
    bool asked = stopped; /* before what came until then is taken */
    int ready = asked || left <= 0 ? 1 : poll(both, 2, left < 1 ? (int)(left * 1000) + 1 : 1000);
    if (ready > 0 && (both[1].revents & (POLLERR | POLLNVAL))) {
      return "not-heard";
    }
    const char *ended = ready > 0 ? take_all(capture, error) : NULL;
    if (ended || asked || left <= 0) {
      return ended ? ended : asked ? "signal" : "max-seconds";
    }
  }
}

static enum ending run(struct capture *capture) {
  struct file_header header = {.magic = 0xa1b23c4d,
                               .major = 2,
                               .minor = 4,
                               .snaplen = MOST_SNAPLEN + SLL2_LENGTH,
                               .link = capture->cooked ? SLL2 : ETHERNET};
  if (!write_all(&header, sizeof header)) {
    return NOT_HEARD;
  }
  capture->written = sizeof header;
  int error = 0;
  double begun = seconds_now();
  const char *ended = capture_all(capture, &error);
  struct tpacket_stats counts = {0};
  socklen_t length = sizeof counts;
  getsockopt(capture->socket, SOL_PACKET, PACKET_STATISTICS, &counts, &length);
  dprintf(STDERR_FILENO, "{\"packets\":%llu,\"bytes\":%llu,\"dropped\":%u,\"seconds\":%.3f,\"ended\":\"%s\"}\n",
          (unsigned long long)capture->packets, (unsigned long long)capture->written, counts.tp_drops, seconds_now() - begun, ended);
  return error ? tell_error("receive", error) : !strcmp(ended, "not-heard") ? NOT_HEARD : DONE;
}

int run_capture(int count, char **arguments) {
  struct capture capture = {.most = 64u << 20, .seconds = 60, .snaplen = MOST_SNAPLEN};
  const char *interface = NULL;
  const struct option options[] = {
      {.name = "--max-bytes", .number = &capture.most, .most = INT64_MAX},
      {.name = "--max-seconds", .number = &capture.seconds, .most = 86400},
      {.name = "--snaplen", .number = &capture.snaplen, .most = MOST_SNAPLEN},
      {.name = "--interface", .text = &interface},
  };
  enum ending ending = take_options(options, LENGTH(options), &count, arguments);
  if (ending != DONE || count > 0) {
    return ending != DONE ? ending : wrong_use("capture takes options only", arguments[0]);
  }
  int error = open_capture(&capture, interface);
  if (error) {
    return tell_error(error == EPERM ? "capture needs the capability NET_RAW" : interface ? interface : "capture", error);
  }
  struct sigaction ask = {.sa_handler = stop};
  sigaction(SIGTERM, &ask, NULL);
  sigaction(SIGINT, &ask, NULL);
  sigaction(SIGHUP, &ask, NULL);
  /* an output that nobody takes holds up the writing: the kernel ends it then */
  alarm((unsigned)capture.seconds + 30);
  capture.buffer = malloc(RECORD + SLL2_LENGTH + capture.snaplen);
  ending = capture.buffer ? run(&capture) : tell_error("memory", ENOMEM);
  free(capture.buffer);
  close(capture.socket);
  return ending;
}
