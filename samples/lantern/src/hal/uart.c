/* SPDX-License-Identifier: Apache-2.0 */
#include "uart.h"
#include "board.h"
#include "../util/ring.h"

static struct ring received;

void uart_put(char c)
{
	while (!(board.uart_status & UART_TX_READY)) {
	}
	board.uart_data = (uint32_t)(unsigned char)c;
}

void uart_write(const char *text)
{
	while (*text)
		uart_put(*text++);
}

int uart_get(void)
{
	uint8_t byte;

	while (board.uart_status & UART_RX_READY) {
		ring_push(&received, (uint8_t)board.uart_data);
		board.uart_status &= ~UART_RX_READY;
	}
	return ring_pop(&received, &byte) ? byte : -1;
}
