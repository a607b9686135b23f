// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { componentsOf } from '@headwater/domain/identity'
import { buildAdvisoryIndex, createAdvisoryReader, knowComponent } from '@headwater/domain/matching'
import type { Inventory } from '@headwater/domain/inventory'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { readDocuments } from '../documents/index.ts'
import { runCheck } from '../run/index.ts'
import { CDXGEN } from './cdxgen.ts'
import { DISTRIBUTIONS } from './distributions.ts'
import { INVENTORIES } from './inventories.ts'
import { LINUX_KERNEL } from './kernel.ts'
import { lineOf, type Shape } from './shape.ts'
import { SYFT } from './syft.ts'
import { TRIVY } from './trivy.ts'
import { YOCTO } from './yocto.ts'
import { ZEPHYR } from './zephyr.ts'
import { ZEPHYR_3 } from './zephyr3.ts'

const SHAPES = [
  ZEPHYR,
  ZEPHYR_3,
  LINUX_KERNEL,
  YOCTO,
  DISTRIBUTIONS,
  SYFT,
  TRIVY,
  CDXGEN,
  INVENTORIES,
].flat()

const folder = mkdtempSync(join(tmpdir(), 'headwater-shapes-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe.each(SHAPES.map((shape) => [shape.tool, shape] as const))(
  'what %s writes',
  (_tool, shape) => {
    it('is read, linked, identified and judged', async () => {
      const paths = written(shape)
      const { inventory } = await readDocuments(paths, DEFAULT_LIMITS)
      const report = await check(shape, paths)

      const { components } = report
      expect(identified(inventory, shape)).toEqual(shape.components)
      expect(
        Object.fromEntries(
          components.unidentified.map(({ name, proposals }) => [name, proposals[0]?.identity]),
        ),
      ).toEqual(shape.unidentified ?? {})
      expect(report.findings.map(lineOf).sort()).toEqual([...(shape.findings ?? [])].sort())
      expect([report.vex.statements, report.vex.unbound.length]).toEqual(shape.vex ?? [0, 0])
      expect(
        Object.fromEntries(
          report.documents
            .filter(({ sbomTypes }) => sbomTypes.length > 0)
            .map(({ name, sbomTypes }) => [basename(name), sbomTypes]),
        ),
      ).toEqual(shape.sbomTypes ?? {})
      expect(
        report.links.map(
          ({ from, how, to, verified }) =>
            `${basename(report.documents[from]?.name ?? '')} ${how} ${basename(report.documents[to]?.name ?? '')} ${verified}`,
        ),
      ).toEqual(shape.links ?? [])
      expect(rolesOf(inventory)).toMatchObject(shape.roles ?? {})
      expect(edgesOf(inventory)).toEqual(expect.arrayContaining([...(shape.edges ?? [])]))
    })
  },
)

function written({ documents }: Shape): string[] {
  const own = mkdtempSync(join(folder, 'shape-'))
  return Object.entries(documents).map(([name, content]) => {
    const path = join(own, name)
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
    return path
  })
}

async function check(shape: Shape, paths: readonly string[]) {
  const reader = createAdvisoryReader()
  const advisories = (shape.advisories ?? []).map((record, i) => reader.read(`${i}.json`, record))
  return runCheck({
    paths,
    identify: shape.identify ?? [],
    locations: [],
    vex: [],
    advisories: [],
    limits: DEFAULT_LIMITS,
    version: '0',
    now: new Date(0),
    progress: () => undefined,
    openAdvisories: () =>
      Promise.resolve({
        index: buildAdvisoryIndex(advisories),
        feeds: [],
        exploited: () => [],
        epss: () => undefined,
      }),
  })
}

function identified(inventory: Inventory, { identify = [] }: Shape): Record<string, string[]> {
  const overrides = identify.map((pair) => {
    const [component = '', identity = ''] = pair.split(/=(?=pkg:|cpe:)/)
    return { component, identity }
  })
  return Object.fromEntries(
    componentsOf(inventory, overrides)
      .components.filter((component) =>
        knowComponent(component).lookups.some(({ by }) => by !== 'digest'),
      )
      .map(({ name, version, purls, cpes, repositories }) => [
        `${name} ${version ?? ''}`.trim(),
        [...purls, ...cpes, ...repositories],
      ]),
  )
}

function rolesOf(inventory: Inventory): Record<string, string> {
  return Object.fromEntries(
    [...inventory.files()].map((node) => [inventory.name(node), inventory.role(node)]),
  )
}

function edgesOf(inventory: Inventory): string[] {
  const edges: string[] = []
  for (let node = 0; node < inventory.nodeCount; node++) {
    for (const { kind, to } of inventory.edgesFrom(node)) {
      edges.push(`${inventory.name(node)} ${kind} ${inventory.name(to)}`)
    }
  }
  return edges
}
