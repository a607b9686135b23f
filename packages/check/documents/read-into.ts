// SPDX-License-Identifier: Apache-2.0
import type { Detected } from '@headwater/formats/detect'
import type { Limits, Source } from '@headwater/formats/source'
import type { DocumentBuilder, DocumentFacts } from '@headwater/domain/inventory'

/**
 * Reads one SBOM into the inventory with the reader of its format, which is loaded when it is first needed.
 * @throws FormatError with everything that is wrong.
 */
export async function readInto(
  source: Source,
  detected: Detected,
  builder: DocumentBuilder,
  limits: Limits,
): Promise<DocumentFacts> {
  const reader = READERS[detected.format]
  if (reader === undefined) throw new Error(`${detected.format} is no SBOM format`)
  return reader(source, detected.syntax, builder, limits)
}

type Reader = (
  source: Source,
  syntax: Detected['syntax'],
  builder: DocumentBuilder,
  limits: Limits,
) => Promise<DocumentFacts>

const READERS: Partial<Record<Detected['format'], Reader>> = {
  'spdx-2': async (source, syntax, builder, limits) => {
    const { streamSpdx2 } = await import('@headwater/formats/spdx2')
    const { spdx2ToInventory } = await import('@headwater/domain/inventory/from-spdx2')
    const intake = spdx2ToInventory(builder, source.name, syntax)
    const known = syntax === 'rdf-xml' ? 'rdf' : syntax === 'csv' ? 'json' : syntax
    await streamSpdx2(source, known, intake.sink, limits)
    return intake.finish()
  },
  'spdx-3': async (source, _syntax, builder, limits) => {
    const { streamSpdx3 } = await import('@headwater/formats/spdx3')
    const { spdx3ToInventory } = await import('@headwater/domain/inventory/from-spdx3')
    const intake = spdx3ToInventory(builder, source.name)
    return intake.finish(await streamSpdx3(source, intake.sink, limits))
  },
  cyclonedx: async (source, _syntax, builder, limits) => {
    const { streamCycloneDx } = await import('@headwater/formats/cyclonedx')
    const { cycloneDxToInventory } = await import('@headwater/domain/inventory/from-cyclonedx')
    const intake = cycloneDxToInventory(builder, source.name)
    await streamCycloneDx(source, intake.sink, { limits })
    return intake.finish()
  },
}
