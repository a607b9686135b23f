/* SPDX-License-Identifier: Apache-2.0 */
#include "timer.h"
#include "board.h"

uint32_t timer_ticks(void)
{
	return board.timer_count;
}

int timer_passed(uint32_t since, uint32_t ticks)
{
	return timer_ticks() - since >= ticks;
}
