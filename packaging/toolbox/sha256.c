/* SHA-256 as FIPS 180-4 has it; ToolboxTest compares it with sha256sum for every length around a block. */
#include "sha256.h"

#include <string.h>

static const uint32_t K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t turned(uint32_t word, unsigned by) { return word >> by | word << (32 - by); }

static void take(uint32_t state[8], const unsigned char *block) {
  uint32_t w[64];
  for (unsigned i = 0; i < 16; i++, block += 4) {
    w[i] = (uint32_t)block[0] << 24 | (uint32_t)block[1] << 16 | (uint32_t)block[2] << 8 | block[3];
  }
  for (unsigned i = 16; i < 64; i++) {
    uint32_t s0 = turned(w[i - 15], 7) ^ turned(w[i - 15], 18) ^ w[i - 15] >> 3;
    uint32_t s1 = turned(w[i - 2], 17) ^ turned(w[i - 2], 19) ^ w[i - 2] >> 10;
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  uint32_t v[8];
  memcpy(v, state, sizeof v);
  for (unsigned i = 0; i < 64; i++) {
    uint32_t s1 = turned(v[4], 6) ^ turned(v[4], 11) ^ turned(v[4], 25);
    uint32_t one = v[7] + s1 + ((v[4] & v[5]) ^ (~v[4] & v[6])) + K[i] + w[i];
    uint32_t s0 = turned(v[0], 2) ^ turned(v[0], 13) ^ turned(v[0], 22);
    uint32_t two = s0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
    memmove(v + 1, v, 7 * sizeof v[0]);
    v[4] += one;
    v[0] = one + two;
  }
  for (unsigned i = 0; i < 8; i++) {
    state[i] += v[i];
  }
}

void sha256_begin(struct sha256 *hash) {
  static const uint32_t FIRST[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  memcpy(hash->state, FIRST, sizeof FIRST);
  hash->length = 0;
}

void sha256_add(struct sha256 *hash, const void *bytes, size_t length) {
  const unsigned char *at = bytes;
  while (length > 0) {
    size_t filled = hash->length % 64;
    if (filled == 0 && length >= 64) {
      take(hash->state, at);
      hash->length += 64;
      at += 64;
      length -= 64;
      continue;
    }
    size_t part = length < 64 - filled ? length : 64 - filled;
    memcpy(hash->block + filled, at, part);
    hash->length += part;
    at += part;
    length -= part;
    if (hash->length % 64 == 0) {
      take(hash->state, hash->block);
    }
  }
}

void sha256_end(struct sha256 *hash, char hex[65]) {
  static const unsigned char PAD[64] = {0x80};
  uint64_t bits = hash->length * 8;
  size_t filled = hash->length % 64;
  sha256_add(hash, PAD, filled < 56 ? 56 - filled : 120 - filled);
  unsigned char end[8];
  for (unsigned i = 0; i < 8; i++) {
    end[i] = (unsigned char)(bits >> (56 - 8 * i));
  }
  sha256_add(hash, end, sizeof end);
  for (unsigned i = 0; i < 64; i++) {
    hex[i] = "0123456789abcdef"[hash->state[i / 8] >> (28 - 4 * (i % 8)) & 15];
  }
  hex[64] = 0;
}
