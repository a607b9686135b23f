// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { readCsaf } from '@headwater/formats/csaf'
import { attachDocument, saveDocument } from '@headwater/store/documents'
import { saveFindings } from '@headwater/store/findings'
import {
  finding,
  givenDocument,
  givenRelease,
  givenVulnerabilities,
  onEveryDatabase,
} from '@headwater/store/testing'
import { createApp, type Caller } from '../http/index.ts'
import type { Hub } from '../http/hub.ts'
import { csvText } from './csv.ts'
import { serveMetrics } from './metrics.ts'
import { exportRoutes } from './routes.ts'

it('writes no cell that a spreadsheet would run', () => {
  const cells = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    ' =1',
    '|calc',
    '＝1',
    'plain',
    'a"b',
    'a,b',
  ]
  const text = csvText(
    ['c'],
    cells.map((cell) => [cell, 1]),
  )
  const lines = text.split('\r\n').slice(1, -1)
  for (const line of lines.slice(0, 8)) expect(line).toMatch(/^"?'/)
  expect(lines.slice(8)).toEqual(['plain,1', '"a""b",1', '"a,b",1'])
  expect(csvText(['n'], [[-1]])).toBe('n\r\n-1\r\n')
})

onEveryDatabase((store) => {
  it('gives what stands of a release in every format', async () => {
    const { db, newId, now } = store()
    const given = await givenRelease(store(), { version: '1.0 <b>' })
    const text = JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      version: 1,
      components: [{ type: 'library', name: 'weir', version: '1', purl: 'pkg:npm/weir@1' }],
    })
    const sha256 = createHash('sha256').update(text).digest('hex')
    const { id: document } = await saveDocument(db, { sha256, bytes: Buffer.from(text), at: now() })
    await attachDocument(db, {
      publicId: newId(),
      organisation: given.organisation,
      release: given.release,
      document,
      lane: 'build',
      name: 'weir.cdx.json',
      at: now(),
    })
    const { components } = await givenDocument(store(), 'x', {
      components: [
        { identity: { name: '=cmd', version: '1', purls: ['pkg:npm/weir@1'] }, element: 'a' },
      ],
    })
    const [component = 0] = components
    const [one = 0, two = 0, three = 0, four = 0] = await givenVulnerabilities(store(), [
      {
        name: 'CVE-2026-0001',
        aliases: ['GHSA-1111-2222-3333'],
        title: 'Weir <leaks> & worse',
        severity: { score: 9.8, vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' },
      },
      { name: 'CVE-2026-0002' },
      { name: 'CVE-2026-0003' },
      { name: 'CVE-2026-0004' },
    ])
    await saveFindings(
      db,
      [
        {
          release: given.release,
          components: 'all',
          findings: [
            finding(component, one, { evidence: { fixedIn: ['2.0'] } }),
            finding(component, two, {
              verdict: 'not_affected',
              justification: 'code_not_present',
              reason: 'not built',
            }),
            finding(component, three, { verdict: 'unknown' }),
            finding(component, four, { verdict: 'fixed' }),
          ],
        },
      ],
      { cause: {}, at: now() },
    )
    const release = await db
      .selectFrom('release as r')
      .innerJoin('product as p', 'p.id', 'r.product_id')
      .select(['r.public_id', 'p.public_id as product'])
      .where('r.id', '=', given.release)
      .executeTakeFirstOrThrow()
    const publicUrl = new URL('https://hub.example')
    const hub: Hub = {
      store: store(),
      limits: DEFAULT_LIMITS,
      version: '0.0.0',
      publicUrl,
      cookieName: 'hw',
      maxUpload: 1,
      random: randomBytes,
    }
    const caller: Caller = {
      kind: 'token',
      user: 'u',
      organisation: String(given.organisation),
      grants: [{ role: 'viewer' }],
      circles: [],
      account: 1,
      organisationId: given.organisation,
      actor: 'user:u',
    }
    let failure: unknown
    const app = createApp({
      publicUrl,
      cookieName: 'hw',
      routes: exportRoutes(hub),
      authenticate: () => Promise.resolve(caller),
      newRequestId: () => 'r',
      report: (error) => {
        failure = error
      },
    })
    const get = async (path: string): Promise<string> => {
      const response = await app.request(`/api/v1${path}`)
      const said = await response.text()
      expect(failure).toBeUndefined()
      expect(response.status, said).toBe(200)
      return said
    }
    const base = `/releases/${release.public_id}`

    const openvex = JSON.parse(await get(`${base}/vex/openvex`)) as { statements: object[] }
    expect(openvex.statements).toMatchObject([
      { status: 'affected', action_statement: 'Update =cmd to 2.0.' },
      { status: 'not_affected', justification: 'vulnerable_code_not_present' },
      { status: 'under_investigation' },
      { status: 'fixed' },
    ])
    const csaf = await get(`${base}/vex/csaf`)
    expect(() => readCsaf('csaf.json', csaf)).not.toThrow()
    expect(await get(`${base}/vex/cyclonedx`)).toContain('"state": "exploitable"')
    const spdx3 = JSON.parse(await get(`${base}/vex/spdx3`)) as { '@graph': { type: string }[] }
    expect(spdx3['@graph'].map(({ type }) => type)).toContain(
      'security_VexNotAffectedVulnAssessmentRelationship',
    )
    expect(await get(`${base}/findings.csv`)).toContain(",'=cmd,1,")
    expect(JSON.parse(await get(`${base}/findings.json`))).toMatchObject({
      findings: [{ verdict: 'affected', severity: { rating: 'critical' } }, {}, {}, {}],
    })
    expect(await get(`${base}/sbom.spdx3.json`)).toContain('weir')
    expect(await get(`${base}/sbom.spdx.json`)).toContain('SPDX-2.3')
    expect(await get(`${base}/sbom.cdx.json`)).toContain('"specVersion": "1.7"')
    for (const path of [`${base}/atom.xml`, `/products/${release.product}/atom.xml`, '/atom.xml']) {
      const atom = await get(path)
      expect(atom.match(/<entry>/g)).toHaveLength(4)
      expect(atom).not.toContain('<b>')
    }
    const other = await app.request(`/api/v1/releases/${newId()}/findings.csv`)
    expect(other.status).toBe(404)

    const metrics = await serveMetrics(store(), { host: '127.0.0.1', port: 0 })
    const told = await (await fetch(`http://127.0.0.1:${metrics.port}/metrics`)).text()
    await metrics.close()
    expect(told).toMatch(
      /headwater_findings\{organisation="Acme",product="[^"]+",verdict="affected"\} 1/,
    )
  })
})
