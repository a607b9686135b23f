// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInventory, type Inventory } from '@headwater/domain/inventory'
import { cycloneDxToInventory } from '@headwater/domain/inventory/from-cyclonedx'
import { spdx2ToInventory } from '@headwater/domain/inventory/from-spdx2'
import { spdx3ToInventory } from '@headwater/domain/inventory/from-spdx3'
import { streamCycloneDx } from '@headwater/formats/cyclonedx'
import { sourceOfBytes } from '@headwater/formats/source'
import { streamSpdx2 } from '@headwater/formats/spdx2'
import { streamSpdx3 } from '@headwater/formats/spdx3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CaptureError } from '../error/index.ts'
import { watchBuild } from '../watch/index.ts'
import type { CaptureFormat } from '../documents/index.ts'
import { captureBuild, type CaptureRequest, type Captured } from './index.ts'

const hasCompiler = ['gcc', 'ar'].every((program) => {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})
if (!hasCompiler) process.stdout.write('skipped: there is no gcc to make a build with\n')

/** A mill: the program, a library of its own of which one object is never asked for, and a vendored wheel. */
const SOURCES: Readonly<Record<string, string>> = {
  'main.c':
    '#include "mill.h"\n#include "third_party/wheel/wheel.h"\nint main(void) { return grind(turn(2)); }\n',
  'mill.h': '#ifndef MILL_H\n#define MILL_H\nint grind(int);\n#endif\n',
  'grind.c':
    '#include "mill.h"\nstatic int twice(int n) { return 2 * n; }\nint grind(int n) { return twice(n); }\nint unused(int n) { return n; }\n',
  'flood.c': 'int flood(void) { return 1; }\n',
  'empty.c': '#ifdef NEVER\nint never(void) { return 0; }\n#endif\n',
  'notes.txt': 'never built\n',
  'ice.c': 'int ice(void) { return 0; }\n',
  'third_party/wheel/wheel.h': 'int turn(int);\n',
  'third_party/wheel/wheel.c': '#include "wheel.h"\nint turn(int n) { return n + 1; }\n',
  'third_party/wheel/LICENSE': 'as you like\n',
  'headwater.yaml':
    'packages:\n  .: pkg:generic/mill@1.0\n  third_party/wheel:\n    purl: pkg:github/carpenter/wheel@v3.1\n    version: "3.1"\n',
}

const SCRIPT = `set -e
CFLAGS="-O2 -ffunction-sections $1"
mkdir -p out
for each in main grind flood empty; do gcc $CFLAGS -MD -c $each.c -o out/$each.o; done
gcc $CFLAGS -MD -c third_party/wheel/wheel.c -o out/wheel.o
ar crD out/libmill.a out/grind.o out/flood.o out/empty.o
gcc -Wl,--gc-sections -Wl,--build-id=none out/main.o out/wheel.o out/libmill.a -o out/mill
`

let room: string

beforeEach(() => {
  room = realpathSync(mkdtempSync(join(tmpdir(), 'capture-')))
})

afterEach(() => rmSync(room, { recursive: true, force: true }))

