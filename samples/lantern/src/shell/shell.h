/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_SHELL_SHELL_H
#define LANTERN_SHELL_SHELL_H

#define LINE_LENGTH 64u

/* Takes one character from the serial line; runs the command when the line ends. */
void shell_feed(char c);

#endif
