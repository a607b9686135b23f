// SPDX-License-Identifier: Apache-2.0

/** 6.9: `YYYY-MM-DDThh:mm:ssZ`. `near`: an instant of ISO 8601 all the same (fractions, offsets, a blank for `T`, a date). */
export function judgeDate(text: string): 'exact' | 'near' | 'wrong' {
  if (text.length === 20 && EXACT.test(text)) return inRange(text) ? 'exact' : 'wrong'
  if (text.length > 40 || !NEAR.test(text)) return 'wrong'
  return inRange(text) ? 'near' : 'wrong'
}

const EXACT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/
const NEAR =
  /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,12})?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?)?$/

function inRange(text: string): boolean {
  const month = Number(text.slice(5, 7))
  const day = Number(text.slice(8, 10))
  if (month < 1 || month > 12 || day < 1 || day > 31) return false
  if (text.length <= 10) return true
  return Number(text.slice(11, 13)) < 25 && Number(text.slice(14, 16)) < 60
}
