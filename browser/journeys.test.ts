// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHub, signIn, type OpenHub } from './hub.ts'
import { finder, visit, VIEWS } from './views.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What reaches beyond the window and does not scroll by itself. */
const WIDE = `[...document.querySelectorAll('main *, header *')]
  .filter((each) => each.closest('svg') === null && each.getBoundingClientRect().right > innerWidth + 1)
  .map((each) => each.tagName + '.' + each.className + ' ' + (each.textContent ?? '').slice(0, 40))
  .slice(0, 5).join('; ')`

let hub: OpenHub
let context: BrowserContext
let page: Page

beforeAll(async () => {
  hub = await openHub()
  context = await hub.browser.newContext({ viewport: { width: 1280, height: 900 } })
  page = await context.newPage()
  page.setDefaultTimeout(30_000)
}, 300_000)

afterAll(async () => {
  await hub.close()
}, 60_000)

describe('an administrator', () => {
  it('signs in by the one-time link, which works once', async () => {
    await signIn(hub, page)
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
    const other = await hub.browser.newPage()
    await other.goto(hub.link)
    await other.getByRole('alert').waitFor()
    expect(new URL(other.url()).pathname).toBe('/sign-in')
    await other.close()
  })

  it('walks from the portfolio to a finding and sees its chain of evidence', async () => {
    await page.getByRole('link', { name: 'Portfolio' }).click()
    await page.getByRole('link', { name: '1.4.0 minimal', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: /Lantern 1\.4\.0 minimal/ }).waitFor()
    await page.getByRole('region', { name: 'source SBOM' }).waitFor()
    await page.getByRole('main').getByText('Findings', { exact: true }).first().click()
    await page.getByRole('link', { name: 'CVE-1900-0001' }).first().click()
    await page.getByRole('heading', { name: 'Chain of evidence' }).waitFor()
    await expect(page.getByRole('main').innerText()).resolves.toContain('lantern.elf')
  })

  it('decides with a reason, and the verdict counts', async () => {
    await page.getByLabel('Reason').fill('The ring is never read by anybody in this product.')
    await page.getByRole('button', { name: 'Decide' }).click()
    await page.getByText('The ring is never read by anybody in this product.').first().waitFor()
    await page.reload()
    await page.getByText('not affected').first().waitFor()
  })

  it('decides once for all releases that ship a build, sees what that changes, and takes it back', async () => {
    await page.goto(`${hub.url}/triage?q=CVE-1900-0002&decided=all`)
    await page.getByRole('link', { name: 'CVE-1900-0002' }).first().waitFor()
    // by keys alone: to the first group, and into it
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.getByRole('heading', { name: 'Decide for 1 group' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Where it is' }).waitFor()
    await page.keyboard.press('d')
    await expect(page.evaluate('document.activeElement.name')).resolves.toBe('verdict')
    await page.getByLabel('Holds for').selectOption('organisation')
    await page.getByText(/findings? becomes? not affected|findings become not affected/).waitFor()
    await page.getByLabel('Reason').fill('The console is never built in.')
    await page.getByRole('button', { name: /Decide for \d+ finding/ }).click()
    const decisions = page.getByRole('region', { name: 'Last decisions' })
    await decisions.getByText('The console is never built in.').waitFor()
    await decisions.getByRole('button', { name: 'Undo' }).first().click()
    await decisions.getByText('taken back or replaced').first().waitFor()
  })

  it('adds a document by the page', async () => {
    const id = await finder(page, hub.url).release('Portal', '2.4.0')
    await page.goto(`${hub.url}/releases/${id}`)
    await page.getByLabel('SBOM, VEX or an archive of them').setInputFiles({
      name: 'deployed.cdx.json',
      mimeType: 'application/json',
      buffer: Buffer.from(
        JSON.stringify({
          bomFormat: 'CycloneDX',
          specVersion: '1.6',
          serialNumber: 'urn:uuid:00000000-0000-4000-8000-000000000999',
          version: 1,
          metadata: { lifecycles: [{ phase: 'operations' }] },
          components: [
            { type: 'library', name: '<b>bold</b>', version: '1', purl: 'pkg:npm/bold@1' },
          ],
        }),
      ),
    })
    await page.getByRole('button', { name: 'Add documents' }).click()
    await page.getByRole('link', { name: 'deployed.cdx.json' }).waitFor()
  })

  it('keeps a filter through its address', async () => {
    await page.goto(`${hub.url}/findings?verdict=affected&q=router`)
    await page.getByRole('link', { name: 'router' }).first().waitFor()
    await expect(page.getByRole('main').innerText()).resolves.not.toContain('lantern-sources')
  })

  it('finds where a package is', async () => {
    await page.getByRole('search').getByRole('searchbox').fill('router')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/search\?q=router/)
    await page
      .getByRole('main')
      .getByRole('link', { name: /router/ })
      .first()
      .click()
    await page
      .getByRole('link', { name: /Portal 2\.3\.0/ })
      .first()
      .waitFor()
  })

  it('compares two releases', async () => {
    const find = finder(page, hub.url)
    const [a, b] = [await find.release('Portal', '2.3.0'), await find.release('Portal', '2.4.0')]
    await page.goto(`${hub.url}/compare?a=${a}&b=${b}`)
    await page.getByText('cookie').first().waitFor()
  })

  it('archives a release knowing what that does, and brings it back', async () => {
    const id = await finder(page, hub.url).release('Portal', '2.4.0')
    await page.goto(`${hub.url}/releases/${id}`)
    await page.getByText('Archive this release').first().click()
    await page.getByText(/unknown findings go from the Portfolio/).waitFor()
    await page.getByRole('button', { name: 'Archive this release' }).click()
    await page.getByText('new advisories no longer reach it').waitFor()
    await page.getByRole('button', { name: 'Bring this release back' }).click()
    await page.getByText('Archive this release').first().waitFor()
  })

  it('makes a token that is shown once', async () => {
    await page.goto(`${hub.url}/settings/tokens`)
    await page.getByText('Make a token').first().click()
    await page.getByLabel('Name').fill('ci')
    await page.getByRole('button', { name: /Make/ }).click()
    const shown = page.getByRole('status').locator('code')
    await shown.waitFor()
    const secret = (await shown.textContent()) ?? ''
    expect(secret.length).toBeGreaterThan(40)
    await page.reload()
    await page.getByRole('rowheader', { name: 'ci', exact: true }).first().waitFor()
    await expect(page.getByText(secret).count()).resolves.toBe(0)
  })

  it('reads in the audit log what was done', async () => {
    await page.goto(`${hub.url}/settings/audit?action=token.create`)
    await page
      .getByRole('cell', { name: /token\.create/ })
      .first()
      .waitFor()
    await expect(page.getByText('release.create').count()).resolves.toBe(0)
    // from an event to all of its author, by name
    await page
      .getByRole('main')
      .getByRole('link', { name: /Administrator/ })
      .first()
      .click()
    await page.waitForURL(/who=user/)
  })
})

describe('every page', () => {
  const looks = [
    { look: 'light', colorScheme: 'light', width: 1280 },
    { look: 'dark', colorScheme: 'dark', width: 1280 },
    // 1,280 pixels at 400 %
    { look: 'narrow', colorScheme: 'light', width: 320 },
  ] as const

  it.each(looks)(
    'has nothing that axe objects to, and does not scroll sideways: $look',
    async ({ colorScheme, width }) => {
      const dressed = await hub.browser.newContext({
        storageState: await context.storageState(),
        colorScheme,
        viewport: { width, height: 900 },
        bypassCSP: true,
      })
      const sheet = await dressed.newPage()
      const objections: string[] = []
      for (const view of VIEWS) {
        await visit(sheet, hub.url, view)
        await sheet.evaluate(AXE)
        const found = (await sheet.evaluate(
          `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].target.join(' ')))`,
        )) as readonly string[]
        const over = (await sheet.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        )) as number
        objections.push(...found.map((each) => `${view.name}: ${each}`))
        if (over > 0) {
          const wide = await sheet.evaluate(WIDE)
          objections.push(`${view.name}: ${over} pixels too wide: ${String(wide)}`)
        }
      }
      await dressed.close()
      expect(objections).toEqual([])
    },
    240_000,
  )
})

describe('somebody who is not signed in', () => {
  it('comes back to the deep link after signing in, and is told of a wrong password', async () => {
    await page.goto(`${hub.url}/settings/account`)
    await page.getByLabel('New password').fill('correct horse battery staple')
    await page.getByRole('button', { name: 'Change' }).click()
    await page.waitForLoadState('networkidle')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(/\/sign-in/)
    await page.goto(`${hub.url}/findings?verdict=unknown`)
    await page.waitForURL(/\/sign-in/)
    await page.getByLabel('E-mail').fill('administrator@localhost.invalid')
    await page.getByLabel('Password').fill('wrong')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Password').fill('correct horse battery staple')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(/\/findings\?verdict=unknown/)
  })
})
