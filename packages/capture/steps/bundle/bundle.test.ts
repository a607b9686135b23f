// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { BUNDLE, filesOf, MODULES, PROJECT } from '../../bundles/fixtures.ts'
import type { Steps } from '../step.ts'
import { bundleReader, readBundles } from './index.ts'

const META = {
  inputs: {
    [MODULES.main]: { bytes: 4 },
    [MODULES.used]: { bytes: 4 },
    [MODULES.shaken]: { bytes: 6 },
  },
  outputs: {
    'dist/main.js': {
      bytes: BUNDLE.length,
      inputs: { [MODULES.main]: { bytesInOutput: 3 }, [MODULES.used]: { bytesInOutput: 2 } },
    },
    'dist/main.js.map': { bytes: 2, inputs: {} },
  },
}

describe('a bundle as steps', () => {
  it('is made of the modules that left code in it; the others stand beside them', async () => {
    const { steps, sourceRoot, configuration, gaps } = await read({ 'dist/meta.json': META })
    expect(steps).toEqual([
      {
        kind: 'bundle',
        outputs: ['/app/dist/main.js'],
        inputs: [`/app/${MODULES.main}`, `/app/${MODULES.used}`, `/app/${MODULES.shaken}`],
        unused: [`/app/${MODULES.shaken}`],
        includes: [],
        knowsIncludes: true,
        directory: '/app',
        record: '/app/dist/meta.json',
      },
    ])
    expect(sourceRoot).toBe('/app')
    expect(configuration).toEqual(['/app/package-lock.json', '/app/package.json'])
    expect(gaps).toEqual([])
  })

  it('brings the packages along, each once', async () => {
    const { packages } = await read({ 'dist/meta.json': META })
    expect(packages!.find(({ name }) => name === 'never')).toMatchObject({
      presence: 'absent',
      because: 'No module of it is in the bundle.',
    })
  })

  it('keeps a package that only one of two bundles has', async () => {
    const other = {
      inputs: { [MODULES.shaken]: { bytes: 6 } },
      outputs: {
        'out/x.js': { bytes: BUNDLE.length, inputs: { [MODULES.shaken]: { bytesInOutput: 6 } } },
      },
    }
    const { packages, steps } = await read({
      'dist/meta.json': META,
      'out/meta.json': other,
      'out/x.js': BUNDLE,
    })
    expect(steps).toHaveLength(2)
    expect(packages!.find(({ name }) => name === 'shaken')!.presence).toBe('in-bundle')
  })

  it('is read from a source map only where nothing better covers it', async () => {
    const map = {
      version: 3,
      sources: ['../src/main.js', '../node_modules/used/index.js'],
      mappings: 'AAAA,CCAA',
    }
    const both = await read({ 'dist/meta.json': META, 'dist/main.js.map': map })
    expect(both.steps.map(({ record }) => record)).toEqual(['/app/dist/meta.json'])
    const alone = await read({ 'dist/main.js.map': map })
    expect(alone.steps.map(({ record }) => record)).toEqual(['/app/dist/main.js.map'])
    expect(alone.packages!.map(({ presence }) => presence)).not.toContain('absent')
    expect(alone.gaps.map(({ code }) => code)).toEqual(['no-link-record'])
  })

  it('is not what a compiler wrote file by file', async () => {
    const map = { version: 3, sources: ['../src/main.ts'], mappings: 'AAAA' }
    const { steps } = await read({ 'dist/main.js.map': map })
    expect(steps).toEqual([])
  })
})

describe('a project without stats', () => {
  it.each([
    ['esbuild', '--metafile'],
    ['vite', 'plugin'],
    ['webpack', '--json'],
  ])('that uses %s is told how to get them', async (bundler, how) => {
    const manifest = { name: 'shop', devDependencies: { [bundler]: '1' } }
    const { gaps } = await read({ 'package.json': manifest })
    expect(gaps).toMatchObject([{ code: 'no-build-record' }])
    expect(gaps[0]!.hint).toContain(how)
  })

  it('is told that the manifest of Vite is not enough', async () => {
    const { gaps } = await read({
      'dist/.vite/manifest.json': { a: { file: 'a.js', isEntry: true } },
    })
    expect(gaps[0]!.message).toContain('/app/dist/.vite')
  })
})

describe('the reader', () => {
  it('recognises projects of JavaScript and folders of bundles', () => {
    const recognises = (files: Readonly<Record<string, unknown>>): boolean =>
      bundleReader.recognises('/app', filesOf(files))
    expect(recognises({ 'package.json': {} })).toBe(true)
    expect(recognises({ 'yarn.lock': '' })).toBe(true)
    expect(recognises({ 'meta.json': META })).toBe(true)
    expect(recognises({ 'meta.json': {} })).toBe(false)
    expect(recognises({ 'build.ninja': '' })).toBe(false)
  })
})

function read(files: Readonly<Record<string, unknown>>): Promise<Steps> {
  return readBundles('/app', filesOf({ ...PROJECT, 'dist/main.js': BUNDLE, ...files }))
}
