// SPDX-License-Identifier: Apache-2.0
import type { Inventory, NodeId } from '../inventory/index.ts'
import type { EvidenceLevel, FunctionAnswer } from './answer.ts'
import type { Body } from './body.ts'
import { factsIn, type FileFacts } from './facts.ts'
import type { GivenCode, SourceText } from './given.ts'
import {
  isGlob,
  isMadeByCompiler,
  isMadeByMacro,
  isSameName,
  NO_NAMES,
  type Names,
} from './names.ts'
import type { CodeRecords } from './read-records.ts'

/** What is known of the functions in the images of a set of documents. */
export interface CodeEvidence {
  /** False: nothing at all speaks of functions, and everything is unknown. */
  readonly speaks: boolean
  /** Whether one function (or a glob of names) of one file is in an image. */
  functionIn(file: NodeId, name: string): FunctionAnswer
  /** The objects of a file that went into images, if every one of them is proved to hold no code. */
  emptyObjectsOf(file: NodeId): readonly NodeId[] | undefined
  /** The text of a file, where it was given. */
  textOf(file: NodeId): SourceText | undefined
  /** Why a file that no image is known to be made of may be in one that only its debug information describes. */
  hidingPlaceOf(file: NodeId): string | undefined
  /** Whether the text of the file is known to define the function; undefined where its text is not known. */
  defines(file: NodeId, name: string): boolean | undefined
}

/** `images`: those of the build documents, see `BuildEvidence`. `given`: what was given beside the documents. */
export function codeEvidence(
  inventory: Inventory,
  images: readonly NodeId[],
  records: CodeRecords,
  given: GivenCode = NOTHING_GIVEN,
): CodeEvidence {
  const factsOf = factsIn(inventory, images, records, given)

  return {
    speaks: records.objects.size > 0 || given.images.length > 0 || hasLines(inventory),
    functionIn(file, name) {
      const facts = factsOf(file)
      return isGlob(name) ? answerGlob(facts, name) : answer(facts, name)
    },
    emptyObjectsOf(file) {
      const { units, products } = factsOf(file)
      const isEmpty = units.length > 0 && products.length === 0 && units.every((unit) => unit.empty)
      return isEmpty ? units.map(({ node }) => node) : undefined
    },
    textOf: (file) => factsOf(file).given,
    hidingPlaceOf: (file) => factsOf(file).hiding,
    defines(file, name) {
      const { text, bodies } = factsOf(file)
      return bodies.some((body) => knows(body, name)) || text?.has(name)
    },
  }
}

/** Whether any document has snippets of lines. */
function hasLines(inventory: Inventory): boolean {
  return inventory.documents.some(({ facts, firstNode, nodeCount }) => {
    if (!facts.tools.some((tool) => /zephyr/i.test(tool))) return false
    for (let node = firstNode; node < firstNode + nodeCount; node++) {
      if (inventory.kind(node) === 'snippet') return true
    }
    return false
  })
}

const NOTHING_GIVEN: GivenCode = { images: [], textOf: () => undefined }

function answer(facts: FileFacts, name: string): FunctionAnswer {
  return present(facts, name) ?? undecided(facts, name) ?? absent(facts, name)
}

/** Found wherever any image has it, whatever else is missing. */
function present(facts: FileFacts, name: string): FunctionAnswer | undefined {
  const { bodies } = facts
  const own = bodies.filter((body) => body.own.has(name))
  const inlined = bodies.filter((body) => body.inlined.has(name))
  const found = own.length > 0 ? own : inlined
  if (found.length === 0) return renamed(facts, name) ?? lineInImage(facts, name)
  const into = found.flatMap((body) => body.into?.get(name) ?? [])
  return {
    state: own.length > 0 ? 'own' : 'inlined',
    level: levelOf(found),
    images: imagesOf(found),
    ...(own.length > 0 || into.length === 0 ? {} : { into: [...new Set(into)] }),
  }
}

/** A line table names lines of the function. Whether they stand in others' code it does not say: they are its own. */
function lineInImage(
  { lines, spans, units, products }: FileFacts,
  name: string,
): FunctionAnswer | undefined {
  const own = spans?.filter((span) => isSameName(span.name, name)) ?? []
  const isSeen = own.some(({ startLine, endLine }) =>
    lines.some(([first, last]) => first <= endLine && last >= startLine),
  )
  if (!isSeen) return undefined
  const images = [...new Set([...units, ...products].flatMap((unit) => unit.images))].sort()
  return { state: 'own', level: 'line-in-image', images }
}

/** A function of the image that is defined where the text defines the one that is asked for: a macro renamed it. */
function renamed(facts: FileFacts, name: string): FunctionAnswer | undefined {
  for (const body of facts.bodies) {
    for (const state of ['own', 'inlined'] as const) {
      for (const each of body[state].all()) {
        if (!isDefinedWithin(facts, body, each, name)) continue
        return { state, level: body.level, images: [body.image], as: each }
      }
    }
  }
  return undefined
}

/** Whether the debug information has a function begin on the lines that are another's in the text. */
function isDefinedWithin(
  { text, spans }: FileFacts,
  { lines }: Body,
  known: string,
  name: string,
): boolean {
  if (spans === undefined || text === undefined || lines === undefined || text.has(known))
    return false
  const at = lines.get(known) ?? []
  return spans.some(
    (span) =>
      isSameName(span.name, name) &&
      at.some((line) => line >= span.startLine && line <= span.endLine),
  )
}

