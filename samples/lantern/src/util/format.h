/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_UTIL_FORMAT_H
#define LANTERN_UTIL_FORMAT_H

#include <stddef.h>
#include <stdint.h>

/* Both write at most `room` characters and the closing zero; the result is the length. */
size_t format_decimal(char *to, size_t room, uint32_t value);
size_t format_hex(char *to, size_t room, const uint8_t *bytes, size_t length);

#endif
