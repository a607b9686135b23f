// SPDX-License-Identifier: Apache-2.0
import { componentsOf, proposeIdentities } from '@headwater/domain/identity'
import type { ReportDocument, ReportLink } from '@headwater/domain/report'
import { readCodeRecords } from '@headwater/domain/code'
import { describeDocuments } from '@headwater/check/describe'
import { readDocuments } from '@headwater/check/documents'
import { EXIT, type ExitCode } from '../exit.ts'
import type { Io } from '../io.ts'
import { columns, count, paint, safe } from '../print/text.ts'
import { limitsOf } from './limits.ts'
import { progressOn } from './progress.ts'

export interface InspectOptions {
  readonly format?: 'table' | 'json'
  readonly limit?: readonly string[]
}

/** Prints what documents say: kind, author, packages, files, links between them, and what is broken in them. */
export async function inspect(
  paths: readonly string[],
  options: InspectOptions,
  io: Io,
): Promise<ExitCode> {
  const progress = progressOn(io)
  const { inventory, sources, passedBy } = await readDocuments(
    paths,
    limitsOf(options.limit),
    (name) => progress.step(`reading ${name}`),
  )
  const { documents, links } = await describeDocuments(
    inventory,
    sources,
    readCodeRecords(inventory).remarks,
  )
  progress.end()
  const { components } = componentsOf(inventory, [])
  const nobody = components
    .filter(({ identifiedBy }) => identifiedBy === 'nobody')
    .map((component) => ({ component, may: proposeIdentities(inventory, component, components) }))
    // what can be told is told first: a set of Zephyr names dozens of build targets
    .sort((a, b) => Number(b.may.length > 0) - Number(a.may.length > 0))
    .map(({ component }) => component)
  if (options.format === 'json') {
    const unidentified = nobody.map(({ name, version }) => ({ name, version }))
    io.out(
      `${JSON.stringify({ schemaVersion: 1, documents, links, components: components.length, unidentified, passedBy }, undefined, 2)}\n`,
    )
    return EXIT.ok
  }
  const p = paint(io.colouredOut)
  const lines = documents.flatMap((document, i) => [
    p.bold(`${i + 1}  ${safe(document.name)}`),
    ...describe(document),
    '',
  ])
  lines.push(...describeLinks(links, documents))
  if (nobody.length > 0) {
    lines.push(
      p.yellow(
        `${count(nobody.length, 'component')} of ${components.length} without purl, CPE and repository: ${safe(
          nobody
            .slice(0, 12)
            .map(({ name }) => name)
            .join(', '),
          400,
        )}${nobody.length > 12 ? ', …' : ''}`,
      ),
    )
  }
  if (passedBy.length > 0) {
    const known = passedBy.filter(({ format }) => format !== undefined)
    lines.push(
      `${count(passedBy.length, 'file')} passed by that ${passedBy.length === 1 ? 'is' : 'are'} no SBOM${
        known.length > 0
          ? `, among them ${safe(
              known
                .slice(0, 5)
                .map(({ name, format }) => `${name} (${format ?? ''})`)
                .join(', '),
              400,
            )}`
          : ''
      }`,
    )
  }
  io.out(`${lines.join('\n').trimEnd()}\n`)
  return EXIT.ok
}

function describe(document: ReportDocument): string[] {
  const rows: [string, string][] = [
    ['format', `${document.format} ${document.specVersion} ${document.syntax}`],
    ['type', document.sbomTypes.join(', ') || 'not said'],
    ['title', document.title ?? ''],
    ['id', document.id ?? ''],
    ['created', [document.createdAt ?? '', ...document.creators].filter(Boolean).join(' by ')],
    [
      'says',
      `${count(document.packages, 'package')}, ${count(document.files, 'file')}, ${count(document.relationships, 'relationship')}`,
    ],
    ['sha256', document.sha256],
    ...document.remarks.map((remark): [string, string] => ['remark', remark]),
    ...document.missingDocuments.map((id): [string, string] => ['not given', id]),
  ]
  const told = rows.filter(([, value]) => value !== '')
  return columns(
    told.map(([name, value]) => [name, safe(value, 300)]),
    '   ',
  )
}

function describeLinks(
  links: readonly ReportLink[],
  documents: readonly ReportDocument[],
): string[] {
  if (links.length === 0)
    return documents.length > 1 ? ['No links between these documents.', ''] : []
  const rows = links.map((link) => [
    `${link.from + 1} → ${link.to + 1}`,
    link.how,
    count(link.count, 'element'),
    link.verified === 'yes'
      ? `verified by ${link.algorithm ?? ''}`
      : link.verified === 'mismatch'
        ? `HASH DIFFERS: ${link.note ?? ''}`
        : link.how === 'digest'
          ? `equal ${link.algorithm ?? ''}`
          : '',
  ])
  return ['Links', ...columns(rows, '   '), '']
}
