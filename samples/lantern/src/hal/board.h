/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_HAL_BOARD_H
#define LANTERN_HAL_BOARD_H

#include <stdint.h>

/* The registers of the board, as one block. The linker places it; nothing else knows its address. */
struct board_registers {
	volatile uint32_t uart_data;
	volatile uint32_t uart_status;
	volatile uint32_t timer_count;
	volatile uint32_t gpio_out;
	volatile uint32_t gpio_in;
};

#define UART_RX_READY 0x1u
#define UART_TX_READY 0x2u

extern struct board_registers board;

#endif
