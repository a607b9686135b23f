// SPDX-License-Identifier: Apache-2.0
import {
  array,
  assert,
  constantFrom,
  nat,
  oneof,
  property,
  string,
  stringMatching,
} from 'fast-check'
import { expect, test } from 'vitest'
import { FormatError } from '@headwater/formats/fault'
import { applyPatch, readPatch } from './index.ts'

const line = stringMatching(/^[a-c+\- ]{0,3}$/)
const texts = array(line, { minLength: 1, maxLength: 20 })

test('applying a patch of one text to another gives that other', () => {
  assert(
    property(texts, texts, nat(20), (before, put, at) => {
      const from = Math.min(at, before.length - 1)
      const after = [...before.slice(0, from), ...put, ...before.slice(from + 1)]
      const patch = [
        '--- a/x',
        '+++ b/x',
        `@@ -1,${before.length} +1,${after.length} @@`,
        ...before.slice(0, from).map((each) => ` ${each}`),
        `-${before[from] ?? ''}`,
        ...put.map((each) => `+${each}`),
        ...before.slice(from + 1).map((each) => ` ${each}`),
      ].join('\n')
      const [file] = readPatch('p', `${patch}\n`).files
      expect(applyPatch(before.join('\n'), file ?? { hunks: [] }).text).toBe(after.join('\n'))
    }),
  )
})

test('whatever it is given, it throws nothing but its own error', () => {
  const pieces = array(
    oneof(
      constantFrom(
        'diff --git a/x b/x\n',
        '--- a/x\n',
        '+++ b/x\n',
        '@@ -1 +1 @@\n',
        '-a\n',
        '+b\n',
        ' c\n',
        '\\ No newline at end of file\n',
        'rename from x\n',
        'rename to y\n',
        'diff --cc x\n',
        '@@@ -1 -1 +1 @@@\n',
        'new file mode 100644\n',
        'GIT binary patch\n',
        '"a/\\303"',
        'diff --git "a',
        'Origin: x\n',
        '\r\n',
      ),
      string({ maxLength: 6 }),
    ),
    { maxLength: 30 },
  )
  assert(
    property(pieces, (parts) => {
      try {
        for (const file of readPatch('p', parts.join('')).files) applyPatch('a\nb\nc\n', file)
      } catch (error) {
        if (!(error instanceof FormatError)) throw error
      }
    }),
    { numRuns: 2000 },
  )
})
