// SPDX-License-Identifier: Apache-2.0
import { readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { readCpe, cpeText } from '@headwater/formats/cpe'
import { readPurl } from '@headwater/formats/purl'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { CaptureError } from '../error/index.ts'
import type { Told } from './identity.ts'

/** What the user says of folders, in the `headwater.yaml` at the root of a tree. */
export type Hints = ReadonlyMap<string, Told>

/** Written by hand; anything larger is not it. */
const LARGEST = 1024 * 1024
const KEYS: ReadonlySet<string> = new Set(['purl', 'cpe', 'name', 'version', 'license', 'supplier'])

/**
 * `packages:` maps a folder below the file to a purl, or to `purl`, `cpe`, `name`, `version`, `license`, `supplier`. `.` is
 * the tree itself.
 * @throws CaptureError HINTS with everything that is wrong.
 */
export async function readHints(root: string): Promise<Hints> {
  const file = join(root, 'headwater.yaml')
  const size = statSync(file, { throwIfNoEntry: false })?.size
  if (size === undefined) return new Map()
  if (size > LARGEST) throw wrong([`it is larger than ${LARGEST} bytes`])
  const { parseYaml, countAliases } = await import('@headwater/formats/yaml')
  const { document } = parseYaml('headwater.yaml', readFileSync(file, 'utf8'), {
    schema: 'failsafe',
    limits: DEFAULT_LIMITS,
  })
  if (countAliases(document) > 100) throw wrong(['it has more than 100 aliases'])
  const said: unknown = document.toJS({ maxAliasCount: 100, mapAsMap: true })
  const packages =
    said instanceof Map ? (said as ReadonlyMap<unknown, unknown>).get('packages') : undefined
  if (packages === undefined) return new Map()
  const faults: string[] = []
  const hints = new Map<string, Told>()
  if (!(packages instanceof Map)) throw wrong(['`packages` is to map folders to purls'])
  for (const [folder, value] of packages as ReadonlyMap<unknown, unknown>) {
    const path = posix.normalize(String(folder)).replace(/\/$/, '')
    const told = readOne(path, value, faults)
    if (path.startsWith('..') || path.startsWith('/'))
      faults.push(`packages.${path}: a folder below the file is meant`)
    else if (told !== undefined) hints.set(path === '.' ? '' : path, told)
  }
  if (faults.length > 0) throw wrong(faults)
  return hints
}

function readOne(folder: string, value: unknown, faults: string[]): Told | undefined {
  const fields = new Map<string, string>()
  if (typeof value === 'string') fields.set(value.startsWith('cpe:') ? 'cpe' : 'purl', value)
  else if (value instanceof Map) {
    for (const [key, field] of value as ReadonlyMap<unknown, unknown>) {
      if (typeof key !== 'string' || !KEYS.has(key))
        faults.push(
          `packages.${folder}: \`${String(key)}\` is not known; there are ${[...KEYS].join(', ')}`,
        )
      else if (typeof field !== 'string') faults.push(`packages.${folder}.${key}: a text is meant`)
      else fields.set(key, field)
    }
  } else {
    faults.push(`packages.${folder}: a purl is meant, or a map of ${[...KEYS].join(', ')}`)
    return undefined
  }
  const purl = fields.get('purl')
  const reading = purl === undefined ? undefined : readPurl(purl, 'lenient')
  if (reading?.kind === 'fault') faults.push(`packages.${folder}: ${reading.reasons.join('; ')}`)
  const known = reading?.kind === 'purl' ? reading.purl : undefined
  const cpe = fields.get('cpe')
  const name = readCpe(cpe ?? 'cpe:2.3:a:-:-:*:*:*:*:*:*:*:*', 'lenient')
  if (name.kind === 'fault') faults.push(`packages.${folder}: ${name.reasons.join('; ')}`)
  const cpeVersion =
    cpe === undefined || name.kind === 'fault' ? undefined : cpeText(name.cpe.version)
  const version = fields.get('version') ?? known?.version ?? cpeVersion
  const license = fields.get('license')
  const supplier = fields.get('supplier')
  return {
    name: fields.get('name') ?? known?.name ?? folder.slice(folder.lastIndexOf('/') + 1),
    ...(version === undefined ? {} : { version }),
    purls: purl === undefined ? [] : [purl],
    cpes: cpe === undefined ? [] : [cpe],
    ...(license === undefined ? {} : { license }),
    ...(supplier === undefined ? {} : { supplier }),
    basis: 'headwater.yaml',
  }
}

function wrong(faults: readonly string[]): CaptureError {
  return new CaptureError(
    'HINTS',
    `headwater.yaml: ${faults.join('; ')}`,
    'see docs/capture.md, "Saying who a folder is"',
  )
}
