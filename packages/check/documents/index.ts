// SPDX-License-Identifier: Apache-2.0
import { detectFormat, unwrapped, type Detected } from '@headwater/formats/detect'
import { FormatError } from '@headwater/formats/fault'
import { LimitError, type Limits, type Source } from '@headwater/formats/source'
import {
  createInventory,
  type DocumentBuilder,
  type Inventory,
  type InventoryBuilder,
} from '@headwater/domain/inventory'
import { IntakeError, openDocuments, type DigestedSource } from '@headwater/intake/documents'
import { readInto } from './read-into.ts'

/** SBOM formats; everything else that a folder holds is passed by. */
const SBOM_FORMATS: ReadonlySet<string> = new Set(['spdx-2', 'spdx-3', 'cyclonedx'])

export interface ReadDocuments {
  readonly inventory: Inventory
  /** In the order of the inventory's documents. */
  readonly sources: readonly DigestedSource[]
  /** Files and archive members that are no SBOM, with what they are. */
  readonly passedBy: readonly { readonly name: string; readonly format?: string }[]
}

/** Documents that could not be read, all of them: then nothing is judged. */
export class UnreadableDocuments extends Error {
  override readonly name = 'UnreadableDocuments'
  readonly errors: readonly Error[]

  constructor(errors: readonly Error[]) {
    super(`${errors.length} ${errors.length === 1 ? 'document' : 'documents'} could not be read`)
    this.errors = errors
  }
}

/** What is known from elsewhere and stands beside the documents. */
export interface Beside {
  /** Takes notes of what a document says. */
  noting(builder: DocumentBuilder, document: string): DocumentBuilder
  /** Adds documents of its own when all others were read; their sources, in the same order. */
  add(builder: InventoryBuilder): readonly DigestedSource[]
}

/**
 * Reads every SBOM below the paths into one inventory.
 * @throws UnreadableDocuments that lists every document that is no valid SBOM, with all of its faults.
 */
export async function readDocuments(
  paths: readonly string[],
  limits: Limits,
  progress: (name: string) => void = () => undefined,
  beside?: Beside,
): Promise<ReadDocuments> {
  const builder = createInventory()
  const sources: DigestedSource[] = []
  const passedBy: { name: string; format?: string }[] = []
  const errors: Error[] = []

  /** Digests that documents give of others: those that follow compute them while they are read. */
  const asked = new Set<string>()

  for await (const { source, explicit } of openDocuments(paths, limits)) {
    try {
      const { detected, inner } = await look(source)
      if (detected === undefined || !SBOM_FORMATS.has(detected.format)) {
        if (explicit) errors.push(notAnSbom(source.name, detected))
        else passedBy.push({ name: source.name, ...(detected ? { format: detected.format } : {}) })
        continue
      }
      progress(source.name)
      const document = builder.open()
      source.expect(asked)
      const told = beside?.noting(document.builder, source.name) ?? document.builder
      const noting: DocumentBuilder = {
        ...told,
        externalDocument(id, digests) {
          for (const { algorithm } of digests) asked.add(algorithm)
          told.externalDocument(id, digests)
        },
      }
      const facts = await readInto(inner, detected, noting, limits)
      const sha256 = (await source.digest('sha256')) ?? ''
      document.close(facts, sha256)
      sources.push(source)
    } catch (error) {
      if (
        error instanceof FormatError ||
        error instanceof LimitError ||
        error instanceof IntakeError
      ) {
        errors.push(error)
      } else throw error
    }
  }
  if (errors.length > 0) throw new UnreadableDocuments(errors)
  if (beside !== undefined) sources.push(...beside.add(builder))
  return { inventory: builder.seal(), sources, passedBy }
}

/** A folder without an SBOM is a wrong path, and "0 vulnerabilities" of it would read as "safe". */
export function nothingToCheck(paths: readonly string[]): UnreadableDocuments {
  const message = 'holds no SBOM: neither SPDX nor CycloneDX'
  return new UnreadableDocuments(
    paths.map((path) => new FormatError(path, [{ code: 'UNKNOWN_FORMAT', message, place: {} }])),
  )
}

/** What a file is, and the document in it: an envelope around an SBOM is taken off. */
async function look(
  source: DigestedSource,
): Promise<{ readonly detected: Detected | undefined; readonly inner: Source }> {
  const detected = await detectFormat(source)
  const inner = detected === undefined ? await unwrapped(source) : undefined
  return inner === undefined
    ? { detected, inner: source }
    : { detected: await detectFormat(inner), inner }
}

function notAnSbom(name: string, detected: Detected | undefined): FormatError {
  const what =
    detected === undefined
      ? 'neither SPDX nor CycloneDX, nor anything else that is read here'
      : `a ${detected.format} document, not an SBOM${HINTS[detected.format] ?? ''}`
  return new FormatError(name, [{ code: 'UNKNOWN_FORMAT', message: what, place: {} }])
}

const HINTS: Readonly<Record<string, string>> = {
  osv: '; give it with --advisories',
  cve: '; give it with --advisories',
  openvex: '; give it with --vex',
  csaf: '; give it with --vex',
}
