// SPDX-License-Identifier: Apache-2.0
import { detectFormat } from '@headwater/formats/detect'
import { FormatError } from '@headwater/formats/fault'
import { LimitError, readText, type Limits } from '@headwater/formats/source'
import type { VexStatement } from '@headwater/domain/vex'
import { IntakeError, openDocuments, type DigestedSource } from '@headwater/intake/documents'
import { UnreadableDocuments } from '../documents/index.ts'

export interface ReadVex {
  readonly statements: readonly VexStatement[]
  /** What is odd about them, with the file. */
  readonly remarks: readonly string[]
}

/**
 * Reads the statements of VEX documents: OpenVEX, CSAF, CycloneDX, SPDX 3.
 * @throws UnreadableDocuments listing every file that is no VEX document or is broken.
 */
export async function readVex(paths: readonly string[], limits: Limits): Promise<ReadVex> {
  const statements: VexStatement[] = []
  const remarks: string[] = []
  const errors: Error[] = []
  for await (const { source, explicit } of openDocuments(paths, limits)) {
    try {
      const found = await readVexOf(source, limits)
      if (found !== undefined) {
        statements.push(...found.statements)
        remarks.push(...found.remarks.map((remark) => `${source.name}: ${remark}`))
      } else if (explicit) errors.push(notVex(source.name))
    } catch (error) {
      const isOurs =
        error instanceof FormatError || error instanceof LimitError || error instanceof IntakeError
      if (!isOurs) throw error
      errors.push(error)
    }
  }
  if (errors.length > 0) throw new UnreadableDocuments(errors)
  return { statements, remarks }
}

/** The statements of one document of any format that can carry them; undefined for all others. */
export async function readVexOf(
  source: DigestedSource,
  limits: Limits,
): Promise<ReadVex | undefined> {
  const detected = await detectFormat(source)
  switch (detected?.format) {
    case 'openvex': {
      const { readOpenVex } = await import('@headwater/formats/openvex')
      const { vexOfOpenVex } = await import('@headwater/domain/vex')
      const { document, remarks } = readOpenVex(source.name, await readText(source, limits))
      return told(vexOfOpenVex(source.name, document), remarks)
    }
    case 'csaf': {
      const { readCsaf } = await import('@headwater/formats/csaf')
      const { vexOfCsaf } = await import('@headwater/domain/vex')
      const text = await readText(source, limits)
      const { document, remarks } = readCsaf(source.name, text, { mandatoryTests: 'remark' })
      return told(vexOfCsaf(source.name, document), remarks)
    }
    case 'cyclonedx': {
      const { readCycloneDx } = await import('@headwater/formats/cyclonedx')
      const { vexOfCycloneDx } = await import('@headwater/domain/vex')
      return told(vexOfCycloneDx(source.name, await readCycloneDx(source, { limits })), [])
    }
    case 'spdx-3': {
      const { readSpdx3 } = await import('@headwater/formats/spdx3')
      const { vexOfSpdx3 } = await import('@headwater/domain/vex')
      return told(vexOfSpdx3(source.name, await readSpdx3(source, limits)), [])
    }
    default:
      return undefined
  }
}

function told(
  reading: {
    readonly statements: readonly VexStatement[]
    readonly remarks: readonly { readonly message: string }[]
  },
  more: readonly { readonly message: string }[],
): ReadVex {
  return {
    statements: reading.statements,
    remarks: [...more, ...reading.remarks].map(({ message }) => message),
  }
}

function notVex(name: string): FormatError {
  const message = 'no VEX document: neither OpenVEX, CSAF, CycloneDX nor SPDX 3'
  return new FormatError(name, [{ code: 'UNKNOWN_FORMAT', message, place: {} }])
}
