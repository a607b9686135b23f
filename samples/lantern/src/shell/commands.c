/* SPDX-License-Identifier: Apache-2.0 */
#include "commands.h"
#include "history.h"
#include "../fs/store.h"
#include "../hal/gpio.h"
#include "../hal/timer.h"
#include "../hal/uart.h"
#include "../util/base64.h"
#include "../util/format.h"
#include "../util/mem.h"

static void show_uptime(void)
{
	char text[12];

	format_decimal(text, sizeof text, timer_ticks());
	uart_write(text);
}

static void show_name(void)
{
	uint8_t value[STORE_VALUE];
	char text[40];

	if (store_get('n', value) == 0 && base64_encode(text, sizeof text, value, STORE_VALUE))
		uart_write(text);
}

void command_run(const char *line)
{
	if (text_equal(line, "on"))
		lamp_set(1);
	else if (text_equal(line, "off"))
		lamp_set(0);
	else if (text_equal(line, "uptime"))
		show_uptime();
	else if (text_equal(line, "name"))
		show_name();
	else if (text_equal(line, "last"))
		uart_write(history_last());
	else
		uart_write("?");
	uart_put('\n');
}
