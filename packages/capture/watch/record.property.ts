// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordReader, recordWriter, type WatchedCall } from './record.ts'

const paths = fc.array(fc.constantFrom('/a', '/b c', '/d\n', '/ü', '/usr/include/x.h'))

const call: fc.Arbitrary<WatchedCall> = fc.record(
  {
    call: fc.string(),
    parent: fc.string(),
    tool: fc.string(),
    argv: fc.array(fc.string(), { minLength: 1 }),
    directory: fc.string(),
    exitCode: fc.nat(255),
    startedAt: fc.nat(),
    endedAt: fc.nat(),
    files: fc.dictionary(fc.string({ minLength: 1 }), fc.string(), { noNullPrototype: true }),
    input: fc.string(),
    intoFolder: fc.constant(true as const),
    reads: fc.record({
      scope: fc.constantFrom('all' as const, 'user' as const),
      files: fc.dictionary(fc.string(), paths, { noNullPrototype: true }),
    }),
    opens: paths,
  },
  { requiredKeys: ['call', 'tool', 'argv', 'directory', 'exitCode', 'startedAt', 'endedAt'] },
)

describe('a record of calls', () => {
  it('is read as it was written, though paths stand in it but once', () => {
    fc.assert(
      fc.property(fc.array(call), (calls) => {
        const write = recordWriter()
        const read = recordReader()
        const found = calls.map((each) => read(write(each)))
        expect(JSON.stringify(found)).toBe(
          JSON.stringify(calls.map((each) => ({ kind: 'call', call: ordered(each) }))),
        )
      }),
    )
  })

  it('is read without an error, whatever a line holds', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.json())), (lines) => {
        const read = recordReader()
        for (const line of lines)
          expect(['head', 'call', 'end', 'fault']).toContain(read(line).kind)
      }),
    )
  })
})

/** Members in the order in which the reader gives them. */
function ordered(each: WatchedCall): WatchedCall {
  const { call, parent, tool, argv, directory, exitCode, startedAt, endedAt } = each
  const { files, input, intoFolder, reads, opens } = each
  return {
    call,
    ...(parent === undefined ? {} : { parent }),
    tool,
    argv,
    directory,
    exitCode,
    startedAt,
    endedAt,
    ...(files === undefined ? {} : { files }),
    ...(input === undefined ? {} : { input }),
    ...(intoFolder === undefined ? {} : { intoFolder }),
    ...(reads === undefined ? {} : { reads: { scope: reads.scope, files: reads.files } }),
    ...(opens === undefined ? {} : { opens }),
  }
}
