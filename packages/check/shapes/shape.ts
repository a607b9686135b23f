// SPDX-License-Identifier: Apache-2.0
import type { ReportFinding } from '@headwater/domain/report'

/** Documents of our own making in the exact shape of what one version of one tool writes, and what a check must make of them. */
export interface Shape {
  readonly tool: string
  /** File names and contents: text, or an object that is written as JSON. */
  readonly documents: Readonly<Record<string, string | object>>
  /** `--identify` */
  readonly identify?: readonly string[]
  /** CVE and OSV records of our own. */
  readonly advisories?: readonly object[]
  /** Of each identified component `name version`, with what it is matched on. */
  readonly components: Readonly<Record<string, readonly string[]>>
  /** Names of those that nothing can be matched on, with the first proposal. */
  readonly unidentified?: Readonly<Record<string, string | undefined>>
  /** Of each document that says so. */
  readonly sbomTypes?: Readonly<Record<string, readonly string[]>>
  readonly roles?: Readonly<Record<string, string>>
  /** `from kind to`, by names. */
  readonly edges?: readonly string[]
  /** `from how to verified`, by file names. */
  readonly links?: readonly string[]
  /** `id component verdict rule` */
  readonly findings?: readonly string[]
  /** Statements of VEX: all, and those that are about nothing here. */
  readonly vex?: readonly [statements: number, unbound: number]
}

export function lineOf({ vulnerability, component, verdict, rule }: ReportFinding): string {
  return `${vulnerability.id} ${component.name} ${verdict} ${rule}`
}

/** An OSV record of our own: a package of an ecosystem, up to the version that fixes it. */
export function osv(id: string, ecosystem: string, name: string, fixed: string): object {
  return {
    schema_version: '1.6.0',
    id,
    modified: '2026-01-01T00:00:00Z',
    summary: `Invented flaw of ${name}`,
    affected: [
      {
        package: { ecosystem, name },
        ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }],
      },
    ],
  }
}

interface CveMatter {
  readonly vendor: string
  readonly product: string
  readonly fixed: string
  readonly cpe?: string
  readonly repo?: string
  readonly files?: readonly string[]
}

/** A CVE 5 record of our own. */
export function cve(
  cveId: string,
  { vendor, product, fixed, cpe, repo, files }: CveMatter,
): object {
  return {
    dataType: 'CVE_RECORD',
    dataVersion: '5.1',
    cveMetadata: {
      cveId,
      assignerOrgId: '00000000-0000-4000-8000-000000000000',
      state: 'PUBLISHED',
      datePublished: '2026-01-01T00:00:00.000Z',
    },
    containers: {
      cna: {
        providerMetadata: { orgId: '00000000-0000-4000-8000-000000000000' },
        descriptions: [{ lang: 'en', value: `Invented flaw of ${product}` }],
        references: [{ url: 'https://advisories.example/1' }],
        affected: [
          {
            vendor,
            product,
            defaultStatus: 'unaffected',
            ...(cpe === undefined ? {} : { cpes: [cpe] }),
            ...(repo === undefined ? {} : { repo }),
            ...(files === undefined ? {} : { programFiles: files }),
            versions: [
              { version: '0', lessThan: fixed, versionType: 'semver', status: 'affected' },
            ],
          },
        ],
      },
    },
  }
}

/** A digest that is as good as any: the text itself in hexadecimal. */
export function hash(text: string, digits: number): string {
  return Buffer.from(text).toString('hex').padEnd(digits, '0').slice(-digits)
}
