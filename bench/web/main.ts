// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { chromium, type Response } from 'playwright-core'
import { onDatabases } from '../hub/databases.ts'
import { median } from '../measure.ts'
import { openPages, type Pages } from './pages.ts'

/** Debian's; another may be named. */
const CHROMIUM = process.env['HEADWATER_CHROMIUM'] ?? '/usr/bin/chromium'

/** One view opened in a browser that has never seen the hub: milliseconds until it shows what was asked for; bytes of its scripts. */
interface View {
  readonly useful: number
  readonly scripts: number
}

/**
 * How long the first page takes, and how much JavaScript it needs: each time in a browser process of its own, with an empty cache and
 * the cookie of somebody who is signed in, over loopback, on PGlite and on PostgreSQL where there is one. What the page shows has been
 * answered by the API; nothing is counted from before the address was opened. ROUNDS changes the five rounds.
 */
export async function benchFirstView(say: (line: string) => void): Promise<void> {
  if (!existsSync(CHROMIUM)) {
    say(`first view: skipped, there is no ${CHROMIUM} (set HEADWATER_CHROMIUM)`)
    return
  }
  const rounds = Number(process.env['ROUNDS'] ?? 5)
  await onDatabases(undefined, async ({ name, database }) => {
    const pages = await openPages(database)
    try {
      for (const { title, path, shows } of pages.views) {
        const seen: View[] = []
        for (let round = 0; round < rounds; round++) {
          seen.push(await openCold(pages, path, shows))
        }
        const useful = seen.map((view) => view.useful)
        const scripts = Math.max(...seen.map((view) => view.scripts))
        say(
          `${name}, ${title} in a cold browser: ${median(useful).toFixed(0)} ms, at most ${Math.max(...useful).toFixed(0)} (goal 1500); ` +
            `JavaScript ${(scripts / 1000).toFixed(0)} kB gzipped (goal 200)`,
        )
      }
    } finally {
      await pages.close()
    }
  })
}

async function openCold({ origin, cookie }: Pages, path: string, shows: string): Promise<View> {
  const browser = await launch()
  try {
    const context = await browser.newContext()
    const [name = '', value = ''] = cookie.split('=')
    await context.addCookies([{ name, value, url: origin }])
    const page = await context.newPage()
    const scripts: Response[] = []
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(response)
    })
    await page.goto(new URL(path, origin).href, { waitUntil: 'commit' })
    await page.getByText(shows).first().waitFor()
    // counted by the page's own clock, from the moment at which the address was opened
    const useful = Number(await page.evaluate('performance.now()'))
    let size = 0
    for (const script of scripts) size += gzipSync(await script.body()).length
    return { useful, scripts: size }
  } finally {
    await browser.close()
  }
}

function launch() {
  // a container has neither the rights for a sandbox nor much shared memory
  const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu']
  return chromium.launch({ executablePath: CHROMIUM, args })
}
