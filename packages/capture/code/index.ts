// SPDX-License-Identifier: Apache-2.0
import { basename } from 'node:path'
import type { CodeRecord, FileFunctions, ObjectCode } from '@headwater/domain/code'
import type { CodeUnit, FunctionCode } from '@headwater/formats/dwarf'
import type { BuildFile, TracedBuild, TracedStep } from '../build/model.ts'
import type { Gap } from '../steps/index.ts'
import { byFile, type Told } from './by-file.ts'
import { debugNames, rememberTexts, type DebugNames } from './debug-names.ts'
import { foreignRoots } from './foreign-roots.ts'
import { codeGaps } from './gaps.ts'
import { readImage, type ImageFacts } from './images.ts'
import { readMentions, type Mentions } from './mentions.ts'
import { readObject, type ObjectFacts } from './objects.ts'
import { sourceCode } from './sources.ts'
import type { SpansOf, Texts } from './texts.ts'
import { usesOf, type Way } from './uses.ts'

export { startTexts, type Texts } from './texts.ts'

/** What is known of the code of a build's files. */
export interface BuildCode {
  readonly records: ReadonlyMap<BuildFile, CodeRecord>
  readonly gaps: readonly Gap[]
}

/**
 * For each object what came of it, by image, and for each source that was compiled the functions that its text defines.
 * An image is named in an object's record only where its debug information covers that object; whatever is doubtful is left
 * out, so that nobody takes silence for absence (rule 7 of triage).
 */
export async function readBuildCode(
  build: Pick<TracedBuild, 'steps' | 'files'>,
  portable: (path: string) => string,
  texts: Texts,
): Promise<BuildCode> {
  const records = new Map<BuildFile, CodeRecord>()
  const uses = usesOf(build.steps)
  const images = rememberImages()
  const foreign = foreignRoots(linkedImages(build.steps, images), compiledSources(build.steps))
  const spansOf = await texts.finish()
  const namesIn = rememberTexts(spansOf)
  const mentions = readMentions()
  const bare: BuildFile[] = []
  const split = new Set<BuildFile>()
  const untied = new Set<BuildFile>()
  const stripped = new Set<BuildFile>()

  for (const step of build.steps) {
    if (step.kind !== 'compile') continue
    const [source] = step.inputs
    const [object] = step.outputs
    if (source === undefined || object === undefined) continue
    const facts = readObject(object.path)
    if (facts === undefined) continue
    const isTerse = tellsTooLittle(step)
    const names = debugNames(step, portable, namesIn, foreign)
    const covered: Record<string, readonly FileFunctions[]> = Object.create(null) as Record<
      string,
      readonly FileFunctions[]
    >
    let forgetful = false
    if (facts.text > 0 || facts.intermediate) {
      const reached = uses.imagesOf(object)
      if (reached.size > 0 && (isTerse || (facts.debug === 'none' && !facts.intermediate)))
        bare.push(object)
      for (const [image, way] of isTerse ? [] : reached) {
        const about = images(image)
        if (about === undefined) {
          if (facts.debug === 'dwarf') stripped.add(image)
          continue
        }
        const found = functionsOf(step, facts, about, way, names)
        if (found.kind === 'covered') {
          covered[image.name] = byFile(
            found,
            names,
            found.whole ? undefined : told(step, mentions, spansOf),
          )
          forgetful ||= found.forgetful
        }
        if (found.kind === 'split') split.add(object)
        if (found.kind === 'unknown' && facts.debug === 'dwarf') untied.add(object)
      }
    }
    const record: ObjectCode = {
      of: 'object',
      text: facts.text,
      ...(facts.intermediate && { intermediate: true }),
      debug: isTerse
        ? 'none'
        : facts.intermediate && Object.keys(covered).length > 0
          ? 'dwarf'
          : facts.debug,
      ...(forgetful && { forgetful }),
      images: covered,
    }
    records.set(object, record)
  }
  for (const file of compiledTexts(build.steps)) {
    const spans = spansOf(file.path)
    if (spans !== undefined) records.set(file, sourceCode(spans))
  }
  return {
    records,
    gaps: codeGaps({ bare, split: [...split], stripped: [...stripped], untied: [...untied] }),
  }
}

type Found =
  | {
      readonly kind: 'covered'
      readonly functions: readonly FunctionCode[]
      readonly forgetful: boolean
      /** Functions of a whole program, in which any unit may have a copy of any. */
      readonly whole: boolean
    }
  /** described in another file */
  | { readonly kind: 'split' }
  /** the image's debug information does not speak of the object */
  | { readonly kind: 'unknown' }

