// SPDX-License-Identifier: Apache-2.0
import type { givenHub, Answer } from '../testing/index.ts'

type Ask = ReturnType<typeof givenHub>['ask']

/** One of each noun, made by the API, each with the corner's mark in its name: where the mark shows, the noun was seen. */
export interface Corner {
  readonly mark: string
  /** By noun: the id in addresses. */
  readonly ids: Readonly<Record<Noun, string>>
}

const NOUNS = [
  'line',
  'product',
  'variant',
  'release',
  'part',
  'document',
  'sha256',
  'build',
  'deployment',
  'upload',
  'finding',
  'component',
  'drift',
  'assessment',
  'decision',
  'rule',
  'token',
  'provider',
  'person',
  'overlay',
] as const
type Noun = (typeof NOUNS)[number]

/** Which package of which corner is vulnerable. */
export const recordOf = (marks: readonly string[]): string =>
  JSON.stringify({
    id: 'GHSA-every-corner',
    modified: '2026-01-01T00:00:00Z',
    affected: marks.map((mark) => ({
      package: { ecosystem: 'npm', name: `component-${mark}` },
      versions: ['1.0.0'],
    })),
  })

const sbom = (mark: string, version: string): string =>
  JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    components: [
      {
        type: 'library',
        name: `component-${mark}`,
        version,
        purl: `pkg:npm/component-${mark}@${version}`,
        hashes: [{ alg: 'SHA-256', content: Buffer.from(mark).toString('hex').padEnd(64, '0') }],
      },
    ],
  })

/**
 * @param token of an administrator of the organisation, for what a token may make
 * @param cookie of the same, for what needs a person
 */
export async function givenCorner(
  ask: Ask,
  mark: string,
  {
    token,
    cookie,
    settle,
  }: { readonly token: string; readonly cookie: string; readonly settle: () => Promise<unknown> },
): Promise<Corner> {
  const make = async (path: string, body: object): Promise<Answer['said']> => {
    const answer = await ask('POST', `/api/v1${path}`, { token, body })
    if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`)
    return answer.said
  }
  const id = (said: Answer['said']): string => String(said['id'])
  const name = (noun: string): { readonly name: string } => ({ name: `${noun}-${mark}` })
  const first = async (path: string): Promise<Record<string, unknown>> => {
    const { said, text } = await ask('GET', `/api/v1${path}`, { token })
    const [item] = said['items'] as Record<string, unknown>[]
    if (item === undefined) throw new Error(`${path}: ${text}`)
    return item
  }
  const line = id(await make('/product-lines', name('line')))
  const product = id(await make('/products', { ...name('product'), line }))
  const variant = id(await make(`/products/${product}/variants`, name('variant')))
  const release = id(await make('/releases', { ...name('release'), product }))
  const part = id(await make('/releases', { ...name('part'), product }))
  const upload = async (query: string, version: string): Promise<Answer['said']> =>
    (
      await ask('POST', `/api/v1/releases/${release}/documents?fileName=file-${mark}${query}`, {
        token,
        body: sbom(mark, version),
      })
    ).said
  const { sha256 } = await upload('', '1.0.0')
  await upload('&type=runtime', '2.0.0')
  await settle()
  const finding = String((await first(`/findings?release=${release}`))['id'])
  const { component } = (await ask('GET', `/api/v1/findings/${finding}`, { token })).said
  const assessments = await make('/assessments', {
    findings: [finding],
    verdict: 'not_affected',
    justification: 'code_not_reachable',
    reason: `reason-${mark}`,
  })
  const decision = await make('/triage/decisions', {
    groups: [
      { vulnerability: 'GHSA-every-corner', component: (component as { readonly id: string }).id },
    ],
    scope: { kind: 'product', product },
    verdict: 'affected',
    reason: `decision-${mark}`,
  })
  await settle()
  const { said: whole } = await ask('GET', `/api/v1/releases/${release}`, { token })
  const begun = await ask('POST', `/api/v1/releases/${release}/uploads`, {
    token,
    headers: {
      'tus-resumable': '1.0.0',
      'upload-length': '9',
      'upload-metadata': `filename ${Buffer.from(`upload-${mark}`).toString('base64')}`,
    },
  })
  const made = await ask('POST', '/api/v1/tokens', {
    headers: { cookie, origin: 'https://hub.example' },
    body: { ...name('token'), scopes: ['read'], days: 1 },
  })
  const overlay = await ask(
    'POST',
    `/api/v1/products/${product}/overlays?kind=identify&fileName=overlay-${mark}`,
    { token, body: `nobody=pkg:npm/component-${mark}@1\n` },
  )
  return {
    mark,
    ids: {
      line,
      product,
      variant,
      release,
      part,
      document: documentIn(whole),
      sha256: String(sha256),
      build: id(await make(`/releases/${release}/builds`, name('build'))),
      deployment: id(await make(`/releases/${release}/deployments`, name('deployment'))),
      upload: (begun.headers.get('location') ?? '').split('/').at(-1) ?? '',
      finding,
      component: (component as { readonly id: string }).id,
      drift: String((await first(`/drift?release=${release}`))['id']),
      assessment: assessmentIn(assessments),
      decision: id(decision),
      rule: id(
        await make('/rules', {
          ...name('rule'),
          when: 'affected',
          product,
          to: { kind: 'email', addresses: [`rule-${mark}@example.org`] },
          digest: 'daily',
          enabled: true,
        }),
      ),
      token: id(made.said),
      provider: id(
        await make('/providers', {
          ...name('provider'),
          issuer: 'https://id.example',
          clientId: 'x',
        }),
      ),
      person: id(
        await make('/people', {
          ...name('person'),
          email: `person-${mark}@example.org`,
          grants: [{ role: 'viewer' }],
        }),
      ),
      overlay: String((overlay.said['items'] as { readonly id: string }[] | undefined)?.[0]?.id),
    },
  }
}

function documentIn(release: Answer['said']): string {
  const lanes = release['lanes'] as readonly { readonly documents: readonly { id: string }[] }[]
  const id = lanes.flatMap(({ documents }) => documents)[0]?.id
  if (id === undefined) throw new Error('the release holds no document')
  return id
}

function assessmentIn(said: Answer['said']): string {
  const [id] = said['assessments'] as readonly string[]
  if (id === undefined) throw new Error('nothing was assessed')
  return id
}
