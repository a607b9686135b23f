/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_CRYPTO_HMAC_H
#define LANTERN_CRYPTO_HMAC_H

#include "sha256.h"

void hmac_sha256(uint8_t tag[SHA256_SIZE], const uint8_t key[32], const void *data, size_t length);

#endif
