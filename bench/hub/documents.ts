// SPDX-License-Identifier: Apache-2.0

/** Of a portfolio: how many SBOMs, components in each, and different components in all. */
export interface Size {
  readonly sboms: number
  readonly components: number
  readonly distinct: number
}

/**
 * A CycloneDX document as a scanner of packages writes it: components with purl, licence and hash, and who depends on whom. Components
 * are drawn so that a few are in most documents, and most in few.
 */
export function documentOf(number: number, size: Size): Uint8Array {
  const components = drawn(number, size)
  return Buffer.from(
    JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      serialNumber: `urn:uuid:00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
      version: 1,
      metadata: {
        timestamp: '2026-09-01T00:00:00Z',
        tools: { components: [{ type: 'application', name: 'scanner', version: '1.0' }] },
        component: {
          type: 'application',
          'bom-ref': 'root',
          name: `image-${number}`,
          version: '1',
        },
      },
      components: components.map(({ name, version, purl }) => ({
        type: 'library',
        'bom-ref': purl,
        name,
        version,
        purl,
        licenses: [{ license: { id: 'MIT' } }],
        hashes: [{ alg: 'SHA-1', content: sha1Of(purl) }],
      })),
      dependencies: [
        { ref: 'root', dependsOn: components.slice(0, 50).map(({ purl }) => purl) },
        ...components.map(({ purl }, index) => ({
          ref: purl,
          dependsOn: components.slice(2 * index + 1, 2 * index + 3).map((each) => each.purl),
        })),
      ],
    }),
  )
}

interface Drawn {
  readonly name: string
  readonly version: string
  readonly purl: string
}

/** Each at most once: a `bom-ref` names one thing. */
export function drawn(seed: number, { components, distinct }: Size): readonly Drawn[] {
  let state = seed * 2_654_435_761 + 12_345
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
  const numbers = new Set<number>()
  while (numbers.size < components) numbers.add(Math.floor(random() ** 2 * distinct))
  return [...numbers].map((number) => {
    const name = `package-${number % 9_973}`
    const version = `${number % 7}.${number % 31}.${number}`
    return { name, version, purl: `pkg:npm/${name}@${version}` }
  })
}

function sha1Of(text: string): string {
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) >>> 0
  return hash.toString(16).padStart(40, '0')
}
