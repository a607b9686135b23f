// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import type { PackagePresence } from '../steps/step.ts'
import { BUNDLE, filesOf, integrityOf, MODULES, PROJECT, sha256 } from './fixtures.ts'
import { findBundles, readBundle, type Bundle } from './index.ts'

const KEPT = [MODULES.main, MODULES.used, MODULES.outer, MODULES.inner, MODULES.left]

const EXPECTED: Readonly<Record<string, PackagePresence>> = {
  'pkg:npm/%40babel/helpers@7.0.0': 'unknown',
  'pkg:npm/inner@1.0.0': 'external',
  'pkg:npm/left-pad@1.3.0': 'in-bundle',
  'pkg:npm/never@3.0.0': 'absent',
  'pkg:npm/outer@1.0.0': 'in-bundle',
  'pkg:npm/outside@1.0.0': 'external',
  'pkg:npm/shaken@1.0.0': 'absent',
  'pkg:npm/used@1.0.0': 'in-bundle',
  'pkg:npm/used@2.0.0': 'in-bundle',
}

describe.each([
  ['esbuild', 'dist/meta.json', esbuild()],
  ['rollup', 'dist/headwater-bundle.json', rollup()],
  ['visualizer', 'dist/stats.json', visualizer()],
  ['webpack', 'dist/stats.json', webpack()],
] as const)('the stats of %s', (format, file, stats) => {
  it('tell which packages reached the bundle', () => {
    const bundle = read(file, stats)
    expect(bundle.format).toBe(format)
    expect(bundle.root).toBe('/app')
    expect(presences(bundle)).toEqual(EXPECTED)
    expect(bundle.gaps).toEqual([])
  })

  it('tell which modules left something in which output', () => {
    const bundle = read(file, stats)
    expect(bundle.outputs).toMatchObject([
      {
        path: '/app/dist/main.js',
        modules: expect.arrayContaining(KEPT.map((path) => `/app/${path}`)),
      },
    ])
    const shaken = bundle.modules.find(({ path }) => path === `/app/${MODULES.shaken}`)
    expect(shaken).toMatchObject({
      bytesInOutput: 0,
      package: { name: 'shaken', version: '1.0.0' },
    })
  })

  it('are read the same where the project was moved to', () => {
    const moved = Object.fromEntries(
      Object.entries({ ...PROJECT, [file]: stats, 'dist/main.js': BUNDLE }).map(([name, text]) => [
        `/else/where/${name}`,
        text,
      ]),
    )
    const bundle = readBundle(`/else/where/${file}`, filesOf(moved))!
    expect(presences(bundle)).toEqual(EXPECTED)
    expect(bundle.root).toBe('/else/where')
  })

  it('tell of packages by the lockfile alone when node_modules is gone, and then of every version of a name', () => {
    const bundle = read(file, stats, (name) => !name.startsWith('node_modules/'))
    expect(presences(bundle)).toEqual(EXPECTED)
    expect(bundle.gaps.map(({ code }) => code)).toEqual(['source-missing'])
  })

  it('prove nothing to be absent once the outputs are gone', () => {
    const bundle = read(file, stats, (name) => name !== 'dist/main.js')
    expect(Object.values(presences(bundle))).not.toContain('absent')
    expect(bundle.gaps.map(({ code }) => code)).toContain('output-missing')
  })
})

describe('a bundle that was changed after its stats', () => {
  it.each([
    ['dist/meta.json', esbuild()],
    ['dist/headwater-bundle.json', rollup()],
    ['dist/stats.json', webpack()],
  ])('is seen by size or hash in %s, and proves nothing to be absent', (file, stats) => {
    const files = filesOf({ ...PROJECT, [file]: stats, 'dist/main.js': `${BUNDLE} // and more` })
    const bundle = readBundle(`/app/${file}`, files)!
    expect(bundle.outputs[0]!.state).toBe('changed')
    expect(bundle.gaps.map(({ code }) => code)).toContain('source-changed')
    expect(Object.values(presences(bundle))).not.toContain('absent')
  })

  it('is seen by its time where the stats have neither', () => {
    const all = { ...PROJECT, 'dist/stats.json': visualizer(), 'dist/main.js': BUNDLE }
    const bundle = readBundle(
      '/app/dist/stats.json',
      filesOf(all, { '/app/dist/main.js': 100_000 }),
    )!
    expect(bundle.outputs[0]!.state).toBe('changed')
  })
})

