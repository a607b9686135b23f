/* SPDX-License-Identifier: Apache-2.0 */
#include "board.h"

struct board_registers board = { .uart_status = UART_TX_READY };

int app_main(void);

/* Reset vector: nothing has run before this. */
void lantern_start(void)
{
	app_main();
	for (;;) {
	}
}
