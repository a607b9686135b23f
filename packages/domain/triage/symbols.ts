// SPDX-License-Identifier: Apache-2.0
import type { GivenProgram } from '../code/index.ts'
import type { Inventory } from '../inventory/index.ts'
import type { FunctionJudgement } from './code-judgement.ts'
import type { Candidate, Judged, JudgedPlace, SymbolPlace } from './finding.ts'
import type { PlaceJudgement } from './place.ts'

/**
 * The verdict on a module of programs that name their functions. Undefined: some occurrence of the module is in none of
 * them, and they say nothing of that one.
 */
export function judgeSymbols<Subject>(
  inventory: Inventory,
  candidate: Candidate<Subject>,
  programs: readonly GivenProgram[],
): Judged<Subject> | undefined {
  const { symbols = [], component, range } = candidate
  if (symbols.length === 0 || component.length === 0) return undefined
  const byDocument = new Map(programs.map((program) => [program.document, program]))
  const own: GivenProgram[] = []
  for (const node of component) {
    const program = byDocument.get(inventory.documentOf(node))
    if (program === undefined) return undefined
    if (!own.includes(program)) own.push(program)
  }
  const places = symbols.map((place) => judgePackage(place, own))
  const present = places.filter(({ judgement }) => judgement.state === 'present')
  const [first] = present
  if (first !== undefined) {
    if (range === 'unknown') return undefined
    const { rule } =
      present.find(({ judgement }) => judgement.rule === 'code-in-image')?.judgement ??
      first.judgement
    const reason = present
      .map(({ judgement }) => judgement.reason)
      .slice(0, MOST_NAMED)
      .join('; ')
    return { candidate, verdict: 'affected', rule, reason, places }
  }
  return {
    candidate,
    verdict: 'not_affected',
    justification: 'code_not_present',
    rule: 'function-absent',
    reason: places
      .map(({ judgement }) => judgement.reason)
      .slice(0, MOST_NAMED)
      .join('; '),
    places,
  }
}

const MOST_NAMED = 5

function judgePackage(place: SymbolPlace, programs: readonly GivenProgram[]): JudgedPlace {
  const { package: path, symbols, basis } = place
  return {
    place: { path, functions: symbols, basis, from: 'advisory' },
    judgement: judgementOf(place, programs),
    files: [],
  }
}

function judgementOf(place: SymbolPlace, all: readonly GivenProgram[]): PlaceJudgement {
  const { package: path, symbols } = place
  const absent = (reason: string, functions?: readonly FunctionJudgement[]): PlaceJudgement => ({
    state: 'absent',
    rule: 'function-absent',
    reason,
    files: [],
    ...(functions === undefined ? {} : { functions }),
  })
  const present = (reason: string, functions?: readonly FunctionJudgement[]): PlaceJudgement => ({
    state: 'present',
    rule: 'code-in-image',
    reason,
    files: [],
    ...(functions === undefined ? {} : { functions }),
  })
  const programs = all.filter((program) => concerns(place, program))
  if (programs.length === 0) {
    const where = [...(place.os ?? []), ...(place.architectures ?? [])].join(', ')
    return absent(`${path} is vulnerable on ${where} only, for which ${namesOf(all)} was not built`)
  }
  const having = programs.filter(({ functions }) => functions.hasPackage(path))
  const incomplete = programs.find(({ functions }) => !functions.isComplete)
  if (symbols.length === 0) {
    if (having.length > 0) return present(`${path} is in ${namesOf(having)}`)
    if (incomplete !== undefined) return unseen(incomplete)
    const doubt = doubtOf(path, undefined, programs)
    return doubt === undefined
      ? absent(`no function of ${path} is in ${namesOf(programs)}`)
      : doubted(doubt)
  }
  const functions = symbols.map((name) => judgeFunction(name, path, programs))
  const seen = functions.filter(({ state }) => state === 'own')
  if (seen.length > 0) {
    const names = listed(seen.map(({ name }) => name))
    return present(
      `${names} of ${path} ${seen.length === 1 ? 'is' : 'are'} in ${namesOf(having)}`,
      functions,
    )
  }
  if (incomplete !== undefined) return unseen(incomplete)
  const unknown = functions.find(({ state }) => state === 'unknown')
  if (unknown !== undefined) return doubted(unknown.reason ?? unknown.name, functions)
  return having.length === 0
    ? absent(`no function of ${path} is in ${namesOf(programs)}`, functions)
    : absent(
        `no instruction of ${listed(symbols)} of ${path} is in ${namesOf(programs)}`,
        functions,
      )
}

function judgeFunction(
  name: string,
  path: string,
  programs: readonly GivenProgram[],
): FunctionJudgement {
  const found = programs.flatMap((program) => {
    const as = program.functions.find(path, name)
    return as === undefined ? [] : [{ image: program.name, as }]
  })
  const [first] = found
  if (first === undefined) {
    const images = programs.map((program) => program.name)
    const reason = doubtOf(path, name, programs)
    if (reason !== undefined) {
      const cause = 'function-without-debug-information'
      return { name, state: 'unknown', cause, images, reason }
    }
    return { name, state: 'absent', cause: 'dropped-by-linker', level: 'function-linked', images }
  }
  return {
    name,
    state: 'own',
    level: 'function-linked',
    images: found.map(({ image }) => image),
    ...(first.as === name ? {} : { as: first.as }),
  }
}

/** A program that does not name what was inlined proves presence only: the module is in it. */
function unseen({ name }: GivenProgram): PlaceJudgement {
  return {
    state: 'present',
    rule: 'function-without-debug-information',
    reason: `the module is in ${name}, which does not name the functions that are there only within others`,
    files: [],
  }
}

function doubtOf(
  path: string,
  symbol: string | undefined,
  programs: readonly GivenProgram[],
): string | undefined {
  for (const { functions, name } of programs) {
    const doubt = functions.doubt(path, symbol)
    if (doubt !== undefined) return `in ${name} ${doubt}`
  }
  return undefined
}

/** The module is in the program, and that its vulnerable code is not cannot be proved. */
function doubted(reason: string, functions?: readonly FunctionJudgement[]): PlaceJudgement {
  return {
    state: 'present',
    rule: 'function-without-debug-information',
    reason,
    files: [],
    ...(functions === undefined ? {} : { functions }),
  }
}

/** What a program does not say of itself is no reason to leave it out. */
function concerns({ os, architectures }: SymbolPlace, program: GivenProgram): boolean {
  const fits = (wanted: readonly string[] | undefined, is: string | undefined): boolean =>
    wanted === undefined || wanted.length === 0 || is === undefined || wanted.includes(is)
  return fits(os, program.os) && fits(architectures, program.architecture)
}

function namesOf(programs: readonly GivenProgram[]): string {
  return programs.map(({ name }) => name).join(', ')
}

function listed(names: readonly string[]): string {
  if (names.length <= MOST_NAMED) return names.join(', ')
  return `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`
}