describe('packages', () => {
  it('have the digest of the lockfile', () => {
    const used = read('dist/meta.json', esbuild()).packages.find(
      ({ version }) => version === '2.0.0',
    )!
    const hex = Buffer.from(integrityOf('used 2').slice(7), 'base64').toString('hex')
    expect(used.digests).toEqual({ sha512: hex })
    expect(used.record).toBe('/app/package-lock.json')
    expect(used.folders).toEqual(['/app/node_modules/used'])
  })

  it('of which the lockfile knows another version are named, and stay', () => {
    const other = {
      ...PROJECT,
      'node_modules/used/package.json': { name: 'used', version: '9.0.0' },
    }
    const files = filesOf({ ...other, 'dist/meta.json': esbuild(), 'dist/main.js': BUNDLE })
    const bundle = readBundle('/app/dist/meta.json', files)!
    expect(presences(bundle)['pkg:npm/used@9.0.0']).toBe('in-bundle')
    expect(bundle.gaps).toMatchObject([
      { code: 'source-changed', paths: ['/app/node_modules/used'] },
    ])
    expect(bundle.gaps[0]!.message).toContain('used@9.0.0')
  })

  it('that a project keeps in its own tree are found by their package.json', () => {
    const vendored = {
      'vendor/x/package.json': { name: 'x', version: '5.0.0' },
      'vendor/x/a.js': 'x',
    }
    const stats = esbuild({ 'vendor/x/a.js': 10 })
    const files = filesOf({
      ...PROJECT,
      ...vendored,
      'dist/meta.json': stats,
      'dist/main.js': BUNDLE,
    })
    expect(presences(readBundle('/app/dist/meta.json', files)!)['pkg:npm/x@5.0.0']).toBe(
      'in-bundle',
    )
  })

  it('are known without a lockfile as far as modules lead to them, and the gap says so', () => {
    const bundle = read('dist/meta.json', esbuild(), (name) => name !== 'package-lock.json')
    expect(Object.keys(presences(bundle))).not.toContain('pkg:npm/never@3.0.0')
    expect(presences(bundle)['pkg:npm/used@2.0.0']).toBe('in-bundle')
    expect(bundle.gaps).toMatchObject([{ code: 'library-not-found' }])
  })

  it('stay unknown where the lockfile cannot be read', () => {
    const all = {
      ...PROJECT,
      'package-lock.json': '{',
      'dist/meta.json': esbuild(),
      'dist/main.js': BUNDLE,
    }
    const bundle = readBundle('/app/dist/meta.json', filesOf(all))!
    expect(bundle.gaps).toMatchObject([{ code: 'library-not-found' }])
    expect(Object.values(presences(bundle))).not.toContain('absent')
  })
})

