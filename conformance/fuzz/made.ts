// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { makeCsafVex, writeCsaf } from '../../packages/formats/csaf/index.ts'
import { readCycloneDx, writeCycloneDx } from '../../packages/formats/cyclonedx/index.ts'
import { sourceOfBytes } from '../../packages/formats/source/index.ts'
import { JSON_TEXT, RDF, TAG_VALUE, XML, YAML } from '../../packages/formats/spdx2/fixture.ts'
import { writeTar, writeZip } from '../../packages/testing/archives/index.ts'

/** Documents in the syntaxes that the samples have none of, so that every reader is fuzzed without `../shared` too. */
export async function makeDocuments(samples: string): Promise<ReadonlyMap<string, Buffer>> {
  const portal = readFileSync(join(samples, 'portal/sbom/portal.cdx.json'))
  const vex = readFileSync(join(samples, 'portal/vex/portal.vex.cdx.json'))
  const documents = new Map<string, string | Buffer>([
    ['lamp.spdx', TAG_VALUE],
    ['lamp.spdx.json', JSON_TEXT],
    ['lamp.spdx.yaml', YAML],
    ['lamp.spdx.xml', XML],
    ['lamp.spdx.rdf', RDF],
    ['portal.csaf.json', csaf()],
    ['eukev.json', EU_KEV],
  ])
  for (const [name, bytes] of [['portal', portal] as const, ['portal.vex', vex] as const]) {
    const document = await readCycloneDx(sourceOfBytes(name, bytes))
    for (const version of ['1.4', '1.6', '1.7'] as const) {
      const { text } = writeCycloneDx(document, { version, syntax: 'xml' })
      documents.set(`${name}.${version}.cdx.xml`, text)
    }
  }
  documents.set('portal.zip', writeZip([{ name: 'portal.cdx.json', bytes: portal }]))
  documents.set('portal.tar', writeTar([{ name: 'portal.cdx.json', bytes: portal }]))
  documents.set('portal.tgz', gzipSync(writeTar([{ name: 'portal.cdx.json', bytes: portal }])))
  documents.set('portal.json.gz', gzipSync(portal))
  return new Map([...documents].map(([name, text]) => [name, Buffer.from(text)]))
}

/** Lines of names in the groups that the public suites have files for. */
export const NAMES: Readonly<Record<string, readonly string[]>> = {
  purl: [
    'pkg:npm/%40angular/animation@12.3.1',
    'pkg:deb/debian/curl@7.88.1-10?arch=amd64&distro=bookworm',
    'pkg:golang/google.golang.org/genproto#googleapis/api/annotations',
    'pkg:maven/org.apache.xmlgraphics/batik-anim@1.9.1?classifier=sources&repository_url=repo.example.org',
    'pkg:github/zephyrproject-rtos/zephyr@3.4.99',
    'pkg:pypi/Django_Rest@1.11',
    'pkg:oci/debian@sha256:244fd47e07d10?repository_url=ghcr.io/debian&tag=bullseye',
  ],
  vers: [
    'vers:npm/1.2.3|>=2.0.0|<5.0.0',
    'vers:pypi/>=1.0|!=1.5|<2',
    'vers:deb/*',
    'vers:maven/>=1.0-alpha-1|<=2.0-SNAPSHOT',
    'npm ^1.2.3 || ~2.4 || 3.x - 5.0.0',
    'pypi >=1.0,!=1.5,<2',
    'maven [1.0,2.0),(3.0,]',
    'nuget [1.0,2.0)',
    'gem ~> 2.1.3',
    'conan [>1 <2, include_prerelease]',
  ],
  versions: [
    '1.0.0',
    '1:2.30.2-1ubuntu0.1~20.04',
    '1.2.3-rc.1+build.5',
    'v1.2.3-0.20240101000000-abcdef123456',
    '1!2.0.post1.dev3+local.1',
    '1.0.2k',
    '2.0-SNAPSHOT',
    '1.2_p3-r1',
    'dev-master',
    '6.1.192',
  ],
  cpe: [
    'cpe:2.3:a:openssl:openssl:1.0.2k:*:*:*:*:*:*:*',
    'cpe:2.3:o:linux:linux_kernel:6.1.*:rc1:*:*:lts:*:x64:*',
    'cpe:/a:microsoft:internet_explorer:8.0.6001:beta',
    'cpe:2.3:a:foo\\\\bar:big\\$money:2010:*:*:*:special:ipod_touch:80gb:*',
  ],
  cvss: [
    'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H/E:P/RL:O/RC:C',
    'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/E:A',
    'AV:N/AC:L/Au:N/C:C/I:C/A:C/E:F/RL:OF/RC:C',
    'CVSS:3.0/AV:P/AC:H/PR:H/UI:R/S:U/C:L/I:L/A:N',
  ],
  license: [
    'Apache-2.0 WITH LLVM-exception OR (MIT AND BSD-3-Clause)',
    'GPL-2.0-or-later',
    'DocumentRef-x:LicenseRef-y+ AND NOASSERTION',
    '((MIT))',
  ],
  instant: [
    '2026-01-02T03:04:05Z',
    '2024-02-29T23:59:60.123456+14:00',
    '0001-01-01T00:00:00-00:00',
  ],
}

function csaf(): string {
  const date = '2026-01-02T03:04:05.000Z'
  return writeCsaf(
    makeCsafVex({
      header: {
        title: 'Portal',
        publisher: { category: 'vendor', name: 'Portal', namespace: 'https://example.org' },
        tracking: {
          id: 'P-1',
          status: 'final',
          version: '1',
          initial_release_date: date,
          current_release_date: date,
          revision_history: [{ date, number: '1', summary: 'first' }],
        },
      },
      products: [
        { id: 'portal', name: 'portal', version: '1', vendor: 'Portal' },
        {
          id: 'cookie',
          name: 'cookie',
          version: '0.4.0',
          partOf: 'portal',
          identification: { purl: 'pkg:npm/cookie@0.4.0' },
        },
      ],
      statements: [
        {
          vulnerability: { id: 'CVE-1900-0201' },
          products: ['cookie'],
          status: 'not_affected',
          justification: 'vulnerable_code_not_present',
          impact: 'never called',
        },
      ],
    }),
  )
}

const EU_KEV = JSON.stringify([
  {
    cveID: 'CVE-1900-0001',
    euvdID: 'EUVD-1900-0001',
    vendorProject: 'Lantern',
    product: 'lantern',
    vulnerabilityName: 'Lantern out-of-bounds read',
    dateReported: '2026-01-02',
    originSource: 'cnw',
    shortDescription: 'A read beyond the end of a buffer.',
    exploitationType: 'targeted',
    threatActorsExploiting: '',
    cwes: 'CWE-125',
    notes: '',
  },
])
