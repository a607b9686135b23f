/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_UTIL_BASE64_H
#define LANTERN_UTIL_BASE64_H

#include <stddef.h>
#include <stdint.h>

/* Writes the closing zero; returns the length, or 0 when `room` is too small. */
size_t base64_encode(char *to, size_t room, const uint8_t *bytes, size_t length);

#endif
