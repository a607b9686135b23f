// SPDX-License-Identifier: Apache-2.0
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  formatVers,
  parseVers,
  sortVers,
  versContains,
  versFromNative,
  type Vers,
} from '@headwater/formats/vers'
import { compareVersions, schemeOfVers } from '@headwater/formats/versions'
import type { Outcome, Suite } from './suite.ts'

/** The tests of the VERS specification: parse, validate, containment, comparison, equality, native ranges. */
export const suite: Suite = {
  name: 'vers',
  run: async (shared) => {
    const folder = join(shared, 'suites', 'vers', 'tests')
    const failures: { case: string; reason: string }[] = []
    let total = 0
    for (const file of (await readdir(folder)).sort()) {
      const { tests } = JSON.parse(await readFile(join(folder, file), 'utf8')) as { tests: Test[] }
      for (const [index, test] of tests.entries()) {
        total++
        const reason = judge(test)
        if (reason === undefined) continue
        const known = KNOWN.get(JSON.stringify(test.input))
        failures.push({
          case: `${file}#${index} ${JSON.stringify(test.input)}`,
          reason: known ? `${known} (${reason})` : reason,
        })
      }
    }
    return { passed: total - failures.length, total, failures } satisfies Outcome
  },
}

interface Test {
  readonly test_type: string
  readonly input: unknown
  readonly expected_output?: unknown
  readonly expected_failure?: boolean
}

/** Where the suite is wrong about the ecosystem; each was tried with the ecosystem's own program. */
const KNOWN: ReadonlyMap<string, string> = new Map(
  (
    [
      ['npm', '<= 1.0', 'node-semver reads it as <1.1.0-0, which holds 1.0.5'],
      ['npm', '<=2.1 >=1.1', 'node-semver reads <=2.1 as <2.2.0-0, which holds 2.1.5'],
      ['npm', '>= 1.x', 'node-semver reads it as >=1.0.0, without an end'],
      ['npm', '>= 2.2.x', 'node-semver reads it as >=2.2.0, without an end'],
      ['npm', '2.1 || 2.6', 'node-semver reads 2.1 as every 2.1.x, and 2.6 likewise'],
      ['npm', '1.1.2 1.2.2', 'node-semver asks for both at once, so no version is in it'],
      [
        'npm',
        '>=5.0.3 >=4.2.1',
        'node-semver asks for both at once; as VERS, 4.2.1 would be in it',
      ],
      [
        'npm',
        '>= 0.2.0 <= 0.9.6 || ~0.8.0-pre',
        'node-semver reads ~0.8.0-pre as >=0.8.0-pre <0.9.0-0, with nothing at 0.8.0 or 0.8.1',
      ],
      ['conan', '', 'Conan refuses an empty range, and a VERS without constraints is none'],
    ] as const
  ).flatMap(([scheme, native, reason]) => [
    [JSON.stringify({ native_range: native, scheme }), reason],
    [JSON.stringify({ scheme, native_range: native }), reason],
  ]),
)

/** Undefined: as expected. */
function judge(test: Test): string | undefined {
  let given: unknown
  try {
    given = answer(test)
  } catch (error) {
    return test.expected_failure === true ? undefined : String(error)
  }
  if (test.expected_failure === true) return `accepted as ${JSON.stringify(given)}`
  if (test.test_type === 'comparison') return judgeOrder(test, given as readonly string[])
  if (JSON.stringify(given) === JSON.stringify(test.expected_output)) return undefined
  return `we say ${JSON.stringify(given)}, the suite ${JSON.stringify(test.expected_output)}`
}

function answer({ test_type: type, input }: Test): unknown {
  if (type === 'parse') return partsOf(parseVers(input as string))
  if (type === 'validate') return formatVers(sortVers(parseVers(input as string, 'loose')))
  const { vers, version, scheme, native_range, input_scheme, versions } = input as {
    readonly [name: string]: string
  } & { readonly versions: readonly string[] }
  if (type === 'containment') return versContains(parseVers(vers ?? '', 'loose'), version ?? '')
  if (type === 'from_native') return formatVers(versFromNative(scheme ?? '', native_range ?? ''))
  const id = schemeOfVers(input_scheme ?? '') ?? ''
  if (type === 'equality') return compareVersions(id, versions[0] ?? '', versions[1] ?? '') === 0
  if (type !== 'comparison') throw new Error(`unknown type of test: ${type}`)
  return versions.toSorted((left, right) => {
    const order = compareVersions(id, left, right)
    if (order === undefined) throw new Error(`${left} and ${right} are not comparable`)
    return order
  })
}

function partsOf(vers: Vers): unknown {
  if (vers.kind !== 'constraints') return { scheme: vers.kind, version_constraints: [['*', '']] }
  return {
    scheme: vers.scheme,
    version_constraints: vers.constraints.map(({ comparator, version }) => [comparator, version]),
  }
}

/** The expected list may spell a version in another way (`1.0.0-beta` for `1.0.0-BETA`); it has to be the same version. */
function judgeOrder({ input, expected_output: expected }: Test, sorted: readonly string[]) {
  const id = schemeOfVers((input as { input_scheme: string }).input_scheme) ?? ''
  const wanted = expected as readonly string[]
  const same =
    wanted.length === sorted.length &&
    wanted.every((version, index) => compareVersions(id, version, sorted[index] ?? '') === 0)
  return same ? undefined : `we say ${sorted.join(' < ')}, the suite ${wanted.join(' < ')}`
}
