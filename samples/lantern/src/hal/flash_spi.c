/* SPDX-License-Identifier: Apache-2.0 */
#include "flash.h"

#define SPI_READ 0x03u
#define SPI_WRITE_ENABLE 0x06u

static volatile uint8_t spi_data;

static uint8_t spi_exchange(uint8_t out)
{
	spi_data = out;
	return spi_data;
}

int flash_spi_read(size_t at, void *to, size_t length)
{
	uint8_t *bytes = to;

	spi_exchange(SPI_READ);
	spi_exchange((uint8_t)(at >> 16));
	spi_exchange((uint8_t)(at >> 8));
	spi_exchange((uint8_t)at);
	for (size_t i = 0; i < length; i++)
		bytes[i] = spi_exchange(0);
	return 0;
}

void flash_spi_unlock(void)
{
	spi_exchange(SPI_WRITE_ENABLE);
}
