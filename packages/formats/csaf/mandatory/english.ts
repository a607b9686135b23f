// SPDX-License-Identifier: Apache-2.0

/** Titles that the standard fixes are fixed in English; documents in other languages are not held to them. */
export function isEnglish(lang: string | undefined): boolean {
  return lang === undefined || /^en(?:-|$)/i.test(lang)
}
