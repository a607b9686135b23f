// SPDX-License-Identifier: Apache-2.0
import type { Inventory, NodeId } from '../inventory/index.ts'
import type { FunctionAnswer } from './answer.ts'
import { factsIn, type FileFacts } from './facts.ts'
import { isGlob, isMadeByCompiler, isMadeByMacro, NO_NAMES } from './names.ts'
import type { CodeRecords } from './read-records.ts'

/** What is known of the functions in the images of a set of documents. */
export interface CodeEvidence {
  /** False: nothing at all speaks of functions, and everything is unknown. */
  readonly speaks: boolean
  /** Whether one function (or a glob of names) of one file is in an image. */
  functionIn(file: NodeId, name: string): FunctionAnswer
  /** The objects of a file that went into images, if every one of them is proved to hold no code. */
  emptyObjectsOf(file: NodeId): readonly NodeId[] | undefined
  /** Whether the text of the file is known to define the function; undefined where its text is not known. */
  defines(file: NodeId, name: string): boolean | undefined
}

/** `images`: those of the build documents, see `BuildEvidence`. */
export function codeEvidence(
  inventory: Inventory,
  images: readonly NodeId[],
  records: CodeRecords,
): CodeEvidence {
  const factsOf = factsIn(inventory, images, records)

  return {
    speaks: records.objects.size > 0,
    functionIn(file, name) {
      const facts = factsOf(file)
      return isGlob(name) ? answerGlob(facts, name) : answer(facts, name)
    },
    emptyObjectsOf(file) {
      const { units, products } = factsOf(file)
      const isEmpty = units.length > 0 && products.length === 0 && units.every((unit) => unit.empty)
      return isEmpty ? units.map(({ node }) => node) : undefined
    },
    defines(file, name) {
      const { text, bodies } = factsOf(file)
      if (
        bodies.some(({ own, inlined, dropped }) =>
          [own, inlined, dropped].some((names) => names.has(name)),
        )
      ) {
        return true
      }
      return text?.has(name)
    },
  }
}

function answer(facts: FileFacts, name: string): FunctionAnswer {
  return present(facts, name) ?? undecided(facts, name) ?? absent(facts, name)
}

/** Found wherever any image has it, whatever else is missing. */
function present({ bodies }: FileFacts, name: string): FunctionAnswer | undefined {
  const own = bodies.filter((body) => body.own.has(name))
  const inlined = bodies.filter((body) => body.inlined.has(name))
  const found = own.length > 0 ? own : inlined
  if (found.length === 0) return undefined
  return {
    state: own.length > 0 ? 'own' : 'inlined',
    level: found.some(({ level }) => level === 'line-in-image')
      ? 'line-in-image'
      : 'function-linked',
    images: imagesOf(found),
  }
}

/** Rule 7: what is missing before "it is not there" may be said. */
function undecided(facts: FileFacts, name: string): FunctionAnswer | undefined {
  const { units, products, text, bodies, namesakes } = facts
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
  const namesake = namesakes.find(({ own, inlined }) => own.has(name) || inlined.has(name))
  if (namesake !== undefined) {
    return unknown(
      'function-under-another-name',
      `${namesake.image} has a function ${name} of ${namesake.file}, and nothing says whether that is this file`,
    )
  }
  if (bodies.some(({ dropped }) => dropped.has(name))) return undefined
  if (text === undefined) {
    return unknown(
      'source-text-unknown',
      `${name} is not in the image, but nobody says whether this release's text of the file defines it: it may be younger, renamed or elsewhere`,
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
 * Where each name of the image is one of the text, none is renamed.
 */
function strangerIn({ bodies, text }: FileFacts): string | undefined {
  for (const { own, inlined, dropped } of bodies) {
    for (const names of [own, inlined, dropped]) {
      for (const name of names.all()) {
        if (!(text ?? NO_NAMES).has(name) && !isMadeByCompiler(name)) return name
      }
    }
  }
  return undefined
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
  for (const { own, inlined, dropped } of facts.bodies) {
    for (const each of [own, inlined, dropped])
      for (const name of each.matching(glob)) names.add(name)
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

function imagesOf(bodies: FileFacts['bodies']): readonly string[] {
  return [...new Set(bodies.map(({ image }) => image))].sort()
}
