/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_HAL_GPIO_H
#define LANTERN_HAL_GPIO_H

void lamp_set(int on);
int button_pressed(void);

#endif
