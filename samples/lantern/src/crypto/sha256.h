/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_CRYPTO_SHA256_H
#define LANTERN_CRYPTO_SHA256_H

#include <stddef.h>
#include <stdint.h>

#define SHA256_SIZE 32u

struct sha256 {
	uint32_t state[8];
	uint8_t block[64];
	uint64_t length;
};

void sha256_start(struct sha256 *hash);
void sha256_add(struct sha256 *hash, const void *data, size_t length);
void sha256_end(struct sha256 *hash, uint8_t digest[SHA256_SIZE]);

#endif
