/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_HAL_FLASH_H
#define LANTERN_HAL_FLASH_H

#include <stddef.h>
#include <stdint.h>

#define FLASH_SIZE 4096u
#define FLASH_PAGE 256u

int flash_read(size_t at, void *to, size_t length);
int flash_write(size_t at, const void *from, size_t length);
int flash_erase(size_t page);

#endif
