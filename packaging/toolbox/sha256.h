/* SHA-256 as FIPS 180-4 has it. */
#ifndef SHA256_H
#define SHA256_H

#include <stddef.h>
#include <stdint.h>

struct sha256 {
  uint32_t state[8];
  uint64_t length;
  unsigned char block[64];
};

void sha256_begin(struct sha256 *hash);
void sha256_add(struct sha256 *hash, const void *bytes, size_t length);
/* Ends it; 64 hexadecimal digits and a zero. */
void sha256_end(struct sha256 *hash, char hex[65]);

#endif
