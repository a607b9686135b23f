/* SPDX-License-Identifier: Apache-2.0 */
/* The smallest lantern: a serial line, a clock, and a hash. */
#define CONFIG_UART 1
#define CONFIG_TIMER 1
#define CONFIG_GPIO 1
#define CONFIG_NET 1
#define CONFIG_SHA256 1
