/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_HAL_TIMER_H
#define LANTERN_HAL_TIMER_H

#include <stdint.h>

uint32_t timer_ticks(void);
/* Wraps with the counter: true once `ticks` have passed since `since`. */
int timer_passed(uint32_t since, uint32_t ticks);

#endif
