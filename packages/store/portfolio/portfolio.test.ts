// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { saveFindings } from '../findings/index.ts'
import { findRow } from '../rows/index.ts'
import {
  finding,
  givenDocument,
  givenRelease,
  givenVulnerabilities,
  npm,
  onEveryDatabase,
} from '../testing/index.ts'
import {
  builds,
  containedReleases,
  containingReleases,
  containRelease,
  createBuild,
  createDeployment,
  createOrganisation,
  createProduct,
  createProductLine,
  createVariant,
  deployments,
  findRelease,
  organisationOf,
  organisations,
  portfolio,
  productLines,
  products,
  releases,
  releaseTree,
  separateRelease,
  trend,
  updateDeployment,
  updateProduct,
  updateProductLine,
  updateRelease,
  variants,
} from './index.ts'

onEveryDatabase((store) => {
  const all = (organisation: number) => ({ organisation, products: 'all' }) as const

  it('holds an organisation, its lines, products, variants, releases, builds and deployments', async () => {
    const { db, newId, now } = store()
    const at = now()
    const { id: organisation, public_id } = await createOrganisation(db, {
      publicId: newId(),
      name: 'Acme',
      at,
    })
    expect(await organisationOf(db, { publicId: public_id })).toMatchObject({ id: organisation })
    expect(await organisationOf(db, { publicId: 'none' })).toBeUndefined()
    expect((await organisations(db)).map(({ id }) => id)).toContain(organisation)
    const own = { organisation, at }
    const line = await createProductLine(db, { ...own, publicId: newId(), name: 'Pumps' })
    await updateProductLine(db, line.id, { description: 'They pump.' })
    expect(await productLines(db, organisation)).toMatchObject([
      { name: 'Pumps', description: 'They pump.' },
    ])
    const product = await createProduct(db, {
      ...own,
      publicId: newId(),
      productLine: line.id,
      name: 'Pump',
    })
    const variant = await createVariant(db, {
      ...own,
      publicId: newId(),
      product: product.id,
      name: 'Small',
    })
    expect(await variants(db, product.id)).toMatchObject([{ name: 'Small' }])
    const { release } = await givenRelease(store(), { organisation, product: product.id })
    await updateRelease(db, release, {
      supportStart: '2026-01-01',
      supportEnd: '2031-12-31',
      identities: ['pkg:generic/pump@1.0'],
    })
    expect(await findRelease(db, all(organisation), { id: release })).toMatchObject({
      product: 'Pump',
      version: '1.0',
      support_end: '2031-12-31',
      identities: ['pkg:generic/pump@1.0'],
      variant: null,
      affected: null,
    })
    const build = await createBuild(db, { ...own, publicId: newId(), release, name: 'ci-1' })
    const deployment = await createDeployment(db, {
      ...own,
      publicId: newId(),
      release,
      build: build.id,
      name: 'site',
      since: at,
    })
    await updateDeployment(db, deployment.id, { until: at, count: 3 })
    expect(await builds(db, all(organisation), { release })).toMatchObject([{ name: 'ci-1' }])
    expect(await deployments(db, { release }, at)).toMatchObject([
      { name: 'site', until: at, build_id: build.id, build: 'ci-1', count: 3, revision: 2 },
    ])
    expect(await findRow(db, 'variant', { organisation, publicId: variant.public_id })).toEqual(
      variant,
    )
    expect(
      await findRow(db, 'variant', { organisation: organisation + 1, publicId: variant.public_id }),
    ).toBeUndefined()
    expect(await findRow(db, 'variant', { organisation, publicId: "' or true" })).toBeUndefined()
  })

  it('refuses a second product or release of one name', async () => {
    const { db, newId, now } = store()
    const { organisation, product } = await givenRelease(store(), {})
    await expect(givenRelease(store(), { organisation, product })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    const [known] = await products(db, all(organisation), { limit: 1 })
    await expect(
      createProduct(db, { publicId: newId(), organisation, name: known!.name, at: now() }),
    ).rejects.toMatchObject({ code: 'CONFLICT', constraint: 'product_organisation_id_name_key' })
  })

  it('lists page by page, and only what may be seen', async () => {
    const { db, newId, now } = store()
    const at = now()
    const { id: organisation } = await createOrganisation(db, {
      publicId: newId(),
      name: 'Paged',
      at,
    })
    const ids: number[] = []
    for (const name of ['b', 'a', 'd', 'c', 'é']) {
      ids.push((await createProduct(db, { publicId: newId(), organisation, name, at })).id)
    }
    const names: string[] = []
    let after: { key: string; id: number } | undefined
    for (;;) {
      const page = await products(db, all(organisation), { limit: 2, ...(after && { after }) })
      names.push(...page.map(({ name }) => name))
      const last = page.at(-1)
      if (last === undefined) break
      after = { key: last.name, id: last.id }
    }
    expect(names).toEqual(['a', 'b', 'c', 'd', 'é'])
    await updateProduct(db, ids[0]!, { archivedAt: at })
    const two = { organisation, products: ids.slice(0, 2) }
    expect(await products(db, two, { limit: 9 })).toMatchObject([{ name: 'a' }])
    expect(await products(db, two, { limit: 9, withArchived: true })).toHaveLength(2)
    expect(
      await products(db, { organisation: organisation + 1, products: 'all' }, { limit: 9 }),
    ).toEqual([])
  })

  it('adds up what a product ships without counting a shared part twice', async () => {
    const { db, now, advance } = store()
    // device contains two firmwares, both contain one library; the device is in a bundle of another product
    const device = await givenRelease(store())
    const { organisation, product } = device
    const make = (version: string) => givenRelease(store(), { organisation, product, version })
    const [left, right, library] = [await make('left'), await make('right'), await make('library')]
    const bundle = await givenRelease(store(), { organisation, version: 'bundle' })
    for (const [parent, child] of [
      [device, left],
      [device, right],
      [left, library],
      [right, library],
      [bundle, device],
    ] as const) {
      await containRelease(db, { parent: parent.release, child: child.release, at: now() })
    }
    const circle = { parent: library.release, child: bundle.release, at: now() }
    await expect(containRelease(db, circle)).rejects.toMatchObject({ code: 'INVALID' })
    const { components } = await givenDocument(store(), 'roll-up', {
      components: [npm('rolled', '1')],
    })
    const [a = 0, b = 0] = await givenVulnerabilities(store(), [
      { name: 'CVE-2026-0201', severity: { score: 9.1 } },
      { name: 'CVE-2026-0202' },
    ])
    const save = (release: number, findings: ReturnType<typeof finding>[]) =>
      saveFindings(db, [{ release, components: 'all', findings }], { cause: {}, at: now() })
    await save(library.release, [
      finding(components[0]!, a),
      finding(components[0]!, b, { verdict: 'unknown' }),
    ])
    await save(left.release, [finding(components[0]!, a, { verdict: 'not_affected' })])
    const rows = await portfolio(db, all(organisation), { limit: 10 })
    expect(rows).toHaveLength(2)
    for (const row of rows) {
      expect(row).toMatchObject({
        affected: 1,
        unknown: 1,
        not_affected: 1,
        critical: 1,
        unrated: 1,
        judged_at: now(),
      })
    }
    expect(rows.map((row) => row.releases).sort()).toEqual([1, 4])
    expect(await releaseTree(db, device.release)).toHaveLength(4)
    expect(await containedReleases(db, device.release)).toHaveLength(2)
    expect(await containingReleases(db, library.release)).toHaveLength(2)
    const first = now().slice(0, 10)
    advance(2 * 86_400_000)
    await save(library.release, [])
    const last = now().slice(0, 10)
    const days = await trend(db, all(organisation), {
      from: first,
      to: last,
      release: bundle.release,
    })
    expect(days.map(({ affected, not_affected }) => [affected, not_affected])).toEqual([
      [1, 1],
      [1, 1],
      [0, 1],
    ])
    expect(await separateRelease(db, { parent: bundle.release, child: device.release })).toBe(true)
    expect(await separateRelease(db, { parent: bundle.release, child: device.release })).toBe(false)
    expect(await releases(db, all(organisation), { product, limit: 2 })).toMatchObject([
      { version: 'library', affected: 0 },
      { version: 'right', affected: null },
    ])
  })
})
