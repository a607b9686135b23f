// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { pack } from 'tar-stream'
import type { Portfolio, PortfolioRelease, PortfolioVerdict } from './portfolio.ts'

/** One request to the API; gives what was said. @throws Error for any refusal */
export type Ask = (
  method: string,
  path: string,
  body?: object | Uint8Array<ArrayBuffer>,
) => Promise<Readonly<Record<string, unknown>>>

/** Fills an empty hub as a job of somebody's would, request by request; what it brings is judged afterwards, by the hub's workers. */
export async function fill(ask: Ask, portfolio: Portfolio): Promise<void> {
  await fillFeeds(ask, portfolio)
  const releases = new Map<string, string>()
  const builds = new Map<string, string>()
  const parts: (readonly [string, readonly string[]])[] = []
  for (const { products, ...line } of portfolio.lines) {
    const lineId = idOf(await ask('POST', '/product-lines', line))
    for (const { variants = [], releases: own, ...product } of products) {
      const productId = idOf(await ask('POST', '/products', { ...product, line: lineId }))
      const variantIds = new Map<string, string>()
      for (const name of variants) {
        variantIds.set(name, idOf(await ask('POST', `/products/${productId}/variants`, { name })))
      }
      for (const release of own) {
        const { key, contains = [], name, releasedOn, supportStart, supportEnd } = release
        const variant = variantIds.get(release.variant ?? '')
        const made = { product: productId, name, variant, releasedOn, supportStart, supportEnd }
        const id = idOf(await ask('POST', '/releases', made))
        releases.set(key, id)
        parts.push([id, contains])
        await fillRelease(ask, portfolio.folder, id, release, builds)
      }
    }
  }
  for (const [id, contains] of parts) {
    for (const key of contains) {
      await ask('PUT', `/releases/${id}/contains/${releases.get(key) ?? key}`)
    }
  }
  for (const verdict of portfolio.verdicts) {
    await judge(ask, releases.get(verdict.release) ?? verdict.release, verdict)
  }
}

async function fillRelease(
  ask: Ask,
  folder: string,
  release: string,
  { documents = [], overlays = [], builds = [], deployments = [] }: PortfolioRelease,
  buildIds: Map<string, string>,
): Promise<void> {
  for (const { key, ...build } of builds) {
    buildIds.set(key, idOf(await ask('POST', `/releases/${release}/builds`, build)))
  }
  const [build] = builds
  const deploymentIds: string[] = []
  for (const { build: of, ...deployment } of deployments) {
    const built = of === undefined ? {} : { build: buildIds.get(of) }
    const made = await ask('POST', `/releases/${release}/deployments`, { ...deployment, ...built })
    deploymentIds.push(idOf(made))
  }
  for (const { file, kind } of overlays) {
    const query = new URLSearchParams({ kind, fileName: basename(file) })
    await ask('POST', `/releases/${release}/overlays?${query.toString()}`, bytesOf(folder, file))
  }
  for (const { file, type, method } of documents) {
    const query = new URLSearchParams({ fileName: basename(file) })
    if (type !== undefined) query.set('type', type)
    if (method !== undefined) query.set('method', method)
    if (type === 'build' && build !== undefined) query.set('build', buildIds.get(build.key) ?? '')
    const [deployment] = deploymentIds
    if ((type === 'deployed' || type === 'runtime') && deployment !== undefined) {
      query.set('deployment', deployment)
    }
    await ask('POST', `/releases/${release}/documents?${query.toString()}`, bytesOf(folder, file))
  }
}

/** Folders of records become one archive for each kind: a feed is imported whole. */
async function fillFeeds(ask: Ask, { folder, feeds }: Portfolio): Promise<void> {
  for (const { from, ...feed } of feeds) {
    const id = idOf(await ask('POST', '/feeds', feed))
    const [only] = from
    if (from.length === 1 && only !== undefined && statSync(resolve(folder, only)).isFile()) {
      await ask('POST', `/feeds/${id}/file?fileName=${basename(only)}`, bytesOf(folder, only))
      continue
    }
    const records = from.flatMap((each) => recordsIn(resolve(folder, each), feed.kind))
    await ask('POST', `/feeds/${id}/file?fileName=${feed.kind}.tar`, await archive(records))
  }
}

interface SampleRecord {
  readonly name: string
  readonly text: string
}

function recordsIn(folder: string, kind: string): readonly SampleRecord[] {
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
    .filter(({ text }) => text.includes('"cveMetadata"') === (kind === 'cve'))
}

async function archive(records: readonly SampleRecord[]): Promise<Uint8Array<ArrayBuffer>> {
  const packed = pack()
  for (const { name, text } of records) packed.entry({ name }, text)
  packed.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of packed) chunks.push(chunk as Buffer)
  return Uint8Array.from(Buffer.concat(chunks))
}

/** Verdicts are given on findings, so that the hub must have judged first. */
async function judge(ask: Ask, release: string, verdict: PortfolioVerdict): Promise<void> {
  const { release: _, vulnerability, ...given } = verdict
  for (let second = 0; second < LONGEST_WAIT; second++) {
    const { items } = await ask('GET', `/findings?release=${release}&text=${vulnerability}`)
    const [finding] = items as readonly Readonly<Record<string, unknown>>[]
    if (finding !== undefined) {
      await ask('POST', '/assessments', { ...given, findings: [idOf(finding)] })
      return
    }
    await new Promise((resume) => setTimeout(resume, 1_000))
  }
  throw new Error(`${vulnerability} was not found in time`)
}

/** Seconds. */
const LONGEST_WAIT = 120

function bytesOf(folder: string, file: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(readFileSync(resolve(folder, file)))
}

function idOf(said: Readonly<Record<string, unknown>>): string {
  const { id } = said
  if (typeof id !== 'string') throw new Error(`no id in ${JSON.stringify(said).slice(0, 200)}`)
  return id
}
