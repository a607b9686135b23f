/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_FS_STORE_H
#define LANTERN_FS_STORE_H

#include <stddef.h>
#include <stdint.h>

#define STORE_VALUE 28u

int store_put(uint8_t key, const uint8_t value[STORE_VALUE]);
int store_get(uint8_t key, uint8_t value[STORE_VALUE]);

#endif
