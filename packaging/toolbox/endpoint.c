/* Addresses with ports, as they are written. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "endpoint.h"

static const uint8_t MAPPED[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}; /* RFC 4291, 2.5.5.2 */

static const char *port(const char *from, uint16_t *into) {
  uint32_t value = 0;
  const char *at = from;
  while (*at >= '0' && *at <= '9' && at - from < 6) {
    value = value * 10 + (uint32_t)(*at++ - '0');
  }
  if (at == from || value == 0 || value > 65535) {
    return NULL;
  }
  *into = (uint16_t)value;
  return at;
}

const char *endpoint_read(const char *from, struct endpoint *into) {
  *into = (struct endpoint){0};
  bool six = *from == '[';
  const char *begin = six ? from + 1 : from;
  size_t length = strcspn(begin, six ? "]" : ":");
  char host[INET6_ADDRSTRLEN];
  if (length == 0 || length >= sizeof host || (six && begin[length] != ']')) {
    return NULL;
  }
  memcpy(host, begin, length);
  host[length] = 0;
  into->family = six ? AF_INET6 : AF_INET;
  if (inet_pton(into->family, host, into->bytes) != 1) {
    return NULL;
  }
  const char *rest = begin + length + (six ? 1 : 0);
  return *rest == ':' ? port(rest + 1, &into->port) : rest;
}

socklen_t endpoint_address(const struct endpoint *from, struct sockaddr_storage *into) {
  memset(into, 0, sizeof *into);
  if (from->family == AF_INET) {
    struct sockaddr_in *four = (struct sockaddr_in *)into;
    four->sin_family = AF_INET;
    four->sin_port = htons(from->port);
    memcpy(&four->sin_addr, from->bytes, 4);
    return sizeof *four;
  }
  struct sockaddr_in6 *six = (struct sockaddr_in6 *)into;
  six->sin6_family = AF_INET6;
  six->sin6_port = htons(from->port);
  memcpy(&six->sin6_addr, from->bytes, 16);
  return sizeof *six;
}

void endpoint_write(struct text *text, const struct endpoint *endpoint) {
  char host[INET6_ADDRSTRLEN] = "";
  inet_ntop(endpoint->family, endpoint->bytes, host, sizeof host);
  text_format(text, endpoint->family == AF_INET6 ? "[%s]:%u" : "%s:%u", host, endpoint->port);
}

bool endpoint_same_host(const struct endpoint *one, const struct endpoint *other) {
  if (one->family == other->family) {
    return !memcmp(one->bytes, other->bytes, one->family == AF_INET ? 4 : 16);
  }
  const struct endpoint *four = one->family == AF_INET ? one : other;
  const struct endpoint *six = one->family == AF_INET ? other : one;
  return !memcmp(six->bytes, MAPPED, sizeof MAPPED) && !memcmp(six->bytes + sizeof MAPPED, four->bytes, 4);
}
