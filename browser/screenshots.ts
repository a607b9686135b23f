// SPDX-License-Identifier: Apache-2.0
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openHub, signIn } from './hub.ts'
import { visit, VIEWS } from './views.ts'

/** `npm run screenshots -- FOLDER` draws every page of the sample portfolio: light, dark, and on a phone. */
const folder = process.argv[2]
if (folder === undefined) throw new Error('into which folder?')
mkdirSync(folder, { recursive: true })
const wanted = process.argv.slice(3)

const LOOKS = {
  light: { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  dark: { colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  phone: { colorScheme: 'light', viewport: { width: 390, height: 844 } },
} as const

const hub = await openHub()
try {
  const context = await hub.browser.newContext()
  const page = await context.newPage()
  await signIn(hub, page)
  const state = await context.storageState()
  for (const [look, { colorScheme, viewport }] of Object.entries(LOOKS)) {
    if (wanted.length > 0 && !wanted.includes(look)) continue
    const dressed = await hub.browser.newContext({ storageState: state, colorScheme, viewport })
    const sheet = await dressed.newPage()
    for (const view of VIEWS) await draw(sheet, view, look)
    await dressed.close()
  }
} finally {
  await hub.close()
}

async function draw(page: Page, view: (typeof VIEWS)[number], look: string): Promise<void> {
  await visit(page, hub.url, view)
  await page.screenshot({ path: join(folder ?? '', `${view.name}-${look}.png`), fullPage: false })
}
