// SPDX-License-Identifier: Apache-2.0
import { gzipSync } from 'node:zlib'
import { writeTar, writeZip, type TarMember, type ZipLies } from '../archives/index.ts'
import { hostileText } from './hostile.ts'
import type { Context, Mutator } from './mutator.ts'

/** They make an archive of their own from documents of the corpus; what they are given only says how many. */
export const ARCHIVE_MUTATORS: readonly Mutator[] = [
  zipMutator('zip with lying sizes', ({ random }) => ({
    size: random.pick(SIZES),
    ...(random.chance(0.5) ? { compressedSize: random.pick(SIZES) } : {}),
  })),
  zipMutator('zip with an odd method', ({ random }) => ({
    method: random.pick([1, 6, 9, 12, 14, 93, 99]),
  })),
  zipMutator('zip with odd flags', ({ random }) => ({
    flags: random.pick([1, 8, 0x41, 0x2000, 0xffff]),
  })),
  zipMutator('zip whose members overlap', () => ({ overlapping: true })),
  zipMutator('zip with wrong offsets', ({ random }) =>
    random.chance(0.5)
      ? { localOffset: random.pick(SIZES) }
      : { directoryOffset: random.pick(SIZES) },
  ),
  zipMutator('zip with a wrong count', ({ random }) => ({
    entries: random.pick([0, 1, 1000, 65535]),
  })),
  zipMutator('zip with a comment', ({ random }) => ({
    comment: Buffer.from(hostileText(random).slice(0, 1000)),
  })),
  {
    name: 'zip with hostile names',
    apply: (_, context) =>
      writeZip(documents(context).map((bytes) => ({ name: oddName(context), bytes }))),
  },
  {
    name: 'zip with many members',
    apply: (_, { random }) =>
      writeZip(
        Array.from({ length: random.pick([100, 3000]) }, (_each, i) => ({
          name: `${i % 50}`,
          bytes: Buffer.from('{}'),
        })),
      ),
  },
  {
    name: 'archive in an archive',
    apply(bytes, context) {
      let inner = bytes
      for (let i = context.random.pick([1, 3, 10]); i > 0; i--) {
        inner = context.random.pick([
          () => writeZip([{ name: 'inner.zip', bytes: inner }]),
          () => writeTar([{ name: 'inner.tar', bytes: inner }]),
          () => gzipSync(inner),
        ])()
      }
      return inner
    },
  },
  tarMutator('tar with a lying size', (member, { random }) => ({
    ...member,
    size: random.pick([
      10 * 1024 ** 3,
      2 ** 40,
      member.bytes.length + 1,
      0,
      '-0000000001 ',
      '99999999999x',
      '\u00ff'.repeat(12),
      '',
    ]),
  })),
  tarMutator('tar with a wrong checksum', (member) => ({ ...member, checksum: 1 })),
  tarMutator('tar with hostile names', (member, context) => ({
    ...member,
    name: oddName(context),
  })),
  tarMutator('tar with odd types', (member, { random }) => ({
    ...member,
    type: random.pick(['1', '2', '3', '5', '6', '7', 'g', 'x', 'L', 'K', 'S', 'Z', '\u0000']),
    link: '../../etc/passwd',
  })),
  {
    name: 'tar with pax headers',
    apply(_, context) {
      const [first = Buffer.alloc(0)] = documents(context)
      const records = context.random.pick([
        '30 path=../../../etc/passwd\n',
        '16 size=99999999999\n',
        '99999999 path=a\n',
        '0 a=b\n',
        '-5 path=x\n',
        '7 a=bc\n'.repeat(20_000),
        'x',
      ])
      return writeTar([
        { name: 'pax', type: context.random.pick(['x', 'g']), bytes: Buffer.from(records) },
        { name: 'a.json', bytes: first },
      ])
    },
  },
  {
    name: 'gzip with a spoiled header or trailer',
    apply(_, context) {
      const [first = Buffer.alloc(0)] = documents(context)
      const packed = gzipSync(first)
      const { random } = context
      const at = random.chance(0.5) ? 2 + random.int(8) : packed.length - 1 - random.int(8)
      packed[at] = random.int(256)
      return packed
    },
  },
  {
    name: 'gzip of several members',
    apply: (_, context) =>
      Buffer.concat([
        ...documents(context).map((bytes) => gzipSync(bytes)),
        context.random.pick([Buffer.alloc(0), Buffer.alloc(100), Buffer.from('rest')]),
      ]),
  },
  {
    name: 'gzip bomb',
    apply: (_, { random }) =>
      gzipSync(
        Buffer.alloc(random.pick([1, 40]) * 1024 ** 2, random.pick([' ', '[', '\u0000', 'a'])),
      ),
  },
]

const SIZES = [0, 1, 100, 65_536, 0x7fffffff, 0xfffffffe, 0xffffffff]

function documents({ random, other }: Context): Buffer[] {
  return Array.from({ length: random.pick([1, 2, 4]) }, () => other())
}

function oddName({ random }: Context): string {
  return random.pick([
    () => '../../../../tmp/escaped.json',
    () => '/etc/passwd',
    () => 'C:\\windows\\system32',
    () => 'same.json',
    () => '\u001b[2J\u001b]0;title\u0007.json',
    () => '',
    () => '.',
    () => 'a/../../b',
    () => 'a!/b',
    () => 'nul\u0000.json',
    () => hostileText(random).slice(0, 60_000),
  ])()
}

function zipMutator(name: string, lies: (context: Context) => ZipLies): Mutator {
  return {
    name,
    apply(_, context) {
      const members = documents(context).map((bytes, i) => ({
        name: `${i}.json`,
        bytes,
        method: context.random.pick([0, 8] as const),
      }))
      return writeZip(members, lies(context))
    },
  }
}

function tarMutator(
  name: string,
  change: (member: TarMember, context: Context) => TarMember,
): Mutator {
  return {
    name,
    apply(_, context) {
      const members = documents(context).map((bytes, i) =>
        change({ name: `${i}.json`, bytes }, context),
      )
      const tar = writeTar(members)
      return context.random.chance(0.3) ? gzipSync(tar) : tar
    },
  }
}
