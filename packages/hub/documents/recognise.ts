// SPDX-License-Identifier: Apache-2.0
import { readDocuments, UnreadableDocuments } from '@headwater/check/documents'
import { mayState, readVex } from '@headwater/check/vex'
import type { Inventory, SbomType } from '@headwater/domain/inventory'
import { FormatError } from '@headwater/formats/fault'
import { LimitError, type Limits } from '@headwater/formats/source'
import { IntakeError } from '@headwater/intake/documents'
import type { Lane } from '@headwater/store/documents'
import { Problem, type Fault } from '../problem/index.ts'

const MOST_FAULTS = 100

/** What a document is by its own word. */
export interface Recognised {
  readonly lane: Lane
  /** Of an SBOM: what it says by itself. */
  readonly inventory?: Inventory
}

/** In which lane a document belongs by its own word. Build is what most tools write who say nothing. */
export async function recognise(path: string, limits: Limits): Promise<Recognised> {
  const sbom = await readSbom(path, limits)
  if ('inventory' in sbom) {
    const { inventory } = sbom
    if (saysVerdictsOnly(inventory)) return { lane: 'vex' }
    const types = inventory.documents.flatMap(({ facts }) => facts.sbomTypes)
    return { lane: laneOf(types), inventory }
  }
  const isVex = await isVexDocument(path, limits)
  if (isVex) return { lane: 'vex' }
  throw sbom.refusal
}

/**
 * Refuses what cannot be read where its sender puts it: else no judgement of the release would succeed until it is gone.
 * @throws Problem `unreadable-document`
 */
export async function refuseWrongLane(
  path: string,
  { into, own }: { readonly into: Lane; readonly own: Lane },
  limits: Limits,
): Promise<void> {
  if ((into === 'vex') === (own === 'vex')) return
  if (into === 'vex') {
    if (await isVexDocument(path, limits)) return
    throw new Problem('unreadable-document', {
      detail: 'it says nothing of vulnerabilities: it is no VEX document',
      hint: 'send it without a type, or with the type of SBOM that it is',
    })
  }
  const sbom = await readSbom(path, limits)
  if ('refusal' in sbom) throw sbom.refusal
}

/**
 * A CycloneDX document that speaks of vulnerabilities and holds nothing that could have one: at most what it is about
 * (`metadata.component`), and components that are only there to be pointed at, without anything that tells who they are.
 */
function saysVerdictsOnly(inventory: Inventory): boolean {
  if (inventory.documents.some(({ facts }) => facts.format !== 'cyclonedx')) return false
  if (!mayState(inventory)) return false
  for (const node of inventory.packages()) {
    const isSubject = inventory.edgesTo(node, 'describes').length > 0
    const facts = inventory.packageFacts(node)
    const names = [facts?.purls, facts?.cpes, facts?.digests, facts?.repositories]
    if (!isSubject && names.some((each) => (each ?? []).length > 0)) return false
  }
  for (const _ of inventory.files()) return false
  return true
}

/** @param types that an SBOM says of itself */
export function laneOf(types: readonly SbomType[]): Lane {
  return types.find((type) => type !== 'build') ?? 'build'
}

async function readSbom(
  path: string,
  limits: Limits,
): Promise<{ readonly inventory: Inventory } | { readonly refusal: Problem }> {
  try {
    const { inventory } = await readDocuments([path], limits)
    return inventory.documents.length === 0 ? { refusal: unreadable([]) } : { inventory }
  } catch (error) {
    return { refusal: refusalOf(error, path) }
  }
}

async function isVexDocument(path: string, limits: Limits): Promise<boolean> {
  try {
    return (await readVex([path], limits)).statements.length > 0
  } catch (error) {
    // throws on what is none of ours
    refusalOf(error, path)
    return false
  }
}

/** What a reader said, as a problem; the temporary file's name is ours and nobody else's. @throws anything else again */
function refusalOf(error: unknown, path: string): Problem {
  if (error instanceof UnreadableDocuments) {
    return unreadable(
      error.errors.flatMap((each) =>
        each instanceof FormatError
          ? each.faults.map(({ code, message, place }) => ({
              at: placeText(place),
              message: `${code}: ${message}`,
            }))
          : [{ at: '', message: each.message.replaceAll(path, 'the document') }],
      ),
    )
  }
  if (error instanceof LimitError || error instanceof IntakeError || error instanceof FormatError) {
    return unreadable([{ at: '', message: error.message.replaceAll(path, 'the document') }])
  }
  throw error
}

function placeText(place: object): string {
  const { pointer, line, column } = place as {
    pointer?: string
    line?: number
    column?: number
  }
  const at = line === undefined ? '' : `line ${line}${column === undefined ? '' : `:${column}`}`
  return [at, pointer].filter((part) => part !== undefined && part !== '').join(' ')
}

function unreadable(faults: readonly Fault[]): Problem {
  return new Problem('unreadable-document', {
    detail: 'it is no valid SPDX, CycloneDX, OpenVEX or CSAF document',
    hint: '`headwater inspect FILE` shows the same on your machine',
    faults: faults.slice(0, MOST_FAULTS),
  })
}
