// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { readPatch } from '../patch/index.ts'
import { changesIn } from './changes.ts'
import { classOfPath, fixesOf, groupFixes, locateByPatches, locationsFile } from './index.ts'
import type { Advisory } from '@headwater/domain/matching'

const BEFORE = `#include <stdio.h>
#define LIMIT 10
static int table[] = {
  1,
};

/* reads */
static int reader(int a)
{
  return a;
}

int writer(int a)
{
  return a;
}
`

const diff = (body: string): string => `--- a/lib/reed.c\n+++ b/lib/reed.c\n${body}`

test('a line that was put into a function changes it, a function that was put between others changes none', () => {
  expect(
    located(
      diff(`@@ -9,5 +9,13 @@
 {
+  check(a);
   return a;
 }
 
+#ifdef X
+static int helper(void)
+{
+  return 1;
+}
+#endif
+
 int writer(int a)
`),
    ),
  ).toEqual({
    path: 'lib/reed.c',
    class: 'code',
    functions: ['reader'],
    others: [],
    added: ['helper'],
  })
})

test('what changes outside of functions has a kind, and comments are no change', () => {
  expect(
    located(
      diff(`@@ -1,11 +1,13 @@
 #include <stdio.h>
-#define LIMIT 10
+#define LIMIT 20
+#define OTHER 1
 static int table[] = {
   1,
+  2,
 };
 
-/* reads */
+/* reads well */
 static int reader(int a)
 {
   return a;
 }
`),
    ),
  ).toMatchObject({
    class: 'code',
    functions: [],
    others: [
      { kind: 'data', name: 'table' },
      { kind: 'macro', name: 'LIMIT' },
    ],
  })
  expect(
    located(
      diff(`@@ -7 +7 @@
-/* reads */
+/* writes */
`),
    ),
  ).toMatchObject({ reason: 'p changes no code' })
})

test('a function that is taken away or renamed was there', () => {
  expect(
    located(
      diff(`@@ -12,5 +12,5 @@
 
-int writer(int a)
+int author(int a)
 {
   return a;
 }
`),
    ),
  ).toMatchObject({ functions: ['writer'], added: ['author'] })
})

test('patches of one vulnerability build on each other', () => {
  const first = diff(`@@ -11,1 +11,5 @@
 }
+static int helper(void)
+{
+  return 1;
+}
`)
  const second = diff(`@@ -12,4 +12,4 @@
 static int helper(void)
 {
-  return 1;
+  return 2;
 }
`)
  const { located: found } = locateByPatches(
    [first, second].map((text, i) => ({
      name: `p${i}`,
      ids: ['CVE-2026-1'],
      patch: readPatch(`p${i}`, text),
    })),
    () => BEFORE,
  )
  expect(found[0]).toMatchObject({
    fixes: ['p0', 'p1'],
    places: [{ path: 'lib/reed.c', class: 'addition', functions: [], added: ['helper'] }],
    notes: [],
  })
})

test('without the source, or where a hunk does not fit, only the file is known, and that is said', () => {
  const text = diff(`@@ -9,3 +9,4 @@
 {
+  check(a);
   return b;
 }
`)
  const patches = [{ name: 'p', ids: ['CVE-2026-1'], patch: readPatch('p', text) }]
  const blind = { path: 'lib/reed.c', class: 'code', functions: [], added: [] }
  expect(locateByPatches(patches, undefined).located[0]).toMatchObject({
    places: [blind],
    notes: [expect.stringMatching(/without the source/)],
  })
  expect(locateByPatches(patches, () => BEFORE).located[0]).toMatchObject({
    places: [blind],
    notes: [expect.stringMatching(/1 of 1 hunks do not fit lib\/reed.c/)],
  })
})

test('methods, macro functions and unknown languages', () => {
  const after = 'DEFINE_THING(a) {\n  b();\n}\n'
  const hunk = {
    oldStart: 2,
    oldLines: 1,
    newStart: 2,
    newLines: 1,
    lines: [
      { kind: 'removed' as const, text: '  a();' },
      { kind: 'added' as const, text: '  b();' },
    ],
  }
  expect(changesIn('a.c', 'DEFINE_THING(a) {\n  a();\n}\n', after, [hunk])).toMatchObject({
    functions: [],
    others: [{ kind: 'macro', name: 'DEFINE_THING(a)' }],
  })
  expect(changesIn('start.S', 'a\n', 'b\n', [hunk])).toBeUndefined()
})

