// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { FormatError } from '../fault/index.ts'
import { DEFAULT_LIMITS, sourceOfBytes, sourceOfText, type Limits } from '../source/index.ts'
import { readXml } from './index.ts'

async function read(text: string, limits: Partial<Limits> = {}): Promise<string> {
  let told = ''
  await readXml(
    sourceOfText('test', text),
    { ...DEFAULT_LIMITS, ...limits },
    {
      open: (tag) => void (told += `<${tag.name}>`),
      text: (piece) => void (told += piece),
      close: (tag) => void (told += `</${tag.name}>`),
    },
  )
  return told
}

async function refusal(text: string, limits: Partial<Limits> = {}): Promise<string> {
  try {
    await read(text, limits)
    return 'read'
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    const [fault] = error.faults
    expect(fault?.place.line).toBeGreaterThan(0)
    return `${fault?.code}: ${fault?.message}`
  }
}

describe('readXml', () => {
  it('walks elements and text', async () => {
    expect(await read('<a><b>x &amp; <![CDATA[<y>]]></b><!-- c --></a>')).toBe(
      '<a><b>x & <y></b></a>',
    )
    expect(await read('<!DOCTYPE a><a/>')).toBe('<a></a>')
  })

  it('expands no entity of the document unless told to, and then so many', async () => {
    const text = '<!DOCTYPE a [<!ENTITY b "1&c;"><!ENTITY c "2&#51;">]><a d="&b;">&b;</a>'
    expect(await refusal(text)).toMatch(/^LIMIT: .*limit entityExpansions/)
    expect(await read(text, { entityExpansions: 4 })).toBe('<a>123</a>')
    expect(await refusal(text, { entityExpansions: 3 })).toMatch(/^LIMIT: .*entityExpansions/)
  })

  it('lets no entity grow beyond the limits, contain itself, hold markup or come from elsewhere', async () => {
    const many = Array.from(
      { length: 40 },
      (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`,
    )
    const laughs = `<!DOCTYPE a [<!ENTITY e0 "ha">${many.join('')}]><a>&e40;</a>`
    expect(await refusal(laughs, { entityExpansions: 1_000_000 })).toMatch(/^LIMIT/)
    const circle = '<!DOCTYPE a [<!ENTITY b "&c;"><!ENTITY c "&b;">]><a>&b;</a>'
    expect(await refusal(circle, { entityExpansions: 1000 })).toMatch(/^SYNTAX: .*contains itself/)
    const markup = '<!DOCTYPE a [<!ENTITY b "<c/>">]><a>&b;</a>'
    expect(await refusal(markup, { entityExpansions: 1000 })).toMatch(/^SYNTAX: .*markup/)
    const outside = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    expect(await refusal(outside, { entityExpansions: 1000 })).toMatch(
      /^SYNTAX: .*undefined entity/,
    )
    expect(await refusal('<a>&toString;</a>')).toMatch(/^SYNTAX/)
  })

  it('refuses what is too deep, too long or too crowded, by the name of the limit', async () => {
    expect(await refusal('<a>'.repeat(300))).toMatch(/^LIMIT: .*limit depth/)
    const short = { stringLength: 1000 }
    for (const text of [
      `<a>${'x'.repeat(2000)}</a>`,
      `<a>${'x&amp;<![CDATA[y]]>'.repeat(200)}</a>`,
      `<a b="${'x'.repeat(2000)}`,
      `<a><!-- ${'x'.repeat(2000)}`,
      `<${'a'.repeat(2000)}`,
      `<a>&${'b'.repeat(2000)}`,
    ]) {
      expect(await refusal(text, short)).toMatch(/^LIMIT: .*limit stringLength/)
    }
    const crowded = `<a ${Array.from({ length: 20_000 }, (_, i) => `a${i}=""`).join(' ')}/>`
    expect(await refusal(crowded)).toMatch(/^LIMIT: .*limit attributes/)
    expect(await refusal('<a/>', { documentBytes: 3 })).toMatch(/^LIMIT: .*limit documentBytes/)
  })

  it('takes a document that comes as one chunk in pieces', async () => {
    const text = `<a>${'<b>é</b>'.repeat(1_000_000)}</a>`
    let elements = 0
    await readXml(sourceOfBytes('test', Buffer.from(text)), DEFAULT_LIMITS, {
      open: () => void elements++,
      text: () => undefined,
      close: () => undefined,
    })
    expect(elements).toBe(1_000_001)
  })
})
