// SPDX-License-Identifier: Apache-2.0
import type { Asking } from '../testing/index.ts'
import type { Corner } from './corners.ts'

/** How each route is asked for what lies in a corner. A route that is not here fails the tests that walk them all. */
export interface Request extends Asking {
  /** Values of `{…}` in the path, in their order. */
  readonly at?: readonly string[]
  readonly query?: string
  /** It needs a person with a cookie. */
  readonly byPerson?: boolean
  /** It names nothing of a corner: whoever has the right may do it. */
  readonly isFree?: boolean
}

export const NOTHING_WRITTEN: Readonly<Record<string, string>> = {
  'POST /api/v1/triage/previews': 'it says what a decision would do, and does not do it',
  'PATCH /api/v1/uploads/{id}':
    'bytes on their way; what becomes of them is written when they are whole',
}

const TUS = { 'tus-resumable': '1.0.0' } as const
const free: Request = { isFree: true }

/** In an order in which all of them can be sent to one corner. */
export function requestsTo({ mark, ids }: Corner): Readonly<Record<string, Request>> {
  const of = (...at: readonly string[]): Request => ({ at })
  const named = { name: `made-${mark}` }
  const changed = { name: `changed-${mark}` }
  const rule = {
    ...named,
    when: 'affected',
    product: ids.product,
    to: { kind: 'webhook', url: 'https://hooks.example' },
    digest: 'daily',
    enabled: true,
  }
  const provider = { ...named, issuer: 'https://id.example', clientId: 'y' }
  const verdict = {
    findings: [ids.finding],
    verdict: 'fixed',
    reason: 'It is.',
  }
  const planned = {
    groups: [{ vulnerability: 'GHSA-every-corner', component: ids.component }],
    scope: { kind: 'releases' },
    verdict: 'affected',
  }
  const overlay: Request = {
    query: 'kind=identify&fileName=made',
    body: 'somebody=pkg:npm/somebody@1\n',
  }
  return {
    'GET /api/v1/health': free,
    'GET /api/v1/jobs/given-up': free,
    'GET /api/v1/sessions': free,
    'GET /api/v1/me': free,
    'GET /api/v1/providers': free,
    'GET /api/v1/providers/{id}': of(ids.provider),
    'GET /api/v1/today': free,
    'GET /api/v1/portfolio': free,
    'GET /api/v1/releases': free,
    'GET /api/v1/products/{id}': of(ids.product),
    'GET /api/v1/releases/{id}': of(ids.release),
    'GET /api/v1/documents/{sha256}/content': of(ids.sha256),
    'GET /api/v1/releases/{id}/components': of(ids.release),
    'GET /api/v1/releases/{id}/licences': of(ids.release),
    'GET /api/v1/releases/{id}/files': of(ids.release),
    'GET /api/v1/releases/{id}/history': of(ids.release),
    'GET /api/v1/releases/{id}/events': of(ids.release),
    'GET /api/v1/releases/{id}/uploads': of(ids.release),
    'GET /api/v1/uploads/{id}': of(ids.upload),
    'GET /api/v1/releases/{id}/builds': of(ids.release),
    'GET /api/v1/shared-builds': free,
    'GET /api/v1/builds/{id}': of(ids.build),
    'GET /api/v1/releases/{id}/deployments': of(ids.release),
    'GET /api/v1/deployments/{id}': of(ids.deployment),
    'GET /api/v1/drift': free,
    'GET /api/v1/products/{id}/overlays': of(ids.product),
    'GET /api/v1/findings': free,
    'GET /api/v1/findings/{id}': of(ids.finding),
    'GET /api/v1/assessments': free,
    'GET /api/v1/triage': free,
    'GET /api/v1/triage/{vulnerability}/{component}': of('GHSA-every-corner', ids.component),
    'GET /api/v1/triage/decisions': free,
    'GET /api/v1/policies/assessments': free,
    'GET /api/v1/components/{id}': of(ids.component),
    'GET /api/v1/files/{digest}': of(Buffer.from(mark).toString('hex').padEnd(64, '0')),
    'GET /api/v1/vulnerabilities/{id}': { at: ['GHSA-every-corner'], isFree: true },
    'GET /api/v1/search': { query: `q=${mark}`, isFree: true },
    'GET /api/v1/compare': { query: `a=${ids.release}&b=${ids.part}` },
    'GET /api/v1/bom/token/{token}': {
      at: [`${ids.release}.${ids.sha256.slice(0, 16)}`],
      isFree: true,
    },
    'GET /api/v1/releases/{id}/vex/{format}': of(ids.release, 'cyclonedx'),
    'GET /api/v1/releases/{id}/findings.csv': of(ids.release),
    'GET /api/v1/releases/{id}/findings.json': of(ids.release),
    'GET /api/v1/releases/{id}/sbom.spdx3.json': of(ids.release),
    'GET /api/v1/releases/{id}/sbom.spdx.json': of(ids.release),
    'GET /api/v1/releases/{id}/sbom.cdx.json': of(ids.release),
    'GET /api/v1/releases/{id}/atom.xml': of(ids.release),
    'GET /api/v1/products/{id}/atom.xml': of(ids.product),
    'GET /api/v1/atom.xml': free,
    'GET /api/v1/feeds': free,
    'GET /api/v1/rules': free,
    'GET /api/v1/people': free,
    'GET /api/v1/people/{id}': of(ids.person),
    'GET /api/v1/tokens': free,
    'GET /api/v1/tokens/{id}': of(ids.token),
    'GET /api/v1/audit': free,
    'GET /api/v1/audit/export': free,

    'POST /api/v1/jobs/{id}/retry': { at: ['1'], isFree: true },
    'POST /api/v1/product-lines': { body: named, isFree: true },
    'POST /api/v1/products': { body: { ...named, line: ids.line } },
    'POST /api/v1/products/{id}/variants': { ...of(ids.product), body: named },
    'POST /api/v1/releases': { body: { ...named, product: ids.product } },
    'PATCH /api/v1/product-lines/{id}': { ...of(ids.line), body: changed },
    'PATCH /api/v1/products/{id}': { ...of(ids.product), body: changed },
    'PATCH /api/v1/variants/{id}': { ...of(ids.variant), body: changed },
    'PATCH /api/v1/releases/{id}': { ...of(ids.release), body: { description: 'changed' } },
    'POST /api/v1/releases/{id}/documents': {
      ...of(ids.part),
      query: 'fileName=x',
      body: '{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[]}',
    },
    'PUT /api/v1/releases/{id}/contains/{part}': of(ids.release, ids.part),
    'DELETE /api/v1/releases/{id}/contains/{part}': of(ids.release, ids.part),
    'POST /api/v1/releases/{id}/uploads': {
      ...of(ids.release),
      headers: { ...TUS, 'upload-length': '3' },
    },
    'PATCH /api/v1/uploads/{id}': {
      ...of(ids.upload),
      body: 'x',
      headers: {
        ...TUS,
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
      },
    },
    'DELETE /api/v1/uploads/{id}': { ...of(ids.upload), headers: TUS },
    'POST /api/v1/releases/{id}/builds': { ...of(ids.release), body: named },
    'PATCH /api/v1/builds/{id}': { ...of(ids.build), body: { name: 'changed' } },
    'POST /api/v1/releases/{id}/deployments': { ...of(ids.release), body: named },
    'PATCH /api/v1/deployments/{id}': { ...of(ids.deployment), body: { name: 'changed' } },
    'POST /api/v1/products/{id}/overlays': { ...of(ids.product), ...overlay },
    'POST /api/v1/releases/{id}/overlays': { ...of(ids.release), ...overlay },
    'DELETE /api/v1/overlays/{id}': of(ids.overlay),
    'POST /api/v1/drift/acceptance': { body: { drifts: [ids.drift], reason: 'Known.' } },
    'DELETE /api/v1/drift/{id}/acceptance': of(ids.drift),
    'PUT /api/v1/policies/assessments': { body: { secondPair: false }, isFree: true },
    'POST /api/v1/assessments/{id}/approval': of(ids.assessment),
    'POST /api/v1/assessments/{id}/withdrawal': { ...of(ids.assessment), body: { reason: 'No.' } },
    'POST /api/v1/assessments': { body: verdict },
    'POST /api/v1/triage/previews': { body: planned },
    'POST /api/v1/triage/decisions': { body: { ...planned, reason: `decided-${mark}` } },
    'POST /api/v1/triage/decisions/{id}/withdrawal': { ...of(ids.decision), body: {} },
    'PUT /api/v1/bom': {
      body: {
        project: ids.part,
        bom: Buffer.from(
          '{"bomFormat":"CycloneDX","specVersion":"1.6","version":2,"components":[]}',
        ).toString('base64'),
      },
    },
    'DELETE /api/v1/releases/{id}/documents/{document}': of(ids.release, ids.document),
    'POST /api/v1/rules': { body: rule },
    'DELETE /api/v1/rules/{id}': of(ids.rule),
    'POST /api/v1/providers': { body: provider, isFree: true },
    'PUT /api/v1/providers/{id}': {
      ...of(ids.provider),
      body: { ...provider, ...changed },
    },
    'POST /api/v1/providers/{id}/checks': of(ids.provider),
    'DELETE /api/v1/providers/{id}': of(ids.provider),
    'POST /api/v1/people': {
      body: {
        name: 'Bo',
        email: `bo-${mark}@example.org`,
        grants: [{ role: 'viewer', product: ids.product }],
      },
    },
    'PATCH /api/v1/people/{id}': { ...of(ids.person), body: { name: 'Cy' } },
    'POST /api/v1/people/{id}/links': of(ids.person),
    'POST /api/v1/tokens': {
      body: { ...named, scopes: ['read'], product: ids.product, days: 1 },
      byPerson: true,
    },
    'DELETE /api/v1/tokens/{id}': of(ids.token),
    'POST /api/v1/feeds': { body: { ...named, kind: 'osv', url: '' }, isFree: true },
    'PATCH /api/v1/feeds/{id}': { at: ['feed'], body: { enabled: true }, isFree: true },
    'POST /api/v1/feeds/{id}/file': { at: ['feed'], body: '{}', isFree: true },
    'POST /api/v1/feeds/{id}/runs': { at: ['feed'], isFree: true },
    'DELETE /api/v1/sessions/{id}': { at: ['session'], byPerson: true, isFree: true },
    'PUT /api/v1/me/password': {
      body: { next: 'a long enough password' },
      byPerson: true,
      isFree: true,
    },
    'DELETE /api/v1/sessions/current': { byPerson: true, isFree: true },
  }
}