async function buildIn(folder: string, flags = ''): Promise<void> {
  for (const [name, text] of Object.entries({ ...SOURCES, 'build.sh': SCRIPT })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  await watchBuild(['sh', 'build.sh', flags], {
    directory: folder,
    env: process.env,
    io: { err: () => undefined, now: () => new Date(0) },
  })
}

function capture(folder: string, more: Partial<CaptureRequest> = {}): Promise<Captured> {
  return captureBuild({
    buildDir: folder,
    sources: [folder],
    images: [],
    format: 'spdx-3.0',
    sha512: false,
    partial: false,
    now: new Date(0),
    tool: { name: 'headwater', version: '0' },
    ...more,
  })
}

async function readBack(folder: string, format: CaptureFormat): Promise<Inventory> {
  const inventory = createInventory()
  for (const name of readdirSync(folder).sort()) {
    const source = sourceOfBytes(name, readFileSync(join(folder, name)))
    const { builder, close } = inventory.open()
    if (format === 'spdx-3.0') {
      const intake = spdx3ToInventory(builder, name)
      close(intake.finish(await streamSpdx3(source, intake.sink)), name)
    } else if (format === 'spdx-2.3') {
      const intake = spdx2ToInventory(builder, name, 'json')
      await streamSpdx2(source, 'json', intake.sink)
      close(intake.finish(), name)
    } else {
      const intake = cycloneDxToInventory(builder, name)
      await streamCycloneDx(source, intake.sink)
      close(intake.finish(), name)
    }
  }
  return inventory.seal()
}

function edges(inventory: Inventory, kind: string): readonly string[] {
  const found: string[] = []
  for (const node of inventory.files()) {
    inventory.eachTarget(node, (target, each) => {
      if (each !== kind || inventory.kind(target) !== 'file') return
      const name = inventory.name(target)
      // what the compiler of this machine brings along is another matter
      if (!/^\/?usr\/|^\/?lib/.test(name)) found.push(`${inventory.name(node)} ${name}`)
    })
  }
  return found.sort()
}

describe.skipIf(!hasCompiler)('a captured build', () => {
  test.each(['spdx-3.0', 'spdx-2.3', 'cyclonedx-1.7'] as const)(
    'is read back from %s as it was recorded',
    async (format) => {
      await buildIn(room)
      const { documents, out } = await capture(room, { format, out: join(room, 'sbom') })
      expect(documents.map(({ kind }) => kind)).toEqual(['application', 'third-party', 'build'])
      const inventory = await readBack(out, format)
      expect(inventory.openReferences).toEqual([])
      expect(edges(inventory, 'includes')).toEqual([
        'out/grind.o mill.h',
        'out/main.o mill.h',
        'out/main.o wheel.h',
        'out/wheel.o wheel.h',
      ])
      expect(edges(inventory, 'generatedFrom')).toEqual(
        expect.arrayContaining([
          'out/flood.o flood.c',
          'out/grind.o grind.c',
          'out/main.o main.c',
          'out/wheel.o wheel.c',
        ]),
      )
      expect(edges(inventory, 'linksStatically')).toEqual([
        'out/mill out/libmill.a',
        'out/mill out/main.o',
        'out/mill out/wheel.o',
      ])
      expect(edges(inventory, 'contains')).toEqual([
        'out/libmill.a out/empty.o',
        'out/libmill.a out/flood.o',
        'out/libmill.a out/grind.o',
      ])
      const packages = inventory
        .packages()
        .flatMap((node) => inventory.packageFacts(node)?.purls ?? [])
      expect(packages).toContain('pkg:generic/mill@1.0')
      expect(packages).toContain('pkg:github/carpenter/wheel@v3.1')
      const listed = [...inventory.files()].map((node) => inventory.name(node))
      // what was not compiled is listed all the same; what version control and the capture keep is not
      expect(listed).toContain('ice.c')
      expect(listed).toContain('notes.txt')
      expect(listed.filter((name) => /jsonl|\.o\.d$|sbom/.test(name))).toEqual([])
      const links = inventory.documents.flatMap(({ externalDocuments }) => externalDocuments)
      expect(links).toHaveLength(2)
    },
  )

  test('says of each object which functions reached the image', async () => {
    await buildIn(room, '-g')
    const { build } = await capture(room)
    const records = Object.fromEntries([...build.code].map(([file, record]) => [file.name, record]))
    expect(records['out/grind.o']).toMatchObject({
      of: 'object',
      debug: 'dwarf',
      images: {
        'out/mill': [{ file: 'grind.c', own: ['grind'], inlined: ['twice'], dropped: ['unused'] }],
      },
    })
    expect(records['out/flood.o']).toMatchObject({ images: { 'out/mill': [] } })
    expect(records['out/empty.o']).toMatchObject({ text: 0 })
    expect(records['empty.c']).toEqual({ of: 'source', functions: ['never'] })
    expect(records['wheel.c']).toEqual({ of: 'source', functions: ['turn'] })
  })

  test('is the same text wherever it was built, and names no folder of the machine', async () => {
    const folders = ['here', 'there/below'].map((name) => join(room, name))
    const texts: string[][] = []
    for (const folder of folders) {
      mkdirSync(folder, { recursive: true })
      await buildIn(folder)
      const { out, documents } = await capture(folder)
      texts.push(documents.map(({ file }) => readFileSync(join(out, file), 'utf8')))
    }
    expect(texts[0]).toEqual(texts[1])
    for (const text of texts[0] ?? []) expect(text).not.toContain(room)
  })

  test('leaves out what leads to none of the images that are asked for', async () => {
    await buildIn(room)
    const { build } = await capture(room, { images: [join(room, 'out/mill')] })
    expect(build.images.map(({ name }) => name)).toEqual(['out/mill'])
    await expect(capture(room, { images: [join(room, 'notes.txt')] })).rejects.toMatchObject({
      code: 'NO_IMAGE',
    })
  })

  test('says what it lacks, and what to do about it', async () => {
    await buildIn(room)
    const later = new Date(Date.now() + 60_000)
    utimesSync(join(room, 'grind.c'), later, later)
    rmSync(join(room, 'third_party/wheel/wheel.h'))
    const { build, out, documents } = await capture(room)
    const codes = build.gaps.map(({ code }) => code)
    expect(codes).toContain('source-changed')
    expect(codes).toContain('source-missing')
    expect(build.gaps.find(({ code }) => code === 'source-changed')?.paths).toEqual([
      '{mill}/grind.c',
    ])
    const text = readFileSync(join(out, documents[2]?.file ?? ''), 'utf8')
    expect(text).toContain('headwater-gap/1')
  })

  test('is refused where nothing could be said, and then nothing is written', async () => {
    await expect(capture(room)).rejects.toMatchObject({ code: 'NO_BUILD' })
    await buildIn(room)
    rmSync(join(room, 'out'), { recursive: true })
    await expect(capture(room)).rejects.toBeInstanceOf(CaptureError)
    expect(existsSync(join(room, 'sbom'))).toBe(false)
  })

  test('takes the place of an earlier capture in another format, and of nothing else', async () => {
    await buildIn(room)
    const out = join(room, 'documents')
    await capture(room, { out, format: 'cyclonedx-1.7' })
    writeFileSync(join(out, 'mine.json'), '{}')
    await capture(room, { out, sha512: true })
    expect(readdirSync(out).sort()).toEqual([
      'application.spdx3.json',
      'build.spdx3.json',
      'mine.json',
      'third-party.spdx3.json',
    ])
    expect(readFileSync(join(out, 'application.spdx3.json'), 'utf8')).toContain('"sha512"')
  })
})
