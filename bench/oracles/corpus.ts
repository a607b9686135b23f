// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { locationsFile, RELEASE, type Cve } from '../../conformance/curl-documents.ts'
import type { Located } from './judge.ts'
import type { Project } from './project.ts'

/** Of curl: the vulnerabilities that the corpus has in range, with the files and functions of their fixes. Of others: none. */
export function corpusVulnerabilities(project: Project, shared: string): readonly Located[] {
  const corpus = join(shared, 'corpus', 'curl')
  if (project.name !== 'curl' || !existsSync(corpus)) return []
  const read = (name: string): unknown => JSON.parse(readFileSync(join(corpus, name), 'utf8'))
  const verdicts = read(`verdicts-${RELEASE}-full-tool.json`) as readonly { readonly id: string }[]
  const inRange = new Set(verdicts.map(({ id }) => id))
  const { locations } = locationsFile(read('cves.json') as readonly Cve[])
  return locations
    .filter(({ id }) => inRange.has(id))
    .map((place) => ({ ...place, from: 'fix' as const }))
}
