/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_UTIL_CRC32_H
#define LANTERN_UTIL_CRC32_H

#include <stddef.h>
#include <stdint.h>

uint32_t crc32(const void *data, size_t length);

#endif
