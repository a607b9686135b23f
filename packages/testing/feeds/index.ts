// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeZip } from '../archives/index.ts'

/** Records of a kernel, a library and a few catalogues, all of our own making. */
export function osvRecord(id: string, fixed: string, more: object = {}): Record<string, unknown> {
  return {
    schema_version: '1.6.0',
    id,
    modified: '2026-01-01T00:00:00Z',
    summary: `A flaw that ${fixed} fixes`,
    affected: [
      {
        package: { ecosystem: 'PyPI', name: 'brook' },
        ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }],
        versions: ['1.0', '1.1'],
      },
    ],
    references: [{ type: 'WEB', url: `https://brook.example/${id}` }],
    ...more,
  }
}

export function cveRecord(id: string, fixed: string, more: object = {}): Record<string, unknown> {
  return {
    dataType: 'CVE_RECORD',
    dataVersion: '5.1',
    cveMetadata: {
      cveId: id,
      state: 'PUBLISHED',
      dateUpdated: '2026-01-02T00:00:00.000Z',
      ...more,
    },
    containers: {
      cna: {
        providerMetadata: { shortName: 'Linux' },
        title: `A kernel flaw that ${fixed} fixes`,
        descriptions: [{ lang: 'en', value: 'Ünïcode and a long story.' }],
        affected: [
          {
            vendor: 'Linux',
            product: 'Linux',
            defaultStatus: 'unaffected',
            programFiles: ['drivers/net/brook.c'],
            versions: [
              {
                version: '1da177e4c3f41524e886b7f1b8a0c1fc7321cac2',
                lessThan: 'f'.repeat(40),
                status: 'affected',
                versionType: 'git',
              },
            ],
          },
          {
            vendor: 'Linux',
            product: 'Linux',
            defaultStatus: 'affected',
            programFiles: ['drivers/net/brook.c'],
            versions: [
              { version: '5.1', status: 'affected' },
              { version: '0', lessThan: '5.1', status: 'unaffected', versionType: 'semver' },
              { version: fixed, lessThanOrEqual: '*', status: 'unaffected', versionType: 'semver' },
            ],
          },
        ],
        cpeApplicability: [
          {
            nodes: [
              {
                operator: 'OR',
                cpeMatch: [
                  {
                    vulnerable: true,
                    criteria: 'cpe:2.3:o:linux:linux_kernel:*:*:*:*:*:*:*:*',
                    versionStartIncluding: '5.1',
                    versionEndExcluding: fixed,
                  },
                ],
              },
            ],
          },
        ],
        references: [{ url: `https://kernel.example/${id}` }],
      },
    },
  }
}

export const KEV = {
  title: 'A catalogue',
  catalogVersion: '2026.01.03',
  dateReleased: '2026-01-03T00:00:00.000Z',
  count: 1,
  vulnerabilities: [
    {
      cveID: 'CVE-2026-1001',
      vendorProject: 'Linux',
      product: 'Kernel',
      vulnerabilityName: 'A kernel flaw',
      dateAdded: '2026-01-02',
      shortDescription: 'Seen in the wild',
      requiredAction: 'Patch',
      dueDate: '2026-01-23',
    },
  ],
}

export const EPSS = `#model_version:v2026.01.01,score_date:2026-01-03T00:00:00+0000
cve,epss,percentile
CVE-2026-1001,0.5,0.9
CVE-2026-1002,0.00043,0.1
`

/** A folder that is gone when the test is. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'headwater-mirror-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

export function writeJson(folder: string, name: string, value: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value))
  return path
}

/** A feed as a zip: JSON of each member, or the bytes that it is. */
export function writeFeed(
  folder: string,
  name: string,
  members: Readonly<Record<string, unknown>>,
): string {
  const path = join(folder, name)
  writeFileSync(path, zipOfFeed(members))
  return path
}

export function zipOfFeed(members: Readonly<Record<string, unknown>>): Buffer {
  return writeZip(Object.entries(members).map(([name, value]) => ({ name, bytes: bytesOf(value) })))
}

function bytesOf(value: unknown): Buffer {
  if (Buffer.isBuffer(value)) return value
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
}
