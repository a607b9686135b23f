// SPDX-License-Identifier: Apache-2.0

/** `22 Nov 2026, 18:45` in the reader's own zone and language. */
export function momentText(instant: string): string {
  return new Date(instant).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
}

export function dayText(day: string): string {
  return new Date(`${day}T00:00:00`).toLocaleDateString(undefined, { dateStyle: 'medium' })
}
