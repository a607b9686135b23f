// SPDX-License-Identifier: Apache-2.0
import { listProducts, type CsafProductDefinition } from '../products.ts'
import type { CsafDocument } from '../types.ts'
import { isEnglish } from './english.ts'
import { profileTest } from './profiles.ts'
import type { MandatoryTest, Report } from './test.ts'

const ENDED = ['csaf_withdrawn', 'csaf_superseded'] as const

/** What 2.1 adds to section 6.1.27: advisories that name what is affected, and documents that are withdrawn or superseded. */
export const NOTICE_TESTS: readonly MandatoryTest[] = [
  profileTest('6.1.27.12', 'affected products', ['csaf_security_advisory'], checkAffected),
  profileTest(
    '6.1.27.13',
    'corresponding affected products',
    ['csaf_security_advisory'],
    checkCorresponding,
  ),
  profileTest('6.1.27.14', 'document notes', ENDED, checkDescription),
  profileTest('6.1.27.15', 'product tree', ENDED, checkNoProductTree),
  profileTest('6.1.27.16', 'revision history', ENDED, checkHistory),
  profileTest('6.1.27.17', 'reasoning for withdrawal', ['csaf_withdrawn'], (document, report) => {
    checkReasoning(document, 'Reasoning for Withdrawal', report)
  }),
  profileTest(
    '6.1.27.18',
    'reasoning for supersession',
    ['csaf_superseded'],
    (document, report) => {
      checkReasoning(document, 'Reasoning for Supersession', report)
    },
  ),
  profileTest(
    '6.1.27.19',
    'reference to superseding document',
    ['csaf_superseded'],
    checkSuperseding,
  ),
].map((test) => ({ ...test, only: '2.1' as const }))

function checkAffected(document: CsafDocument, report: Report): void {
  document.vulnerabilities?.forEach(({ product_status }, index) => {
    if (product_status && !product_status.known_affected) {
      const at = `/vulnerabilities/${index}/product_status`
      report('MISSING', at, 'the profile wants `known_affected`')
    }
  })
}

function checkCorresponding(document: CsafDocument, report: Report): void {
  const lines = productLines(document)
  document.vulnerabilities?.forEach(({ product_status = {} }, index) => {
    const { first_affected = [], known_affected = [], last_affected = [] } = product_status
    const affected = [...first_affected, ...known_affected, ...last_affected]
    const known = new Set(affected.map((id) => lines.get(id)?.line))
    const ids = new Set(affected)
    for (const status of ['first_fixed', 'fixed'] as const) {
      product_status[status]?.forEach((id, number) => {
        const { line, bases = [] } = lines.get(id) ?? {}
        const found = line === undefined ? affected.length > 0 : known.has(line)
        if (found || bases.some((base) => ids.has(base))) return
        const at = `/vulnerabilities/${index}/product_status/${status}/${number}`
        report('MISSING', at, 'no version of this product is listed as affected')
      })
    }
  })
}

const VERSION_CATEGORIES = [
  'product_version',
  'product_version_range',
  'patch_level',
  'service_pack',
]

interface ProductLine {
  /** What all versions of a product share; undefined where the tree does not tell. */
  readonly line: string | undefined
  /** Products that become this one by installing something with them. */
  readonly bases: readonly string[]
}

function productLines(document: CsafDocument): ReadonlyMap<string, ProductLine> {
  const definitions = new Map(listProducts(document).map((one) => [one.product.product_id, one]))
  const branchLine = (id: string): string | undefined => {
    const definition = definitions.get(id)
    if (definition?.kind !== 'branch') return undefined
    const path = definition.path.filter(({ category }) => !VERSION_CATEGORIES.includes(category))
    return JSON.stringify(path.map(({ name }) => name))
  }
  const lines = new Map<string, { line: string | undefined; bases: string[] }>()
  for (const [id, definition] of definitions) lines.set(id, { line: lineOf(definition), bases: [] })
  for (const [id, definition] of definitions) {
    if (definition.kind !== 'relation' || definition.steps[0]?.category !== 'installed_with')
      continue
    // the patched product, and the patch itself, fix the product that it is installed with
    for (const patched of [id, definition.steps[0].to]) {
      lines.get(patched)?.bases.push(definition.first)
    }
  }
  return lines

  /** A part has versions of its own; what it is in or on is one certain product. */
  function lineOf(definition: CsafProductDefinition): string | undefined {
    if (definition.kind !== 'relation') return branchLine(definition.product.product_id)
    const part = branchLine(definition.first)
    return part && JSON.stringify([part, ...definition.steps.map(({ to }) => to)])
  }
}

function checkDescription({ document }: CsafDocument, report: Report): void {
  if (document.notes?.some(({ category }) => category === 'description') === true) return
  report('MISSING', '/document', 'the profile wants a note of category description')
}

function checkNoProductTree(document: CsafDocument, report: Report): void {
  if (document.product_tree) report('UNEXPECTED', '/product_tree', 'the profile has no products')
}

function checkHistory({ document }: CsafDocument, report: Report): void {
  if (document.tracking.revision_history.length >= 2) return
  const at = '/document/tracking/revision_history'
  report('MISSING', at, 'a document that was withdrawn or superseded has two revisions')
}

function checkReasoning({ document }: CsafDocument, wanted: string, report: Report): void {
  if (!isEnglish(document.lang)) return
  const notes = (document.notes ?? []).filter(({ title }) => title === wanted)
  if (notes.length === 1 && notes[0]?.category === 'description') return
  report('MISSING', '/document', `expected one note of category description titled "${wanted}"`)
}

function checkSuperseding({ document }: CsafDocument, report: Report): void {
  if (!isEnglish(document.lang)) return
  const found = document.references?.some(({ category, summary }) => {
    return category === 'external' && summary.startsWith('Superseding Document')
  })
  if (found === true) return
  report('MISSING', '/document', 'expected an external reference to the "Superseding Document"')
}
