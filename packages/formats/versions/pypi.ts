// SPDX-License-Identifier: Apache-2.0
import {
  compareNumeralLists,
  compareNumerals,
  compareParts,
  numeralOf,
  skipDigits,
  type Numeral,
} from './numeral.ts'
import { compareLegacy, legacyKey } from './pypi-legacy.ts'
import type { Order, VersionScheme } from './scheme.ts'
import type { Identifier } from './semver.ts'

/** PEP 440, or a version older than it, which sorts before every version of PEP 440. */
export type PypiVersion = Pep440 | LegacyPypi

interface LegacyPypi {
  readonly kind: 'legacy'
  readonly parts: readonly string[]
}

interface Pep440 {
  readonly kind: 'pep440'
  readonly epoch: Numeral
  readonly release: readonly Numeral[]
  /** Rank and number, so that a bare development release is before `a` and no prerelease is after `rc`. */
  readonly stage: number
  readonly stageNumber: Numeral
  readonly post: Numeral | undefined
  readonly dev: Numeral | undefined
  readonly local: readonly Identifier[]
}

export const pypi: VersionScheme<PypiVersion> = {
  id: 'pypi',
  parse: (text) => {
    const lower = text.trim().toLowerCase()
    if (lower === '') return undefined
    return parsePep440(lower) ?? { kind: 'legacy', parts: legacyKey(lower) }
  },
  compare: comparePypi,
}

function comparePypi(left: PypiVersion, right: PypiVersion): Order {
  if (left.kind === 'legacy')
    return right.kind === 'legacy' ? compareLegacy(left.parts, right.parts) : -1
  if (right.kind === 'legacy') return 1
  return (
    compareNumerals(left.epoch, right.epoch) ||
    compareNumeralLists(left.release, right.release, 'zero') ||
    compareNumerals(left.stage, right.stage) ||
    compareNumerals(left.stageNumber, right.stageNumber) ||
    compareOptional(left.post, right.post, -1) ||
    compareOptional(left.dev, right.dev, 1) ||
    compareLocals(left.local, right.local)
  )
}

// PEP 440, appendix B, one piece at a time. No piece can match in two ways, so nothing is tried twice.
const STAGE = /[-_.]?(alpha|beta|preview|pre|rc|a|b|c)[-_.]?/y
const POST = /[-_.]?(?:post|rev|r)[-_.]?/y
const DEV = /[-_.]?dev[-_.]?/y
const LOCAL = /^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/

const BARE_DEV = -1
const NO_STAGE = 3
const STAGES = new Map([
  ['a', 0],
  ['alpha', 0],
  ['b', 1],
  ['beta', 1],
  ['c', 2],
  ['rc', 2],
  ['pre', 2],
  ['preview', 2],
])

/** `text` is trimmed and in lower case. */
function parsePep440(text: string): Pep440 | undefined {
  let index = text.startsWith('v') ? 1 : 0
  let end = skipDigits(text, index)
  let epoch: Numeral = 0
  if (end > index && text.charAt(end) === '!') {
    epoch = numeralOf(text, index, end)
    index = end + 1
  }
  const release: Numeral[] = []
  for (;;) {
    end = skipDigits(text, index)
    if (end === index) return undefined
    release.push(numeralOf(text, index, end))
    index = end
    if (text.charAt(index) !== '.' || skipDigits(text, index + 1) === index + 1) break
    index++
  }
  let stage = NO_STAGE
  let stageNumber: Numeral = 0
  let post: Numeral | undefined
  let dev: Numeral | undefined
  const word = matchAt(STAGE, text, index)
  if (word) {
    stage = STAGES.get(word[1] ?? '') ?? NO_STAGE
    index += word[0].length
    end = skipDigits(text, index)
    stageNumber = numeralOf(text, index, end)
    index = end
  }
  end = skipDigits(text, index + 1)
  if (text.charAt(index) === '-' && end > index + 1) {
    post = numeralOf(text, index + 1, end)
    index = end
  } else {
    const postWord = matchAt(POST, text, index)
    if (postWord) {
      index += postWord[0].length
      end = skipDigits(text, index)
      post = numeralOf(text, index, end)
      index = end
    }
  }
  const devWord = matchAt(DEV, text, index)
  if (devWord) {
    index += devWord[0].length
    end = skipDigits(text, index)
    dev = numeralOf(text, index, end)
    index = end
  }
  const local = localOf(text, index)
  if (!local) return undefined
  if (stage === NO_STAGE && post === undefined && dev !== undefined) stage = BARE_DEV
  return { kind: 'pep440', epoch, release, stage, stageNumber, post, dev, local }
}

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index
  return pattern.exec(text)
}

function localOf(text: string, index: number): readonly Identifier[] | undefined {
  if (index === text.length) return []
  if (text.charAt(index) !== '+') return undefined
  const local = text.slice(index + 1)
  if (!LOCAL.test(local)) return undefined
  return local
    .split(/[-_.]/)
    .map((part) => (skipDigits(part, 0) === part.length ? numeralOf(part) : part))
}

/** `missing` is the rank of having none at all. */
function compareOptional(
  left: Numeral | undefined,
  right: Numeral | undefined,
  missing: Order,
): Order {
  if (left === undefined) return right === undefined ? 0 : missing
  if (right === undefined) return missing === 1 ? -1 : 1
  return compareNumerals(left, right)
}

/** "Local version identifiers": text before numbers (the reverse of Semantic Versioning), the longer list last. */
function compareLocals(left: readonly Identifier[], right: readonly Identifier[]): Order {
  const shared = Math.min(left.length, right.length)
  for (let index = 0; index < shared; index++) {
    const order = compareParts(left[index] ?? '', right[index] ?? '', -1)
    if (order !== 0) return order
  }
  return compareNumerals(left.length, right.length)
}