const UNKNOWN: Found = { kind: 'unknown' }

/** Functions of one object in one image. */
function functionsOf(
  step: TracedStep,
  facts: ObjectFacts,
  image: ImageFacts,
  way: Way,
  names: DebugNames,
): Found {
  if (image.whole || facts.intermediate) return wholeProgram(step, facts, image, names)
  if (facts.debug === 'none') return UNKNOWN
  const units = names.sources.flatMap((path) => image.bySource.get(path) ?? [])
  if (units.length > 0) {
    return units.some(({ splitInto }) => splitInto !== undefined)
      ? { kind: 'split' }
      : coveredBy(units)
  }
  // A member of an archive that nothing asked for: its unit would be here if it were. Under another path it may be.
  const isLeftOut =
    way === 'archive' &&
    image.tellsAll &&
    names.sources.every((path) => !image.names.has(basename(path)))
  if (isLeftOut) return coveredBy([])
  return image.split ? { kind: 'split' } : UNKNOWN
}

/** Link-time optimization puts functions into units that are no source's own: those of all files that the object was made of. */
function wholeProgram(
  step: TracedStep,
  facts: ObjectFacts,
  image: ImageFacts,
  names: DebugNames,
): Found {
  if (!image.tellsAll || !step.knowsIncludes) return UNKNOWN
  if (!facts.intermediate && facts.debug === 'none') return UNKNOWN
  // the compiler left a unit for the source: without it the debug information does not speak of this object
  if (!names.sources.some((path) => image.bySource.has(path))) return UNKNOWN
  const functions = image.code.units.flatMap((unit: CodeUnit) =>
    unit.functions.filter(({ file }) => names.knows(file)),
  )
  return { kind: 'covered', functions, forgetful: image.code.units.some(isForgetful), whole: true }
}

function coveredBy(units: readonly CodeUnit[]): Found {
  return {
    kind: 'covered',
    functions: units.flatMap(({ functions }) => functions),
    forgetful: units.some(isForgetful),
    whole: false,
  }
}

function isForgetful({ forgetful, live }: CodeUnit): boolean {
  return forgetful && live
}

/**
 * `-g1` and `-gline-tables-only` leave out functions that were inlined away: what they do not name may be there all the same
 * (gcc(1), "Level 1 produces minimal information").
 */
function tellsTooLittle({ command = [] }: TracedStep): boolean {
  const level = command.findLast((word) =>
    /^-g(?:\d|gdb\d?|dwarf(?:-\d)?|line-tables-only|line-directives-only|mlt)?$/.test(word),
  )
  return (
    level !== undefined &&
    /^-g(?:0|1|gdb[01]|line-tables-only|line-directives-only|mlt)$/.test(level)
  )
}

function rememberImages(): (image: BuildFile) => ImageFacts | undefined {
  const known = new Map<BuildFile, ImageFacts | undefined>()
  return (image) => {
    if (!known.has(image)) known.set(image, readImage(image.path))
    return known.get(image)
  }
}

/** Sources and headers of trees; what lies in packages of the system nobody looks up by function. */
function compiledTexts(steps: readonly TracedStep[]): ReadonlySet<BuildFile> {
  const found = new Set<BuildFile>()
  for (const step of steps) {
    if (step.kind !== 'compile') continue
    for (const file of [...step.inputs, ...step.includes])
      if (file.home.kind !== 'package') found.add(file)
  }
  return found
}

function linkedImages(
  steps: readonly TracedStep[],
  images: (image: BuildFile) => ImageFacts | undefined,
): readonly ImageFacts[] {
  const linked = steps.filter(({ kind }) => kind === 'link-image' || kind === 'link-shared')
  return linked.flatMap(({ outputs }) => outputs.flatMap((output) => images(output) ?? []))
}

function compiledSources(steps: readonly TracedStep[]): readonly BuildFile[] {
  return steps.flatMap(({ kind, inputs }) => (kind === 'compile' ? inputs.slice(0, 1) : []))
}

/** The texts of one compilation that stand in trees or were made by the build. */
function told(step: TracedStep, mentions: Mentions, spansOf: SpansOf): Told {
  return {
    defined() {
      const files = new Map<string, readonly string[]>()
      for (const { path, name, home } of [...step.inputs, ...step.includes]) {
        if (home.kind === 'package') continue
        const names = (spansOf(path) ?? []).map((span) => span.name)
        if (names.length > 0) files.set(name, [...new Set(names)])
      }
      return files
    },
    unmentioned: (candidates) => mentions.unmentioned(step, candidates),
  }
}
