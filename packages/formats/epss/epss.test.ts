// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { readEpss, writeEpss } from './index.ts'

const FILE = `#model_version:v2026.01.01,score_date:2026-02-03T00:00:00+0000
cve,epss,percentile
CVE-2026-10001,0.97122,0.99871
CVE-2026-10002,4e-05,0.01
`

test('model, date with its colons and scores are read', () => {
  const { modelVersion, scoredAt, scores, rejected } = readEpss('epss.csv', FILE)
  expect([modelVersion, scoredAt]).toEqual(['v2026.01.01', '2026-02-03T00:00:00+0000'])
  expect(scores.get('CVE-2026-10001')).toEqual({ probability: 0.97122, percentile: 0.99871 })
  expect(scores.get('CVE-2026-10002')?.probability).toBe(0.00004)
  expect(rejected).toEqual([])
})

test('columns are found by name, and the oldest files have two', () => {
  const { scores } = readEpss('old.csv', '﻿epss,cve\r\n0.5,CVE-2020-0001\r\n')
  expect(scores.get('CVE-2020-0001')).toEqual({ probability: 0.5 })
})

test('a line that is no score is named with its number', () => {
  const { scores, rejected } = readEpss('e.csv', 'cve,epss\nCVE-2020-0001,1.5\nnonsense\n')
  expect(scores.size).toBe(0)
  expect(rejected.map(({ name, faults }) => [name, faults[0]?.place.line])).toEqual([
    ['CVE-2020-0001', 2],
    ['nonsense', 3],
  ])
})

test('a file without the header is refused', () => {
  expect(() => readEpss('e.csv', '')).toThrow(/header/)
  expect(() => readEpss('e.csv', 'a,b\n')).toThrow(/line 1: expected a header/)
})

test('what is written reads the same', () => {
  const scores = readEpss('epss.csv', FILE)
  expect(readEpss('again.csv', writeEpss(scores))).toEqual(scores)
})