/** Rule 7: what is missing before "it is not there" may be said. */
function undecided(facts: FileFacts, name: string): FunctionAnswer | undefined {
  const { units, products, text, constant, bodies, namesakes } = facts
  const uncovered = units.find((unit) => unit.gap !== undefined)
  const gap = uncovered?.gap ?? products[0]?.gap
  if (gap !== undefined) return unknown('function-without-debug-information', gap)
  if (units.length + products.length === 0) {
    return unknown('function-without-debug-information', 'no object of this file is on record')
  }
  if (units.every((unit) => unit.empty) && products.length === 0) return undefined
  if (isMadeByMacro(name)) {
    return unknown(
      'function-under-another-name',
      `a macro makes ${name}, and debug information knows it by the name that comes out`,
    )
  }
  const stray = facts.strayOf(name)
  if (stray !== undefined) {
    return unknown(
      'function-without-debug-information',
      `${stray.image} has a function ${stray.symbol} that its debug information does not describe`,
    )
  }
  const nowhere = bodies.find(({ unplaced }) => unplaced.has(name))
  if (nowhere !== undefined) {
    return unknown(
      'function-without-debug-information',
      `the debug information of ${nowhere.image} has ${name} and places it nowhere: it may have been folded into an equal function, or be within another one without a trace`,
    )
  }
  const namesake = namesakes.find(({ own, inlined }) => own.has(name) || inlined.has(name))
  if (namesake !== undefined) {
    return unknown(
      'function-under-another-name',
      `${namesake.image} has a function ${name} of ${namesake.file}, and nothing says whether that is this file`,
    )
  }
  if (constant.has(name)) {
    return unknown(
      'function-without-debug-information',
      `${name} is constexpr: where a compiler evaluated it, nothing tells of it`,
    )
  }
  const silent = [...units, ...products].find((unit) => !unit.empty && unit.mayHide(name))
  if (silent !== undefined) {
    return unknown(
      'function-without-debug-information',
      `the compiler of ${silent.images.join(', ')} (not GCC) tells nothing of functions that it inlined until no instruction was left of them: ${name} may be one`,
    )
  }
  if (bodies.some(({ dropped }) => dropped.has(name))) return undefined
  if (text === undefined) {
    return unknown(
      'source-text-unknown',
      `${name} is not in the image, but the text of the file, as it was compiled, is not known: it may be younger, renamed or elsewhere`,
    )
  }
  if (!text.has(name)) {
    return unknown(
      'function-not-in-source',
      `the file of this release defines no function ${name}: it may be younger, renamed or moved`,
    )
  }
  const stranger = strangerIn(facts)
  if (stranger === undefined) return undefined
  return unknown(
    'function-under-another-name',
    `the image has ${stranger} of this file, which its text does not define: ${name} may be there under such a name`,
  )
}

/**
 * A macro may rename functions (`#define inflate z_inflate`): then the text has one name and the debug information another.
 * Where each name of the image is one of the text, none is renamed; and where the text itself is there, lines tell.
 */
function strangerIn({ bodies, text, spans }: FileFacts): string | undefined {
  for (const body of bodies) {
    if (spans !== undefined && body.lines !== undefined) continue
    for (const names of listsOf(body)) {
      for (const name of names.all()) {
        if (!(text ?? NO_NAMES).has(name) && !isMadeByCompiler(name)) return name
      }
    }
  }
  return undefined
}

function listsOf({ own, inlined, dropped, unplaced }: Body): readonly Names[] {
  return [own, inlined, dropped, unplaced]
}

function knows(body: Body, name: string): boolean {
  return listsOf(body).some((names) => names.has(name))
}

function absent({ units, products, bodies }: FileFacts, name: string): FunctionAnswer {
  const images = [...new Set([...units, ...products].flatMap((unit) => unit.images))].sort()
  if (products.length === 0 && units.every((unit) => unit.empty)) {
    return { state: 'absent', cause: 'compiled-empty', level: 'object-code', images }
  }
  const isDropped = bodies.some(({ dropped }) => dropped.has(name))
  return {
    state: 'absent',
    cause: isDropped ? 'dropped-by-linker' : 'preprocessed-out',
    level: 'function-linked',
    images,
  }
}

/** Each function that the glob can mean; where none is known, the text decides whether that means anything. */
function answerGlob(facts: FileFacts, glob: string): FunctionAnswer {
  const names = new Set(facts.text?.matching(glob))
  for (const body of facts.bodies) {
    for (const list of listsOf(body)) for (const name of list.matching(glob)) names.add(name)
  }
  const answers = [...names].map((name) => answer(facts, name))
  const found = answers.find(({ state }) => state === 'own' || state === 'inlined')
  const open = answers.find(({ state }) => state === 'unknown')
  // a glob may match functions of the text that nobody counted: then no list of them is complete
  return (
    found ??
    undecided(facts, names.size > 0 ? ([...names][0] ?? glob) : glob) ??
    open ??
    absent(facts, glob)
  )
}

function unknown(
  cause: Extract<FunctionAnswer, { readonly state: 'unknown' }>['cause'],
  reason: string,
): FunctionAnswer {
  return { state: 'unknown', cause, reason }
}

function levelOf(bodies: readonly Body[]): EvidenceLevel {
  return bodies.some(({ level }) => level === 'line-in-image') ? 'line-in-image' : 'function-linked'
}

function imagesOf(bodies: readonly Body[]): readonly string[] {
  return [...new Set(bodies.map(({ image }) => image))].sort()
}
