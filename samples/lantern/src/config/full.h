/* SPDX-License-Identifier: Apache-2.0 */
/* Everything that the board can carry, except SPI flash: the board has none. */
#define CONFIG_UART 1
#define CONFIG_TIMER 1
#define CONFIG_GPIO 1
#define CONFIG_FLASH 1
#define CONFIG_NET 1
#define CONFIG_NET_DNS 1
#define CONFIG_NET_COAP 1
#define CONFIG_FS 1
#define CONFIG_FS_JOURNAL 1
#define CONFIG_SHA256 1
#define CONFIG_AEAD 1
#define CONFIG_SHELL 1
