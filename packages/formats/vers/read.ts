// SPDX-License-Identifier: Apache-2.0
import { FaultList } from '../fault/index.ts'
import { schemeOf, schemeOfVers, type VersionScheme } from '../versions/index.ts'
import { decodeVersion, encodeVersion } from './encoding.ts'
import { constraint, type Comparator, type Constraint, type Vers } from './vers.ts'

/**
 * `strict` is the specification: canonical, sorted, every version once, bounds in turn. `loose` takes what can be understood, in
 * the order in which it stands: white space, empty constraints, `=`, other encodings and any order.
 */
export type VersMode = 'strict' | 'loose'

/** @throws FormatError with every reason why the text is no VERS. Places are columns of line 1. */
export function parseVers(text: string, mode: VersMode = 'strict'): Vers {
  const reader: Reader = { strict: mode === 'strict', faults: new FaultList('VERS') }
  if (reader.strict && /\s/.test(text))
    fault(reader, text.search(/\s/), 'white space is not allowed')
  const plain = reader.strict ? text : text.replace(/\s+/g, '')
  const vers = readVers(reader, plain)
  reader.faults.throwIfAny()
  return vers
}

interface Reader {
  readonly strict: boolean
  readonly faults: FaultList
}

function readVers(reader: Reader, text: string): Vers {
  const colon = text.indexOf(':')
  const slash = text.indexOf('/', colon + 1)
  const uri = text.slice(0, Math.max(colon, 0))
  if ((reader.strict ? uri : uri.toLowerCase()) !== 'vers')
    fault(reader, 0, 'does not begin with "vers:"')
  else if (slash === -1) fault(reader, text.length, 'has no "/" after its scheme')
  else {
    const scheme = readScheme(reader, text.slice(colon + 1, slash), colon + 1)
    const body = text.slice(slash + 1)
    if (body === '*') return scheme === 'none' ? { kind: 'none' } : { kind: 'all', scheme }
    if (scheme === 'none' || scheme === 'all')
      fault(reader, slash + 1, `"${scheme}" takes nothing but "*"`)
    const constraints = readConstraints(reader, body, slash + 1, scheme)
    if (reader.strict && reader.faults.count === 0)
      checkSequence(reader, scheme, constraints, slash + 1)
    return { kind: 'constraints', scheme, constraints }
  }
  return { kind: 'none' }
}

function readScheme(reader: Reader, text: string, at: number): string {
  const scheme = reader.strict ? text : text.toLowerCase()
  if (!/^[a-z][a-z0-9.-]*$/.test(scheme))
    fault(reader, at, 'the scheme is not lower-case letters, digits, "." and "-"')
  // §5.3.2.1: reserved, so that there is always one that is invalid.
  if (scheme === 'invalid') fault(reader, at, '"invalid" is never a scheme')
  return scheme
}

function readConstraints(
  reader: Reader,
  body: string,
  at: number,
  scheme: string,
): readonly Constraint[] {
  const constraints: Constraint[] = []
  let column = at
  for (const part of body.split('|')) {
    if (part !== '') {
      const read = readConstraint(reader, part, column, scheme)
      if (read) constraints.push(read)
    } else if (reader.strict && body !== '')
      fault(reader, column, 'a pipe stands at an end or beside another pipe')
    column += part.length + 1
  }
  if (constraints.length === 0) fault(reader, at, 'has no constraints')
  return constraints
}

const COMPARATORS: readonly Comparator[] = ['>=', '<=', '!=', '<', '>', '=']

function readConstraint(
  reader: Reader,
  part: string,
  column: number,
  scheme: string,
): Constraint | undefined {
  const comparator = COMPARATORS.find((candidate) => part.startsWith(candidate))
  const raw = part.slice(comparator?.length ?? 0)
  if (comparator === '=' && reader.strict)
    fault(reader, column, '"=" is not written, a version alone means equality')
  const version = decodeVersion(raw)
  if (raw === '') fault(reader, column, 'has a comparator without a version')
  else if (version === undefined) fault(reader, column, `"${raw}" has an invalid percent-encoding`)
  else if (reader.strict) checkSpelling(reader, raw, version, column, scheme)
  if (version === undefined || version === '') return undefined
  return constraint(comparator ?? '=', version)
}

function checkSpelling(
  reader: Reader,
  raw: string,
  version: string,
  column: number,
  scheme: string,
): void {
  if (encodeVersion(version) !== raw)
    fault(reader, column, `"${raw}" is not the canonical encoding of ${JSON.stringify(version)}`)
  if (scheme === 'datetime' && /[tz]/.test(version))
    fault(reader, column, 'a date and time has an upper-case T and Z')
}

/** §5.4. What cannot be ordered, by us or at all, is not judged. */
function checkSequence(
  reader: Reader,
  name: string,
  constraints: readonly Constraint[],
  at: number,
): void {
  const id = schemeOfVers(name)
  const scheme = id && schemeOf(id)
  if (scheme) checkOrder(reader, scheme, constraints, at)
  const bounds = constraints.filter(({ comparator }) => comparator !== '!=')
  for (const [index, { comparator }] of bounds.entries()) {
    const next = bounds[index + 1]?.comparator
    if (next && comparator === '=' && next.startsWith('<'))
      fault(reader, at, `an upper bound follows the version ${bounds[index]?.version ?? ''}`)
  }
  const ends = bounds.filter(({ comparator }) => comparator !== '=')
  for (const [index, { comparator }] of ends.entries()) {
    const next = ends[index + 1]
    if (next?.comparator.charAt(0) === comparator.charAt(0))
      fault(reader, at, `"${next.comparator}${next.version}" adds nothing to the bound before it`)
  }
}

function checkOrder(
  reader: Reader,
  scheme: VersionScheme,
  constraints: readonly Constraint[],
  at: number,
): void {
  for (const [index, { version }] of constraints.entries()) {
    const next = constraints[index + 1]
    const one = scheme.parse(version)
    const two = next && scheme.parse(next.version)
    if (!next || one === undefined || two === undefined) continue
    const order = scheme.compare(one, two)
    if (order > 0) fault(reader, at, `${version} stands before ${next.version}: not in order`)
    if (order === 0) fault(reader, at, `the version ${next.version} is there twice`)
  }
}

function fault(reader: Reader, index: number, message: string): void {
  reader.faults.add('INVALID_VALUE', message, { line: 1, column: index + 1 })
}
