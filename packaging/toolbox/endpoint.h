/* Addresses with ports, as they are written: 192.0.2.1:80, [2001:db8::1]:80. */
#ifndef ENDPOINT_H
#define ENDPOINT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

#include "toolbox.h"

struct endpoint {
  int family;
  uint8_t bytes[16]; /* as packets have them; of AF_INET the first four */
  uint16_t port;     /* 0 where none is written */
};

/* Reads an address, and a port where one follows; what comes after it, or null for what is none. */
const char *endpoint_read(const char *from, struct endpoint *into);
socklen_t endpoint_address(const struct endpoint *from, struct sockaddr_storage *into);
/* Adds it as it is written; the port always. */
void endpoint_write(struct text *text, const struct endpoint *endpoint);
/* Whether they are the same address, where an IPv4 address within IPv6 is itself. */
bool endpoint_same_host(const struct endpoint *one, const struct endpoint *other);

#endif