test('code, tests, documentation and build files are told apart by their paths', () => {
  const paths = {
    code: [
      'lib/url.c',
      'src/tool_main.c',
      'include/a.h',
      'drivers/net/contest.c',
      'start.S',
      'scripts/gen.py',
      'latest/a.go',
      'lib/security.c',
      'core/doc/doc.cxx',
    ],
    test: [
      'tests/data/test1',
      'lib/a_test.go',
      'src/__tests__/a.ts',
      'tools/testing/selftests/a.c',
      'a.spec.ts',
    ],
    docs: [
      'docs/HISTORY.md',
      'RELEASE-NOTES',
      'CHANGES',
      'README.md',
      'curl.1',
      'docs/examples/a.c',
    ],
    'build-file': [
      'CMakeLists.txt',
      'lib/Makefile.inc',
      'configure.ac',
      'drivers/Kconfig',
      '.github/workflows/a.yml',
      'go.mod',
    ],
  }
  for (const [kind, list] of Object.entries(paths)) {
    for (const path of list) expect([path, classOfPath(path)]).toEqual([path, kind])
  }
})

const FIRST = '1111111111111111111111111111111111111111'
const SECOND = '2222222222222222222222222222222222222222'

test('fixes are read from ranges of commits and from addresses', () => {
  const advisory = {
    ...EMPTY,
    id: 'CVE-2026-1',
    affected: [
      { versions: [{ kind: 'commits', events: [{ introduced: '0' }, { fixed: FIRST }] }] },
      {
        versions: [
          {
            kind: 'cve',
            versions: [
              { version: SECOND, status: 'affected', versionType: 'git', lessThan: FIRST },
              { version: '6.1', status: 'unaffected', versionType: 'semver' },
            ],
          },
        ],
      },
    ],
    references: [
      { url: `https://git.example.org/stable/c/${FIRST}` },
      { url: `https://example.org/a/b/commit/${SECOND}.patch`, type: 'FIX' },
      { url: 'https://example.org/a/b/pull/7', type: 'FIX' },
      { url: 'https://cgit.example.org/brook/commit/?id=abcdef1', tags: ['patch'] },
      { url: 'https://example.org/?p=a.git;a=commitdiff;h=abcdef2', type: 'FIX' },
      { url: 'https://example.org/blog', type: 'FIX' },
    ],
  } as unknown as Advisory
  expect(fixesOf(advisory)).toEqual({
    id: 'CVE-2026-1',
    aliases: [],
    ends: [FIRST],
    named: [SECOND, 'abcdef1', 'abcdef2'],
    addresses: ['https://example.org/a/b/pull/7'],
  })
})

test('records of one vulnerability are one, under its CVE id', () => {
  const record = { aliases: [], ends: [], named: [], addresses: [] }
  expect(
    groupFixes([
      { ...record, id: 'GHSA-a', aliases: ['CVE-2026-1'], named: [FIRST] },
      { ...record, id: 'CVE-2026-1', ends: [FIRST] },
      { ...record, id: 'CVE-2026-2' },
    ]),
  ).toEqual([
    { ...record, id: 'CVE-2026-1', aliases: ['GHSA-a'], ends: [FIRST] },
    { ...record, id: 'CVE-2026-2' },
  ])
})

test('a file of which nothing more is known is the place as a whole', () => {
  const entry = (places: Parameters<typeof locationsFile>[0]['located'][0]['places']): unknown =>
    locationsFile({
      tool: { name: 'headwater', version: '1' },
      located: [{ id: 'CVE-2026-1', basis: 'b', fixes: [], places, notes: [] }],
      unlocated: [],
    }).locations[0]
  const place = { class: 'code' as const, functions: ['f'], others: [], added: [] }
  expect(
    entry([
      { ...place, path: 'a.c' },
      { ...place, path: 't.c', class: 'test' },
    ]),
  ).toMatchObject({
    paths: ['a.c'],
    functions: ['f'],
    others: [],
    from: 'fix',
    beside: [{ path: 't.c', class: 'test' }],
  })
  expect(
    entry([
      { ...place, path: 'a.c' },
      { path: 'b.S', class: 'code', functions: [], added: [] },
    ]),
  ).toMatchObject({
    paths: ['a.c', 'b.S'],
    functions: [],
  })
})

const EMPTY = {
  kind: 'osv',
  source: 'TEST',
  aliases: [],
  related: [],
  upstream: [],
  severities: [],
  assessments: [],
  references: [],
  weaknesses: [],
  affected: [],
}

function located(text: string): unknown {
  const { located: found, unlocated } = locateByPatches(
    [{ name: 'p', ids: ['CVE-2026-1'], patch: readPatch('p', text) }],
    (path) => (path === 'lib/reed.c' ? BEFORE : undefined),
  )
  return found[0]?.places[0] ?? unlocated[0]
}
