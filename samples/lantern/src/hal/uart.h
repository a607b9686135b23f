/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_HAL_UART_H
#define LANTERN_HAL_UART_H

void uart_put(char c);
void uart_write(const char *text);
/* The next received character, or -1. */
int uart_get(void);

#endif
