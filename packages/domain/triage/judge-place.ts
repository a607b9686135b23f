// SPDX-License-Identifier: Apache-2.0
import {
  basename,
  endsWithPath,
  fileRole,
  type Inventory,
  type NodeId,
} from '../inventory/index.ts'
import type { BuildEvidence } from './build-evidence.ts'
import type { Case } from './case.ts'
import { judgeCode } from './code-judgement.ts'
import type { JudgedPlace } from './finding.ts'
import type { Place, PlaceContext, PlaceJudgement } from './place.ts'
import { PLACE_RULES } from './rules/index.ts'
import { globMatcher } from './source-tree.ts'

/** Asks the rules about one place; `places`: all of the same vulnerability. */
export function judgePlace(about: Case, place: Place, places: readonly Place[]): JudgedPlace {
  const { inventory, evidence, tree } = about
  const { inTree, elsewhere } = filesAt(about, place)
  const reached = [...inTree, ...elsewhere].filter((file) => evidence.reach(file) === 'image')
  const copies = reachedCopies(about, inTree, reached)
  const code = judgeCode({
    place,
    code: about.code,
    reached: [...reached, ...copies],
    all: [...inTree, ...elsewhere],
    macroIn: about.macroIn,
    doubt: doubtAbout(evidence, place.path),
    isElsewhere: (name) =>
      places.some((other) => other !== place && isDefinedAt(about, place, other, name)),
  })
  const context: PlaceContext = {
    inventory,
    evidence,
    tree,
    inTree,
    elsewhere,
    ...(code === undefined ? {} : { code }),
    judged: new Set(code?.state === 'absent' ? [...reached, ...copies] : []),
    // files whose functions were looked for in the image are known to be in it
    hidingPlaceOf: (file) =>
      evidence.reach(file) === 'image' ? undefined : about.code.hidingPlaceOf(file),
    hasFunctions: places.some((other) => other !== place && other.functions.length > 0),
  }
  let judgement: PlaceJudgement = {
    state: 'absent',
    rule: 'all-absent',
    reason: 'not in any image',
    files: inTree,
  }
  for (const rule of PLACE_RULES) {
    const answer = rule.judge(place, context)
    if (answer === undefined) continue
    judgement = answer
    break
  }
  return {
    place,
    judgement,
    files: judgement.files.map((node) => ({
      node,
      reach: evidence.reach(node),
      chain: evidence.chain(node),
    })),
  }
}

function filesAt({ inventory, evidence, tree }: Case, { path }: Place) {
  const isGlob = /[*?]/.test(path)
  const inTree = isGlob ? tree.matching(path) : tree.at(path)
  return { inTree, elsewhere: reachedElsewhere(inventory, evidence, path, isGlob, inTree) }
}

/** The same content under another path of the same documents: its functions are those of the place. */
function reachedCopies(
  { inventory, evidence, code }: Case,
  inTree: readonly NodeId[],
  reached: readonly NodeId[],
): readonly NodeId[] {
  if (!code.speaks) return []
  const known = new Set(reached)
  const found = new Set<NodeId>()
  for (const file of inTree) {
    for (const { node } of inventory.digests.sameContent(file)) {
      if (!known.has(node) && evidence.reach(node) === 'image') found.add(node)
    }
  }
  return [...found]
}

/** What no list of functions can make good: an object that took the file in may be missing from the documents. */
function doubtAbout(evidence: BuildEvidence, path: string): string | undefined {
  if (fileRole(path) === 'header' && !evidence.knowsIncludes) {
    return 'the build documents do not say which headers were included'
  }
  if (path.endsWith('.rs') && evidence.hidesModules) {
    return 'the build documents name the roots of crates, and not the modules that they take in'
  }
  return undefined
}

/** Entries that name several files and several functions mean that each function is in one of the files. */
function isDefinedAt(about: Case, place: Place, other: Place, name: string): boolean {
  if (place.pool === undefined || place.pool !== other.pool) return false
  const { inTree, elsewhere } = filesAt(about, other)
  return [...inTree, ...elsewhere].some((file) => about.code.defines(file, name))
}

/**
 * Reached files outside the component's own list whose path ends with the place: build documents often list the sources
 * under another root, or with contents that a patch changed so that no hash ties them to the tree.
 */
function reachedElsewhere(
  inventory: Inventory,
  evidence: BuildEvidence,
  path: string,
  isGlob: boolean,
  inTree: readonly NodeId[],
): readonly NodeId[] {
  const known = new Set(inTree)
  const found: NodeId[] = []
  if (!isGlob) {
    for (const node of evidence.reachedNamed(basename(path))) {
      if (!known.has(node) && endsWithPath(inventory.name(node), path)) found.push(node)
    }
    return found
  }
  const test = globMatcher(`**/${path}`)
  for (const node of evidence.reachedFiles()) {
    if (!known.has(node) && test(inventory.name(node))) found.push(node)
  }
  return found
}
