// SPDX-License-Identifier: Apache-2.0
import {
  compareNumerals,
  compareParts,
  isDigit,
  isLetter,
  numeralOf,
  skipDigits,
  type Numeral,
} from './numeral.ts'
import type { Order, VersionScheme } from './scheme.ts'

/** `[epoch:]upstream[-revision]` of the Debian policy manual, §5.6.12. */
export interface DebianVersion {
  readonly epoch: Numeral
  readonly upstream: Runs
  readonly revision: Runs
}

/** Runs of non-digits and of digits in turn, beginning with the former; the non-digits as keys that sort as text. */
type Runs = readonly (string | Numeral)[]

export const debian: VersionScheme<DebianVersion> = {
  id: 'debian',
  parse: parseDebian,
  compare: (left, right) =>
    compareNumerals(left.epoch, right.epoch) ||
    compareRuns(left.upstream, right.upstream) ||
    compareRuns(left.revision, right.revision),
}

/** opam orders as Debian does, over the whole version: it knows neither epochs nor revisions. */
export const opam: VersionScheme<Runs> = {
  id: 'opam',
  parse: (text) => (text === '' || /\s/.test(text) ? undefined : runsOf(text)),
  compare: compareRuns,
}

function parseDebian(text: string): DebianVersion | undefined {
  const trimmed = text.trim()
  if (!ALLOWED.test(trimmed)) return undefined
  const colon = trimmed.indexOf(':')
  if (colon === 0 || (colon > 0 && skipDigits(trimmed, 0) !== colon)) return undefined
  const hyphen = trimmed.lastIndexOf('-')
  const end = hyphen > colon ? hyphen : trimmed.length
  const upstream = trimmed.slice(colon + 1, end)
  if (upstream === '') return undefined
  return {
    epoch: colon > 0 ? numeralOf(trimmed, 0, colon) : 0,
    upstream: runsOf(upstream),
    revision: runsOf(trimmed.slice(end + 1)),
  }
}

/** dpkg refuses every other character, and advisories write `<unfixed>` where a version would stand. */
const ALLOWED = /^[0-9A-Za-z.+:~_-]+$/

function runsOf(text: string): Runs {
  const runs: (string | Numeral)[] = []
  let index = 0
  while (index < text.length) {
    let end = index
    let key = ''
    while (end < text.length && !isDigit(text.charCodeAt(end))) key += keyOf(text.charCodeAt(end++))
    runs.push(key + END)
    index = end
    if (index < text.length) {
      end = skipDigits(text, index)
      runs.push(numeralOf(text, index, end))
      index = end
    }
  }
  return runs
}

/** A tilde is before the end of a run, letters are before everything else. */
function keyOf(code: number): string {
  if (code === 126) return '\u0001'
  return isLetter(code) ? String.fromCharCode(code) : String.fromCodePoint(code + 256)
}

const END = '\u0002'

function compareRuns(left: Runs, right: Runs): Order {
  const longer = Math.max(left.length, right.length)
  for (let index = 0; index < longer; index++) {
    const one = left[index] ?? (index % 2 === 0 ? END : 0)
    const two = right[index] ?? (index % 2 === 0 ? END : 0)
    const order = compareParts(one, two, 0)
    if (order !== 0) return order
  }
  return 0
}
