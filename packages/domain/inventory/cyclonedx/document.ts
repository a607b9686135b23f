// SPDX-License-Identifier: Apache-2.0
import type { Composition, Lifecycle, Metadata, Tool, ToolSet } from '@headwater/formats/cyclonedx'
import type { DocumentFacts, SbomType } from '../facts.ts'
import { sbomTypesIn } from '../sbom-types.ts'
import { nameOf } from './packages.ts'

/** Phases of CycloneDX 1.5 and the SBOM types of CISA ("Types of SBOM Documents", 2023) that are made in them. */
const PHASES: Readonly<Record<string, SbomType>> = {
  design: 'design',
  'pre-build': 'source',
  build: 'build',
  'post-build': 'analyzed',
  operations: 'runtime',
  discovery: 'deployed',
}

export function metadataFacts(
  metadata: Metadata,
): Pick<DocumentFacts, 'creators' | 'tools' | 'sbomTypes' | 'name' | 'createdAt' | 'dataLicense'> {
  const { timestamp, component, licenses = [] } = metadata
  const license = licenses.map(
    (choice) => choice.expression ?? choice.license?.id ?? choice.license?.name,
  )
  return {
    creators: [
      ...(metadata.authors ?? []),
      metadata.manufacturer,
      metadata.manufacture,
      metadata.supplier,
    ].flatMap((party) => nameOf(party) ?? []),
    tools: toolNames(metadata.tools),
    sbomTypes: sbomTypesOf(metadata.lifecycles ?? []),
    ...(component && {
      name: component.version ? `${component.name} ${component.version}` : component.name,
    }),
    ...(timestamp !== undefined && { createdAt: timestamp }),
    ...(license.length > 0 && { dataLicense: license.join(' AND ') }),
  }
}

function sbomTypesOf(lifecycles: readonly Lifecycle[]): readonly SbomType[] {
  const types = new Set<SbomType>()
  for (const { phase, name, description } of lifecycles) {
    const type = phase === undefined ? undefined : PHASES[phase]
    if (type) types.add(type)
    else for (const named of sbomTypesIn([name, description])) types.add(named)
  }
  return [...types]
}

function toolNames(tools: readonly Tool[] | ToolSet | undefined): readonly string[] {
  return toolsOf(tools).map(({ vendor, name, version }) =>
    [vendor, name, version].filter(Boolean).join(' '),
  )
}

/** Both shapes of tools in one. */
export function toolsOf(
  tools: readonly Tool[] | ToolSet | undefined,
): readonly { vendor?: string; name: string; version?: string; ref?: string }[] {
  if (tools === undefined) return []
  const list = (Array.isArray as (value: unknown) => value is readonly Tool[])(tools)
    ? tools.map((tool) => ({ ...tool, maker: tool.vendor, ref: undefined }))
    : [
        ...(tools.components ?? []).map((tool) => ({
          ...tool,
          maker: nameOf(tool.supplier) ?? nameOf(tool.manufacturer) ?? tool.publisher ?? tool.group,
          ref: tool['bom-ref'],
        })),
        ...(tools.services ?? []).map((tool) => ({
          ...tool,
          maker: nameOf(tool.provider) ?? tool.group,
          ref: tool['bom-ref'],
        })),
      ]
  return list.map(({ maker, name, version, ref }) => ({
    name: name ?? '',
    ...(maker !== undefined && { vendor: maker }),
    ...(version !== undefined && { version }),
    ...(ref !== undefined && { ref }),
  }))
}

/** What the document admits about its own completeness. */
export function describeComposition({
  aggregate,
  assemblies = [],
  dependencies = [],
  vulnerabilities = [],
}: Composition): string {
  const words = aggregate.replaceAll('_', ' ')
  const parts = [
    ...about('parts', assemblies),
    ...about('dependencies', dependencies),
    ...about('vulnerabilities', vulnerabilities),
  ]
  return parts.length === 0
    ? `the document says of itself: ${words}`
    : `the document says of ${parts.join(' and ')}: ${words}`
}

function about(what: string, refs: readonly string[]): readonly string[] {
  if (refs.length === 0) return []
  const more = refs.length > 3 ? ` and ${refs.length - 3} more` : ''
  return [`the ${what} of ${refs.slice(0, 3).join(', ')}${more}`]
}
