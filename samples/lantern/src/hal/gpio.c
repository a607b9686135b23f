/* SPDX-License-Identifier: Apache-2.0 */
#include "gpio.h"
#include "board.h"

#define LAMP 0x1u
#define BUTTON 0x1u

void lamp_set(int on)
{
	if (on)
		board.gpio_out |= LAMP;
	else
		board.gpio_out &= ~LAMP;
}

int button_pressed(void)
{
	return (board.gpio_in & BUTTON) != 0;
}