describe('stats of webpack', () => {
  it('from which modules were left out prove nothing', () => {
    for (const filtered of [
      { ...webpack(), filteredModules: 3 },
      {
        ...webpack(),
        modules: [{ type: 'hidden modules', children: webpack().modules, filteredChildren: 1 }],
      },
      { ...webpack(), modules: undefined },
      { ...webpack(), modules: [...webpack().modules, { size: 3, chunks: ['1'] }] },
      { ...webpack(), errorsCount: 1 },
    ]) {
      const bundle = read('dist/stats.json', JSON.parse(JSON.stringify(filtered)) as object)
      expect(Object.values(presences(bundle))).not.toContain('absent')
      expect(bundle.gaps.map(({ code }) => code)).toContain('no-link-record')
    }
  })

  it('may group modules, and hold those of children', () => {
    const { modules, ...rest } = webpack()
    const grouped = {
      ...rest,
      modules: [{ type: 'modules by path', name: './x/*.js', children: modules }],
    }
    expect(presences(read('dist/stats.json', grouped))).toEqual(EXPECTED)
    const child = { hash: 'h', children: [webpack()] }
    expect(presences(read('dist/stats.json', child))).toEqual(EXPECTED)
  })

  it('may list modules by chunk', () => {
    const { modules, chunks, ...rest } = webpack()
    const own = modules.filter((module) => !('orphan' in module))
    const stats = { ...rest, chunks: chunks.map((chunk) => ({ ...chunk, modules: own })) }
    expect(presences(read('dist/stats.json', stats))).toEqual(EXPECTED)
  })

  it('do not say what a variable stands for, unless they have the reasons', () => {
    const { modules, ...rest } = webpack()
    const others = modules.filter(({ identifier }) => !identifier.startsWith('external'))
    const variable = {
      identifier: 'external var "Outside"',
      name: 'external var "Outside"',
      chunks: ['1'],
    }
    const without = read('dist/stats.json', { ...rest, modules: [...others, variable] })
    expect(presences(without)['pkg:npm/outside@1.0.0']).toBe('unknown')
    const reasons = [{ userRequest: 'outside/deep' }]
    const with_ = read('dist/stats.json', {
      ...rest,
      modules: [...others, { ...variable, reasons }],
    })
    expect(presences(with_)).toEqual(EXPECTED)
  })
})

describe('a source map', () => {
  const map = {
    version: 3,
    sources: [...KEPT, MODULES.shaken].map((path) => `../${path}`),
    // one piece for each of the first five
    mappings: 'AAAA,CCAA,CCAA,CCAA;CCAA',
  }

  it('proves what is in the bundle and not what is missing', () => {
    const bundle = read('dist/main.js.map', map)
    expect(presences(bundle)).toMatchObject({
      'pkg:npm/used@2.0.0': 'in-bundle',
      'pkg:npm/never@3.0.0': 'unknown',
      'pkg:npm/shaken@1.0.0': 'unknown',
    })
    expect(bundle.gaps.map(({ code }) => code)).toEqual(['no-link-record'])
  })

  it('of webpack names its sources in its own way', () => {
    const sources = map.sources.map((path) =>
      `webpack://shop/${path.slice(1)}?0a1b`.replace('/./', '/./'),
    )
    const bundle = read('dist/main.js.map', { ...map, sources })
    expect(bundle.modules.every(({ exists }) => exists)).toBe(true)
  })

  it('may be one of sections', () => {
    const sections = [{ offset: { line: 0, column: 0 }, map }]
    const bundle = read('dist/main.js.map', { version: 3, sections })
    expect(bundle.modules.filter(({ bytesInOutput }) => bytesInOutput > 0)).toHaveLength(5)
  })
})

describe('the search for stats', () => {
  it('tells them by content and passes over what packages bring along', () => {
    const files = filesOf({
      'dist/meta.json': esbuild(),
      'out/webpack-stats.json': webpack(),
      'out/.vite/manifest.json': { 'index.html': { file: 'a.js', isEntry: true } },
      'dist/main.js.map': { version: 3, sources: [], mappings: '' },
      'node_modules/x/meta.json': esbuild(),
      'public/manifest.json': { name: 'an app', icons: [] },
      'broken-stats.json': '{"hash":',
    })
    expect(findBundles('/app', files)).toEqual({
      stats: [
        { path: '/app/dist/meta.json', format: 'esbuild' },
        { path: '/app/out/webpack-stats.json', format: 'webpack' },
      ],
      maps: ['/app/dist/main.js.map'],
      manifests: ['/app/out/.vite/manifest.json'],
    })
  })
})

function read(file: string, stats: object, keeps: (name: string) => boolean = () => true): Bundle {
  const all = { ...PROJECT, 'dist/main.js': BUNDLE }
  const kept = Object.fromEntries(Object.entries(all).filter(([name]) => keeps(name)))
  return readBundle(`/app/${file}`, filesOf({ ...kept, [file]: stats }))!
}

function presences({ packages }: Bundle): Readonly<Record<string, PackagePresence>> {
  return Object.fromEntries(packages.map(({ purl, presence }) => [purl, presence]))
}

