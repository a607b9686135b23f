// SPDX-License-Identifier: Apache-2.0
import { readCycloneDx, writeCycloneDx } from '@headwater/formats/cyclonedx'
import { sourceOfText } from '@headwater/formats/source'
import { readSpdx2, writeSpdx2 } from '@headwater/formats/spdx2'
import { readSpdx3 } from '@headwater/formats/spdx3'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyDocument } from '../../formats/cyclonedx/fixtures/arbitrary.ts'
import { anySpdx2 } from '../../formats/spdx2/fixtures/arbitrary.ts'
import { anySpdx3 } from '../../formats/spdx3/fixtures/arbitrary.ts'
import { essenceOf } from './essence.ts'
import {
  convertDocument,
  countElements,
  TARGETS,
  type SourceDocument,
  type Target,
} from './index.ts'

const FACTS = { name: 'any', sha256: 'a'.repeat(64), tool: { name: 'headwater', version: '0' } }

/** Each through its reader, so that it is what a user's document would be. */
const sources: Readonly<Record<SourceDocument['family'], fc.Arbitrary<string>>> = {
  'spdx-2': anySpdx2.map((each) => writeSpdx2(each, { syntax: 'json', version: '2.3' }).text),
  'spdx-3': anySpdx3().map((each) => JSON.stringify(each)),
  cyclonedx: anyDocument('1.6', 'json').map(
    (each) => writeCycloneDx(each, { version: '1.6', syntax: 'json' }).text,
  ),
}

const targets = fc.constantFrom(...new Set(TARGETS.values()))

for (const family of ['spdx-2', 'spdx-3', 'cyclonedx'] as const) {
  it(`writes any ${family} document as anything, and it is read back with what the report counts`, async () => {
    await fc.assert(
      fc.asyncProperty(sources[family], targets, async (text, target) => {
        const source = await read(family, 'json', text)
        const { text: written, report } = convertDocument(source, target, FACTS)
        const again = await read(target.family, target.syntax, written)
        if (target.family !== family) {
          expect({ target, ...countElements(again) }).toEqual({ target, ...report.counts.target })
        }
        expect(convertDocument(source, target, FACTS).text).toBe(written)
      }),
      { numRuns: 150, endOnFailure: true },
    )
  })

  it(`names every text of a ${family} document that does not arrive`, async () => {
    await fc.assert(
      fc.asyncProperty(sources[family], targets, async (text, target) => {
        const source = await read(family, 'json', text)
        if (target.family === family) return
        const { text: written, report } = convertDocument(source, target, FACTS)
        const lost = new Set(report.lost.map(({ pointer }) => pointer))
        const heard = textsOf(JSON.parse(await asJson(target, written))).map(inOneLine)
        for (const { pointer, value } of leavesOf(source)) {
          if ([...ancestors(pointer)].some((each) => lost.has(each))) continue
          if (!FREE.test(pointer) || value.trim() === '') continue
          expect(
            heard.some((each) => each.includes(inOneLine(value))),
            `${pointer} ${value}`,
          ).toBe(true)
        }
      }),
      { numRuns: 100, endOnFailure: true },
    )
  })
}

it('keeps names, versions, purls, hashes and dependencies on the way there and back', async () => {
  const ways = fc.constantFrom('spdx-2.3', 'spdx-3.0.1', 'cyclonedx-1.6')
  await fc.assert(
    fc.asyncProperty(sources['spdx-2'], ways, async (text, way) => {
      const source = await read('spdx-2', 'json', text)
      const between = targetNamed(way)
      const there = convertDocument(source, between, FACTS).text
      const back = convertDocument(
        await read(between.family, 'json', there),
        targetNamed('spdx-2.3'),
        FACTS,
      ).text
      const before = essenceOf(source)
      const after = essenceOf(await read('spdx-2', 'json', back))
      expect(after.elements).toEqual(expect.arrayContaining([...before.elements]))
      expect(after.dependencies).toEqual(expect.arrayContaining([...before.dependencies]))
    }),
    { numRuns: 100, endOnFailure: true },
  )
})

async function read(
  family: SourceDocument['family'],
  syntax: Target['syntax'],
  text: string,
): Promise<SourceDocument> {
  const source = sourceOfText('any', text)
  if (family === 'spdx-3') return { family, document: await readSpdx3(source) }
  if (family === 'cyclonedx') return { family, document: await readCycloneDx(source) }
  return { family, document: await readSpdx2(source, syntax === 'json' ? 'json' : 'tag-value') }
}

function targetNamed(name: string): Target {
  const target = TARGETS.get(name)
  if (target) return target
  throw new Error(`there is no target ${name}`)
}

/** What was written, whatever its syntax, as one value. */
async function asJson(target: Target, text: string): Promise<string> {
  return JSON.stringify((await read(target.family, target.syntax, text)).document)
}

/** SPDX 2 has people and organizations in one line. */
function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

/** All texts, and those inside of texts that are JSON. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') {
    if (!/^\s*[[{]/.test(value)) return [value]
    try {
      return [value, ...textsOf(JSON.parse(value))]
    } catch {
      return [value]
    }
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsOf(inner)])
}

function leavesOf(source: SourceDocument): { pointer: string; value: string }[] {
  const found: { pointer: string; value: string }[] = []
  const visit = (value: unknown, pointer: string): void => {
    if (typeof value === 'string') found.push({ pointer, value })
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        visit(inner, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
      }
    }
  }
  if (source.family === 'spdx-3') visit(source.document.graph, '/@graph')
  else visit({ ...source.document, remarks: undefined }, '')
  return found
}

function* ancestors(pointer: string): Generator<string> {
  for (let at = pointer.length; at > 0; at = pointer.lastIndexOf('/', at - 1)) {
    yield pointer.slice(0, at)
  }
}

/** Members that hold free text, which no target says in words of its own. */
const FREE =
  /\/(?:name|versionInfo|version|description|summary|comment|copyright|copyrightText|sourceInfo|extractedText|noticeText|statement|detail|recommendation|workaround|licenseComments|attributionTexts\/\d+|software_\w*(?:Text|Info|Version)|content|notes|value)$/
