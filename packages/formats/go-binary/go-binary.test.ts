// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { namesInTable, parseGoBuildInfo } from './index.ts'

const MODULES = [
  'path\texample.com/demo/cmd/app',
  'mod\texample.com/demo\t(devel)\t',
  'dep\tgopkg.in/yaml.v3\tv3.0.1\th1:abc=',
  'dep\texample.com/old\tv1.0.0',
  '=>\texample.com/new\tv1.1.0\th1:def=',
  'build\tGOOS=linux',
  'build\t-ldflags="-s -w"',
  '',
].join('\n')
const MARK = Buffer.from('3077af0c9274080241e1c107e6d618e6', 'hex')
const END = Buffer.from('f932433186182072008242104116d8f2', 'hex')
const INFORMATION = Buffer.concat([MARK, Buffer.from(MODULES), END])

function varint(number: number): Buffer {
  const bytes: number[] = []
  for (let left = number; ; left = Math.floor(left / 128)) {
    if (left < 128) return Buffer.from([...bytes, left])
    bytes.push((left % 128) + 128)
  }
}

function header(width: number, flags: number): Buffer {
  const blob = Buffer.alloc(32)
  blob.write('\u{ff} Go buildinf:', 'latin1')
  blob[14] = width
  blob[15] = flags
  return blob
}

const WANTED = {
  goVersion: 'go1.22.3',
  path: 'example.com/demo/cmd/app',
  main: { path: 'example.com/demo' },
  dependencies: [
    { path: 'gopkg.in/yaml.v3', version: 'v3.0.1', sum: 'h1:abc=' },
    {
      path: 'example.com/old',
      version: 'v1.0.0',
      replacedBy: { path: 'example.com/new', version: 'v1.1.0', sum: 'h1:def=' },
    },
  ],
  settings: new Map([
    ['GOOS', 'linux'],
    ['-ldflags', '"-s -w"'],
  ]),
}

describe('build information of Go', () => {
  const version = Buffer.from('go1.22.3')

  it('is read where it stands inline (Go 1.18 and later)', () => {
    const strings = [version, INFORMATION].flatMap((text) => [varint(text.length), text])
    const blob = Buffer.concat([header(8, 2), ...strings])
    expect(parseGoBuildInfo(blob, () => undefined)).toEqual(WANTED)
    expect(parseGoBuildInfo(blob.subarray(0, 60), () => undefined)).toBeUndefined()
  })

  it.each([
    [4, 0],
    [8, 1],
  ])('is read through pointers of %i bytes (before)', (width, flags) => {
    const isBig = flags === 1
    const word = (value: number): Buffer => {
      const bytes = Buffer.alloc(width)
      if (width === 4) bytes.writeUInt32LE(value)
      else bytes.writeBigUInt64BE(BigInt(value))
      return bytes
    }
    expect(isBig).toBe(width === 8)
    const strings = [version, INFORMATION]
    const memory = new Map<number, Buffer>()
    const pointers = strings.map((text, i) => {
      memory.set(0x2000 + i, text)
      memory.set(0x1000 + i, Buffer.concat([word(0x2000 + i), word(text.length)]))
      return word(0x1000 + i)
    })
    const blob = header(width, flags)
    Buffer.concat(pointers).copy(blob, 16)
    const read = (address: number, length: number) => memory.get(address)?.subarray(0, length)
    expect(parseGoBuildInfo(blob, read)).toEqual(WANTED)
  })
})

describe('the table of function names', () => {
  it('is read as a whole since Go 1.16, inlined functions too', () => {
    const names = Buffer.from('\0main.main\0gopkg.in/yaml%2ev3.(*parser).peek\0')
    const files = Buffer.from('/src/main.go\0')
    const bytes = Buffer.concat([Buffer.alloc(128), names, files])
    bytes.writeUInt32LE(0xfffffff1)
    bytes[7] = 8
    const filesAt = 128 + names.length
    for (const [index, offset] of [128, filesAt, filesAt, bytes.length].entries()) {
      bytes.writeBigUInt64LE(BigInt(offset), 8 + (3 + index) * 8)
    }
    expect(namesInTable(bytes, true)).toEqual({
      names: new Set(['main.main', 'gopkg.in/yaml%2ev3.(*parser).peek']),
      files: new Set(['/src/main.go']),
      hasInlined: true,
    })
    bytes.writeBigUInt64LE(10_000n, 8 + 4 * 8)
    expect(namesInTable(bytes, true)).toBeUndefined()
  })

  it('names own functions only before', () => {
    const bytes = Buffer.alloc(96)
    bytes.writeUInt32LE(0xfffffffb)
    bytes[7] = 4
    bytes.writeUInt32LE(1, 8)
    bytes.writeUInt32LE(40, 16)
    bytes.writeInt32LE(60, 44)
    bytes.write('main.main', 60)
    expect(namesInTable(bytes, true)).toEqual({
      names: new Set(['main.main']),
      files: new Set(),
      hasInlined: false,
    })
  })

  it('is none where the first bytes are others', () => {
    expect(namesInTable(Buffer.alloc(64), true)).toBeUndefined()
    expect(namesInTable(Buffer.alloc(4), true)).toBeUndefined()
  })
})
