// SPDX-License-Identifier: Apache-2.0
import { parseOverride } from '../../packages/check/settings/index.ts'
import { knowComponent, normalRepository } from '../../packages/domain/matching/index.ts'
import { formatCpe, formatCpeUri, matchCpe, readCpe } from '../../packages/formats/cpe/index.ts'
import { readCvss, scoreCvss } from '../../packages/formats/cvss/index.ts'
import { FormatError } from '../../packages/formats/fault/index.ts'
import { compareInstants, instantKey, isInstant } from '../../packages/formats/instant/index.ts'
import { formatLicense, readLicense } from '../../packages/formats/license-expression/index.ts'
import {
  ecosystemPackages,
  formatPurl,
  purlKey,
  readPurl,
} from '../../packages/formats/purl/index.ts'
import {
  compileVers,
  formatVers,
  parseVers,
  simplifyVers,
  versContains,
  versFromNative,
} from '../../packages/formats/vers/index.ts'
import { compareVersions, SCHEMES } from '../../packages/formats/versions/index.ts'
import { Violation } from './oracle.ts'

/**
 * Gives every line to every reader of names: which of them takes it, and whether what it writes reads again.
 * @throws Violation where a law is broken.
 */
export function readNames(lines: readonly string[]): string {
  let understood = 0
  const names = lines.slice(0, MOST_LINES).map((line) => line.slice(0, LONGEST_LINE))
  for (const [i, line] of names.entries()) {
    for (const read of READERS) {
      try {
        if (read(line, names[i - 1] ?? '')) understood++
      } catch (error) {
        if (!(error instanceof FormatError)) throw error
      }
    }
  }
  return understood > 0 ? 'read' : 'refused: names'
}

const MOST_LINES = 40
/** Fifty readers take each line: what is worse than linear shows at this length already. */
const LONGEST_LINE = 60_000

type NameReader = (line: string, before: string) => boolean

const READERS: readonly NameReader[] = [
  (line) => {
    const reading = readPurl(line, 'lenient')
    if (reading.kind !== 'purl') return false
    const written = formatPurl(reading.purl)
    const again = readPurl(written, 'lenient')
    if (again.kind !== 'purl') throw new Violation(`${written} is written and not read`)
    purlKey(reading.purl)
    ecosystemPackages(reading.purl)
    return true
  },
  (line) => readPurl(line, 'strict').kind === 'purl',
  (line, before) => {
    const reading = readCpe(line, 'lenient')
    if (reading.kind !== 'cpe') return false
    const again = readCpe(formatCpe(reading.cpe), 'lenient')
    if (again.kind !== 'cpe') throw new Violation(`${formatCpe(reading.cpe)} is not read`)
    formatCpeUri(reading.cpe)
    const other = readCpe(before, 'lenient')
    if (other.kind === 'cpe') matchCpe(reading.cpe, other.cpe)
    return true
  },
  (line, before) => {
    for (const mode of ['strict', 'loose'] as const) {
      const vers = parseVers(line, mode)
      parseVers(formatVers(vers), 'loose')
      simplifyVers(vers)
      versContains(vers, before)
      compileVers(vers)
    }
    return true
  },
  (line) => {
    const space = line.indexOf(' ')
    versFromNative(line.slice(0, space), line.slice(space + 1))
    return true
  },
  ...['npm', 'pypi', 'maven', 'gem', 'conan', 'composer', 'hackage'].map(
    (scheme): NameReader =>
      (line) => {
        versFromNative(scheme, line)
        return true
      },
  ),
  ...Object.keys(SCHEMES).map((scheme): NameReader => (line, before) => {
    const order = compareVersions(scheme, line, before)
    const back = compareVersions(scheme, before, line)
    if ((order ?? 0) + (back ?? 0) !== 0 || (order === undefined) !== (back === undefined)) {
      throw new Violation(
        `${scheme}: ${line.slice(0, 200)} and ${before.slice(0, 200)}: ${order}, ${back}`,
      )
    }
    const itself = compareVersions(scheme, line, line)
    if (itself !== undefined && itself !== 0) {
      throw new Violation(`${scheme}: ${line.slice(0, 200)} differs from itself`)
    }
    return order !== undefined
  }),
  (line) => {
    const reading = readCvss(line)
    if (reading.kind !== 'cvss') return false
    const { score } = scoreCvss(reading.cvss)
    if (!(score >= 0 && score <= 10)) throw new Violation(`${line}: score ${score}`)
    return true
  },
  (line) => {
    const reading = readLicense(line)
    if (reading.kind !== 'license') return false
    const again = readLicense(formatLicense(reading.expression))
    if (again.kind !== 'license') throw new Violation(`${line.slice(0, 200)} is not read again`)
    return true
  },
  (line, before) => {
    if (!isInstant(line)) return false
    instantKey(line)
    compareInstants(line, before)
    return true
  },
  (line) => normalRepository(line) !== undefined,
  (line) => !('fault' in parseOverride('x', line)),
  (line, before) =>
    knowComponent({ name: 'x', version: before, purls: [line], cpes: [line], repositories: [line] })
      .lookups.length > 0,
]
