// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises'
import {
  parseOverride,
  readLocations,
  readSettings,
  SettingsError,
} from '@headwater/check/settings'
import { FormatError } from '@headwater/formats/fault'
import type { Spooled } from '../documents/index.ts'
import { Problem, type Fault } from '../problem/index.ts'

export type OverlayKind = 'identify' | 'locations' | 'settings'

/** A list of names is written by hand; anything larger is none. */
const LARGEST_LIST = 1024 * 1024
const MOST_FAULTS = 100

/**
 * Reads what is to hold for a release before it is kept, so that a wrong one is refused where it is given and not when it is used. Gives
 * who components are, `NAME=purl` or `NAME=cpe`.
 * @throws Problem `unreadable-document` with every fault
 */
export async function readOverlay(kind: OverlayKind, file: Spooled): Promise<readonly string[]> {
  try {
    switch (kind) {
      case 'identify':
        return await readPairs(file)
      case 'locations':
        readLocations(file.path)
        return []
      case 'settings':
        return await readIdentities(file)
    }
  } catch (error) {
    if (error instanceof SettingsError) {
      throw refused(error.faults.map((message) => ({ at: '', message })))
    }
    if (error instanceof FormatError) {
      throw refused(
        error.faults.map(({ code, message }) => ({ at: '', message: `${code}: ${message}` })),
      )
    }
    throw error
  }
}

/** A pair a line; empty lines and those that begin with `#` are none. */
async function readPairs(file: Spooled): Promise<readonly string[]> {
  if (file.size > LARGEST_LIST) {
    throw refused([{ at: '', message: `larger than ${LARGEST_LIST} bytes` }])
  }
  const faults: Fault[] = []
  const pairs: string[] = []
  const lines = (await readFile(file.path, 'utf8')).split(/\r?\n/)
  for (const [i, line] of lines.entries()) {
    const text = line.trim()
    if (text === '' || text.startsWith('#')) continue
    const found = /^(.+?)=((?:pkg|cpe):.*)$/.exec(text)
    const answer =
      found === null
        ? { fault: 'must be NAME=pkg:… or NAME=cpe:…' }
        : parseOverride(found[1] ?? '', found[2] ?? '')
    if ('fault' in answer) faults.push({ at: `line ${i + 1}`, message: answer.fault })
    else pairs.push(text)
  }
  if (pairs.length === 0 && faults.length === 0) faults.push({ at: '', message: 'names nothing' })
  if (faults.length > 0) throw refused(faults)
  return pairs
}

/** A headwater.yaml; files that it names are given by themselves, since here is no folder that they lie in. */
async function readIdentities(file: Spooled): Promise<readonly string[]> {
  const { overrides, advisories, locations, vex } = await readSettings([file.path])
  const named = Object.entries({ advisories, locations, vex }).filter(([, list]) => list.length > 0)
  if (named.length > 0) {
    throw refused(
      named.map(([key]) => ({
        at: `/${key}`,
        message: `names files; give them to the hub by themselves, and leave \`${key}\` out`,
      })),
    )
  }
  return overrides.map(({ component, identity }) => `${component}=${identity}`)
}

function refused(faults: readonly Fault[]): Problem {
  return new Problem('unreadable-document', {
    detail: 'it is not what it was said to be',
    faults: faults.slice(0, MOST_FAULTS),
  })
}
