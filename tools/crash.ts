// SPDX-License-Identifier: Apache-2.0
import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { givenServerDatabase } from '@headwater/store/testing'
import { faultsOf } from './crash/checks.ts'
import { PUBLIC_URL, signIn, startUploads, type Client } from './crash/client.ts'
import { startFeed } from './crash/model.ts'
import { createMember, pause, until, type Member } from './crash/processes.ts'

/**
 * Kills processes of a hub at random moments (`kill -9`) while documents are uploaded and feeds imported, and then looks whether
 * anything is lost that was acknowledged, done twice, or not done:
 *
 *     npm run build && npm run crash -- [--kills 50] [--embedded-kills 10]
 *
 * Two hubs and four workers share one PostgreSQL; one hub alone has an embedded database.
 */
const kills = option('--kills', 50)
const embeddedKills = option('--embedded-kills', 10)
const COMMON = ['--public-url', PUBLIC_URL, '--feeds', 'none', '--inner-host', '127.0.0.1']

let isGood = true
const url = await givenServerDatabase(`crash_${process.pid}`)
if (url === undefined) say('PostgreSQL: skipped, HEADWATER_TEST_POSTGRES is not set')
else if (kills > 0) {
  const shared = ['--database', url, '--lease', '3', '--workers', '1', ...COMMON]
  const members = [
    await createMember('hub 1', 'serve', shared),
    await createMember('hub 2', 'serve', shared),
    ...(await Promise.all([1, 2, 3, 4].map((n) => createMember(`worker ${n}`, 'work', shared)))),
  ]
  isGood = await crash(
    'PostgreSQL, two hubs and four workers',
    members,
    { kind: 'postgres', url },
    kills,
  )
}
if (embeddedKills > 0) {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-crash-'))
  const directory = join(folder, 'hub')
  const members = [await createMember('hub', 'serve', ['--database', directory, ...COMMON])]
  const database = { kind: 'embedded', directory } as const
  isGood = (await crash('PGlite, one hub', members, database, embeddedKills)) && isGood
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = isGood ? 0 : 1

async function crash(
  title: string,
  members: readonly Member[],
  database: Parameters<typeof faultsOf>[0],
  count: number,
): Promise<boolean> {
  const begun = Date.now()
  const feed = await startFeed()
  const [first, ...rest] = members
  first?.start()
  try {
    const client = await signIn(members)
    for (const member of rest) member.start()
    const { releases, feedPath } = await prepare(client, feed.url)
    const uploads = startUploads(client, releases, database.kind === 'postgres' ? 100 : 400)
    const feeding = startFeeding(client, feedPath, () => feed.next())
    for (let kill = 0; kill < count; kill++) {
      await pause(database.kind === 'postgres' ? randomInt(100, 1_200) : randomInt(1_500, 5_000))
      await members[randomInt(members.length)]?.kill()
    }
    await feeding.stop()
    const acknowledged = await uploads.stop()
    // the last word of the feed, which everything is measured by
    const round = feed.next()
    await settled(client)
    await client.insist('POST', `${feedPath}/runs`)
    await settled(client)
    const codes = await Promise.all(members.map((member) => member.stop()))
    const faults = [
      ...(await faultsOf(database, { acknowledged, round })),
      ...codes.flatMap((code, i) =>
        code === 0 ? [] : [`${members[i]?.name ?? ''} ended with ${code} when asked to`],
      ),
    ]
    say(
      `${title}: ${count} kills, ${acknowledged.length} documents acknowledged, ${round} rounds of the feed, ${Math.round((Date.now() - begun) / 1_000)} s: ${faults.length === 0 ? 'nothing lost, nothing twice, nothing undone' : `${faults.length} faults`}`,
    )
    for (const fault of faults.slice(0, 20)) say(`  ${fault}`)
    if (faults.length > 0) say(lastWords(members))
    return faults.length === 0
  } catch (error) {
    say(
      `${title}: ${error instanceof Error ? error.message : String(error)}\n${lastWords(members)}`,
    )
    return false
  } finally {
    await Promise.all(members.map((member) => member.stop()))
    feed.close()
  }
}

async function prepare(
  client: Client,
  url: string,
): Promise<{ readonly releases: readonly string[]; readonly feedPath: string }> {
  const product = await client.insist('POST', '/products', { name: 'Lantern' })
  const releases: string[] = []
  for (let number = 1; number <= 6; number++) {
    const made = await client.insist('POST', '/releases', {
      product: product.said['id'],
      name: `${number}.0`,
    })
    releases.push(String(made.said['id']))
  }
  const feed = await client.insist('POST', '/feeds', { name: 'pebbles', kind: 'osv', url })
  return { releases, feedPath: `/feeds/${String(feed.said['id'])}` }
}

function startFeeding(
  client: Client,
  path: string,
  next: () => number,
): { readonly stop: () => Promise<void> } {
  const state = { isStopped: false }
  const run = async (): Promise<void> => {
    while (!state.isStopped) {
      await pause(2_000)
      next()
      await client.insist('POST', `${path}/runs`)
    }
  }
  const running = run()
  running.catch(() => undefined)
  return {
    stop: async () => {
      state.isStopped = true
      await running
    },
  }
}

/** Nothing waits or runs any more, twice in a row. */
async function settled(client: Client): Promise<void> {
  let quiet = 0
  await until('all jobs are done', 120_000, async () => {
    const { said } = await client.insist('GET', '/health')
    const { waiting, running } = said['jobs'] as { waiting: number; running: number }
    quiet = waiting + running === 0 ? quiet + 1 : 0
    return quiet >= 3 ? true : undefined
  })
}

function lastWords(members: readonly Member[]): string {
  return members.map((member) => `--- ${member.name}\n${member.output().slice(-1_500)}`).join('\n')
}

function option(name: string, usual: number): number {
  const at = process.argv.indexOf(name)
  return at < 0 ? usual : Number(process.argv[at + 1])
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
