// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { FormatError } from '@headwater/formats/fault'
import { applyPatch, readPatch } from './index.ts'

const QUILT = `Description: Keep the reader within its buffer
 It went beyond.
Origin: backport, https://example.org/brook/commit/0123456789abcdef0123456789abcdef01234567
Bug: https://bugs.example.org/CVE-2026-0001
Index: brook-1.0/lib/reed.c
===================================================================
--- brook-1.0.orig/lib/reed.c	2026-01-01 00:00:00.000000000 +0000
+++ brook-1.0/lib/reed.c	2026-01-02 00:00:00.000000000 +0000
@@ -1,3 +1,3 @@
 a
--- b
+++ c
 d
--
2.30
`

test('a patch of quilt is read with its DEP-3 header', () => {
  const { header, files } = readPatch('reed.patch', QUILT)
  expect(header.fields.get('description')).toEqual([
    'Keep the reader within its buffer\nIt went beyond.',
  ])
  expect(header.cves).toEqual(['CVE-2026-0001'])
  expect(header.commits).toEqual(['0123456789abcdef0123456789abcdef01234567'])
  expect(files).toEqual([
    {
      change: 'modified',
      oldPath: 'lib/reed.c',
      newPath: 'lib/reed.c',
      isBinary: false,
      hunks: [
        {
          oldStart: 1,
          oldLines: 3,
          newStart: 1,
          newLines: 3,
          lines: [
            { kind: 'context', text: 'a' },
            { kind: 'removed', text: '-- b' },
            { kind: 'added', text: '++ c' },
            { kind: 'context', text: 'd' },
          ],
        },
      ],
    },
  ])
})

test('a mail of git is read with renames, copies, modes, binary files and quoted names', () => {
  const { header, files } = readPatch(
    'mail.patch',
    `From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001
From: A <a@example.org>
Subject: [PATCH] Several things (CVE-2026-0002)

(cherry picked from commit 89abcdef0123456789abcdef0123456789abcdef)
---
 lib/x | 2 +-
diff --git a/lib/old.c b/lib/new.c
similarity index 90%
rename from lib/old.c
rename to lib/new.c
index 1..2 100644
--- a/lib/old.c
+++ b/lib/new.c
@@ -1 +1,2 @@ int f(void)
-a
\\ No newline at end of file
+a
+b
diff --git a/run.sh b/run.sh
old mode 100644
new mode 100755
diff --git a/logo.png b/logo.png
new file mode 100644
index 0..1
GIT binary patch
literal 4
Lc\${NkU|;|M00aO5

literal 0
HcmV?d00001

diff --git "a/w\\303\\244g e.c" "b/w\\303\\244g e.c"
deleted file mode 100644
--- "a/w\\303\\244g e.c"
+++ /dev/null
@@ -1 +0,0 @@
-x
diff --git a/with blank.c b/with blank.c
new file mode 100644
index 0000..1111
`,
  )
  expect(header.commits).toEqual([
    '0123456789abcdef0123456789abcdef01234567',
    '89abcdef0123456789abcdef0123456789abcdef',
  ])
  expect(
    files.map(({ change, oldPath, newPath, isBinary }) => [change, oldPath, newPath, isBinary]),
  ).toEqual([
    ['renamed', 'lib/old.c', 'lib/new.c', false],
    ['modified', 'run.sh', 'run.sh', false],
    ['added', undefined, 'logo.png', true],
    ['deleted', 'wäg e.c', undefined, false],
    ['added', undefined, 'with blank.c', false],
  ])
  expect(files[0]?.hunks[0]?.lines[0]).toEqual({ kind: 'removed', text: 'a', isUnended: true })
  expect(files[1]).toMatchObject({ oldMode: '100644', newMode: '100755' })
})

test('what is no unified diff is refused with its line', () => {
  expect(() =>
    readPatch(
      'm',
      'diff --cc a.c\nindex 1,2..3\n--- a/a.c\n+++ b/a.c\n@@@ -1,1 -1,1 +1,1 @@@\n  a\n',
    ),
  ).toThrow(/line 1: .*combined diff of a merge/)
  expect(() => readPatch('m', '*** a.c\n--- b.c\n***************\n')).toThrow(/context diff/)
  expect(() => readPatch('m', '--- a/a.c\n+++ b/a.c\n@@ -1,3 +1,3 @@\n a\n-b\n+c\n')).toThrow(
    /line 3: the hunk has 2 old and 2 new lines where its head says 3 and 3/,
  )
  expect(() => readPatch('m', '@@ -1 +1 @@\n-a\n+b\n')).toThrow(FormatError)
})

test('a patch is put where its lines are, even if that is elsewhere', () => {
  const { files } = readPatch(
    'p',
    '--- a/a\n+++ b/a\n@@ -2,2 +2,2 @@\n b\n-c\n+C\n@@ -9 +9 @@\n-z\n+Z\n',
  )
  const file = files[0] ?? { hunks: [] }
  const { text, hunks, unplaced } = applyPatch('x\ny\na\nb\nc\nd\n', file)
  expect(text).toBe('x\ny\na\nb\nC\nd\n')
  expect(hunks.map(({ oldStart, newStart }) => [oldStart, newStart])).toEqual([[4, 4]])
  expect(unplaced).toBe(1)
})

test('names without prefix stay whole', () => {
  const named = (names: string): unknown => {
    const { files } = readPatch('p', `${names}\n@@ -1 +1 @@\n-a\n+b\n`)
    return [files[0]?.oldPath, files[0]?.newPath]
  }
  expect(named('--- lib/a.c\n+++ lib/a.c')).toEqual(['lib/a.c', 'lib/a.c'])
  expect(named('--- a/lib/a.c\n+++ b/lib/a.c')).toEqual(['lib/a.c', 'lib/a.c'])
  expect(named('--- /dev/null\n+++ b/lib/a.c')).toEqual([undefined, 'lib/a.c'])
})
