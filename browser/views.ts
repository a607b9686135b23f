// SPDX-License-Identifier: Apache-2.0
import type { Page } from 'playwright-core'

/** One page of the hub, with something of the sample portfolio in it. */
export interface View {
  readonly name: string
  /** Where it is; `find` asks the API as the person does who is signed in. */
  readonly path: (find: Find) => Promise<string> | string
}

export interface Find {
  release(product: string, name: string): Promise<string>
  product(name: string): Promise<string>
  /** The first finding of a vulnerability. */
  finding(vulnerability: string): Promise<Readonly<Record<string, unknown>>>
  /** Of a vulnerability the group of most releases. */
  group(
    vulnerability: string,
  ): Promise<{ readonly vulnerability: string; readonly component: string }>
  component(release: string, name: string): Promise<string>
  file(release: string): Promise<string>
}

export const VIEWS: readonly View[] = [
  { name: 'today', path: () => '/' },
  { name: 'portfolio', path: () => '/portfolio' },
  { name: 'product', path: async (find) => `/products/${await find.product('Lantern')}` },
  {
    name: 'release',
    path: async (find) => `/releases/${await find.release('Portal', '2.3.0')}`,
  },
  {
    name: 'release-firmware',
    path: async (find) => `/releases/${await find.release('Lantern', '1.4.0 full')}`,
  },
  { name: 'triage', path: () => '/triage' },
  {
    name: 'triage-group',
    path: async (find) => {
      const { vulnerability, component } = await find.group('CVE-1900-0001')
      return `/triage/${vulnerability}/${component}`
    },
  },
  { name: 'findings', path: () => '/findings' },
  {
    name: 'finding',
    path: async (find) => `/findings/${idOf(await find.finding('CVE-1900-0002'))}`,
  },
  { name: 'vulnerability', path: () => '/vulnerabilities/CVE-1900-0001' },
  {
    name: 'component',
    path: async (find) =>
      `/components/${await find.component(await find.release('Portal', '2.3.0'), 'router')}`,
  },
  {
    name: 'file',
    path: async (find) => `/files/${await find.file(await find.release('Portal', '2.3.0'))}`,
  },
  {
    name: 'compare',
    path: async (find) =>
      `/compare?a=${await find.release('Portal', '2.3.0')}&b=${await find.release('Portal', '2.4.0')}`,
  },
  { name: 'search', path: () => '/search?q=router' },
  ...[
    'health',
    'feeds',
    'people',
    'sign-in',
    'tokens',
    'policies',
    'notifications',
    'audit',
    'account',
  ].map((section) => ({
    name: `settings-${section}`,
    path: () => `/settings/${section}`,
  })),
]

/** Goes to a page and waits until it shows what it is about. */
export async function visit(page: Page, url: string, view: View): Promise<void> {
  await page.goto(`${url}${await view.path(finder(page, url))}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
}

export function finder(page: Page, url: string): Find {
  const get = async (path: string): Promise<Readonly<Record<string, unknown>>> => {
    const answer = await page.request.get(`${url}/api/v1${path}`)
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
    return (await answer.json()) as Readonly<Record<string, unknown>>
  }
  const items = async (path: string) =>
    (await get(path))['items'] as readonly Readonly<Record<string, unknown>>[]
  const first = async (
    path: string,
    fits: (item: Readonly<Record<string, unknown>>) => boolean,
  ) => {
    const found = (await items(path)).find((item) => fits(item))
    if (found === undefined) throw new Error(`${path}: nothing fits`)
    return found
  }
  return {
    release: async (product, name) =>
      idOf(
        await first(
          '/releases',
          (each) => each['name'] === name && (each['product'] as { name: string }).name === product,
        ),
      ),
    product: async (name) => {
      const { products } = (await get('/portfolio')) as {
        readonly products?: readonly {
          readonly product: { readonly id: string; readonly name: string }
        }[]
      }
      const found = products?.find(({ product }) => product.name === name)
      if (found === undefined) throw new Error(`there is no product ${name}`)
      return found.product.id
    },
    finding: (vulnerability) => first(`/findings?text=${vulnerability}`, () => true),
    group: async (vulnerability) => {
      const found = await items(
        `/triage?vulnerability=${vulnerability}&decided=all&verdict=affected,unknown,fixed,not_affected`,
      )
      const [most] = found.toSorted((a, b) => Number(b['releaseCount']) - Number(a['releaseCount']))
      if (most === undefined) throw new Error(`${vulnerability} is nowhere`)
      return { vulnerability, component: idOf(most['component'] as { readonly id: string }) }
    },
    component: async (release, name) =>
      idOf(
        await first(`/releases/${release}/components`, (each) =>
          String(each['name']).includes(name),
        ),
      ),
    file: async (release) =>
      String(
        (await first(`/releases/${release}/files`, ({ sha256 }) => sha256 !== undefined))['sha256'],
      ),
  }
}

function idOf({ id }: Readonly<Record<string, unknown>>): string {
  return String(id)
}