function esbuild(more: Readonly<Record<string, number>> = {}): object {
  const names = [...KEPT, MODULES.shaken, ...Object.keys(more)]
  return {
    inputs: Object.fromEntries(
      names.map((name) => [
        name,
        { bytes: 10, imports: [{ path: 'outside/x', kind: 'import-statement', external: true }] },
      ]),
    ),
    outputs: {
      'dist/main.js': {
        bytes: BUNDLE.length,
        imports: [],
        exports: [],
        inputs: {
          ...Object.fromEntries(KEPT.map((name) => [name, { bytesInOutput: 5 }])),
          [MODULES.shaken]: { bytesInOutput: 0 },
          ...Object.fromEntries(
            Object.entries(more).map(([name, bytesInOutput]) => [name, { bytesInOutput }]),
          ),
        },
      },
    },
  }
}

function rollup(): object {
  const ids = [...KEPT, MODULES.shaken].map((name) => `/app/${name}`)
  return {
    headwater: 'rollup-bundle/1',
    root: '/app',
    rollup: '4.0.0',
    modules: [
      ...ids.map((id) => ({ id, external: false })),
      { id: 'outside', external: true },
      { id: '\0commonjsHelpers.js' },
      { id: '\0vite/preload-helper.js' },
    ],
    outputs: [
      {
        fileName: 'main.js',
        sha256: sha256(BUNDLE),
        imports: ['outside'],
        modules: {
          '\0commonjsHelpers.js': { renderedLength: 100 },
          [`\0${ids[1]}?commonjs-proxy`]: { renderedLength: 3 },
          ...Object.fromEntries(
            ids
              .slice(0, -1)
              .map((id) => [
                id,
                { renderedLength: 5, renderedExports: ['a'], removedExports: ['b'] },
              ]),
          ),
        },
      },
    ],
  }
}

function visualizer(): object {
  const names = [...KEPT, MODULES.shaken]
  return {
    version: 2,
    tree: {},
    nodeParts: Object.fromEntries(
      KEPT.map((_, at) => [`p${at}`, { renderedLength: 5, metaUid: `m${at}` }]),
    ),
    nodeMetas: {
      ...Object.fromEntries(
        names.map((name, at) => [
          `m${at}`,
          { id: `/${name}`, moduleParts: at < KEPT.length ? { 'main.js': `p${at}` } : {} },
        ]),
      ),
      mx: { id: 'outside', moduleParts: {}, isExternal: true },
    },
    env: { rollup: '4.0.0' },
  }
}

interface WebpackModule {
  readonly identifier: string
  readonly [member: string]: unknown
}

function webpack(): {
  readonly modules: readonly WebpackModule[]
  readonly chunks: readonly object[]
  readonly [member: string]: unknown
} {
  const module = (name: string, more: object): WebpackModule => ({
    identifier: `javascript/esm|/app/${name}`,
    name: `./${name}`,
    nameForCondition: `/app/${name}`,
    moduleType: 'javascript/esm',
    size: 5,
    usedExports: ['a'],
    ...more,
  })
  return {
    hash: 'h',
    version: '5.0.0',
    outputPath: '/app/dist',
    assets: [{ name: 'main.js', size: BUNDLE.length }],
    chunks: [{ id: '1', files: ['main.js'] }],
    modules: [
      module(`${MODULES.main} + 2 modules`, {
        chunks: ['1'],
        modules: [MODULES.main, MODULES.used, MODULES.outer].map((name) =>
          module(name, { chunks: [] }),
        ),
      }),
      module(MODULES.inner, { chunks: ['1'] }),
      module(MODULES.left, { chunks: ['1'] }),
      // the same modules again, as orphans, since they were concatenated
      module(MODULES.used, { orphan: true, chunks: [] }),
      module(MODULES.shaken, { orphan: true, chunks: [], usedExports: false }),
      { identifier: 'external commonjs "outside"', name: 'external', chunks: ['1'] },
      { identifier: 'webpack/runtime/define', moduleType: 'runtime', chunks: ['1'] },
    ],
  }
}
