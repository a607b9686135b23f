// SPDX-License-Identifier: Apache-2.0
import { basename, resolve } from 'node:path'
import type { CommandFacts } from '../../command/index.ts'
import type { WatchedCall } from '../../watch/record.ts'
import type { BuildFiles } from '../files.ts'
import { extractionOf, memberNamed, scriptedArchives } from './archive.ts'
import { factsOf } from './call-facts.ts'
import { commonOf, keyOf, membersOf, weakest, type Draft, type Place } from './draft.ts'
import { startHistory, type Content, type History } from './history.ts'
import { includesOf, type Included } from './includes.ts'
import { sortOpened } from './linked.ts'
import { precompiledAt, precompiledFor, type Precompiled } from '../precompiled.ts'

export interface Replay {
  play(call: WatchedCall, record: string): void
  readonly drafts: readonly Draft[]
  readonly history: History
  /** Commands of which a part is missing: response files that were gone. */
  readonly incomplete: readonly string[]
}

/** Goes through the calls of a build in their order, and keeps count of what each wrote and read. */
export function startReplay(files: BuildFiles): Replay {
  const history = startHistory()
  const drafts: Draft[] = []
  const incomplete: string[] = []
  const linkers = new Map<string, WatchedCall[]>()
  const extractions = new Map<string, Content>()
  const precompiled = new Map<string, Precompiled>()
  const placeOf = (path: string): readonly Place[] => {
    const content = history.at(path)
    if (content !== undefined) return [{ path, content }]
    const archive = extractions.get(resolve(path, '..'))
    const members = archive === undefined ? [] : memberNamed(membersOf(archive, drafts), path)
    return members.length > 0
      ? members.map((member) => ({ path, content: member }))
      : [{ path, content: undefined }]
  }
  const places = (paths: readonly string[]): readonly Place[] => paths.flatMap(placeOf)
  const add = (
    draft: Omit<Draft, 'outputs'>,
    outputs: readonly string[],
    call: WatchedCall,
  ): void => {
    const written = outputs.map((path) => history.write(path, drafts.length, call.endedAt))
    drafts.push({ ...draft, outputs: written })
  }

  function play(call: WatchedCall, record: string): void {
    if (call.parent !== undefined) {
      const siblings = linkers.get(call.parent)
      if (siblings === undefined) linkers.set(call.parent, [call])
      else siblings.push(call)
      return
    }
    if (call.exitCode !== 0) return
    const facts = factsOf(call)
    if (facts.missingResponseFiles.length > 0) incomplete.push(...facts.outputs)
    if (facts.tool === 'archiver' && playArchiver(call, facts, record)) return
    switch (facts.kind) {
      case 'unknown':
        return
      case 'none':
        for (const path of facts.inputs) history.touch(path, call.endedAt)
        return
      case 'copy':
        return playCopy(call, facts)
      case 'compile': {
        const header = facts.outputs.map(precompiledAt).find((each) => each !== undefined)
        if (header !== undefined) return playPrecompiled(call, facts, header, record)
        return playCompile(call, facts, record)
      }
      default:
        return playOther(call, facts, record)
    }
  }

  function playCopy(call: WatchedCall, facts: CommandFacts): void {
    const moves = basename(call.argv[0]!) === 'mv'
    facts.inputs.forEach((from, at) => {
      const to = facts.outputs[at]
      if (to === undefined) return
      if (moves) history.move(from, to)
      else history.copy(from, to)
    })
  }

  function playCompile(call: WatchedCall, facts: CommandFacts, record: string): void {
    const objects = new Set(facts.units.map(({ object }) => object))
    // dwarf objects, listings: they go with the object of their name
    const beside = facts.outputs.filter((path) => !objects.has(path))
    for (const unit of facts.units) {
      if (unit.object === undefined) continue
      const included = withPrecompiled(
        unit.source,
        facts,
        includesOf(unit, facts, call.reads, files),
      )
      const stem = unit.object.replace(/\.[^./]*$/, '.')
      add(
        {
          ...commonOf(facts, record),
          kind: 'compile',
          inputs: places([unit.source]),
          includes: included.places,
          included: included.known,
        },
        [unit.object, ...beside.filter((path) => path.startsWith(stem))],
        call,
      )
    }
  }

  /** What was read when a precompiled header was made is read by who uses it. */
  function withPrecompiled(
    source: string,
    facts: CommandFacts,
    { paths, known }: Included,
  ): { readonly places: readonly Place[]; readonly known: Included['known'] } {
    const used = precompiledFor(source, facts, [...precompiled.values()], files)
    const makers = used.made.flatMap(({ path }) => {
      const maker = history.at(path)?.maker
      return maker === undefined ? [] : [drafts[maker]!]
    })
    return {
      places: [
        ...places([...paths, ...used.made.map(({ path }) => path)]),
        ...makers.flatMap(({ inputs, includes }) => [...inputs, ...includes]),
      ],
      known: used.unseen ? 'none' : weakest([known, ...makers.map(({ included }) => included)]),
    }
  }

  function playPrecompiled(
    call: WatchedCall,
    facts: CommandFacts,
    header: Precompiled,
    record: string,
  ): void {
    const read = Object.values(call.reads?.files ?? {}).flat()
    precompiled.set(header.path, header)
    add(
      {
        ...commonOf(facts, record),
        kind: 'generate',
        inputs: places(facts.inputs),
        includes: places([...new Set(read)].filter((path) => !facts.inputs.includes(path))),
        included: call.reads?.scope ?? 'none',
      },
      facts.outputs,
      call,
    )
  }

  function playOther(call: WatchedCall, facts: CommandFacts, record: string): void {
    if (facts.kind === 'copy' || facts.kind === 'none' || facts.kind === 'unknown') return
    if (facts.outputs.length === 0) return
    const header = precompiledAt(facts.outputs[0]!)
    if (header !== undefined && facts.tool === 'compiler') {
      playPrecompiled(call, facts, header, record)
      return
    }
    const common = commonOf(facts, record)
    const units = facts.units.map((unit) =>
      withPrecompiled(unit.source, facts, includesOf(unit, facts, call.reads, files)),
    )
    const included = weakest(units.map(({ known }) => known))
    const read = units.flatMap((unit) => unit.places)
    const links = facts.kind.startsWith('link-')
    const seen = links ? [call, ...(linkers.get(call.call) ?? [])] : []
    const opened = seen.flatMap(({ opens = [] }) => opens)
    if (opened.length === 0) {
      add(
        {
          ...common,
          kind: facts.kind,
          inputs: places(facts.inputs),
          includes: read,
          included,
        },
        facts.outputs,
        call,
      )
      return
    }
    const asked = [facts, ...seen.slice(1).map(factsOf)].flatMap(({ libraries }) => libraries)
    const linked = sortOpened(opened, new Set(facts.inputs), asked, files)
    add(
      {
        ...common,
        kind: facts.kind,
        inputs: places([...facts.inputs, ...linked.inputs]),
        includes: [...read, ...places(linked.besides)],
        included,
        libraries: common.libraries.filter((name) => linked.missing.includes(name)),
        sawLinker: true,
      },
      facts.outputs,
      call,
    )
  }

  /** What an archiver does beyond one writing of one archive; true if that was all. */
  function playArchiver(call: WatchedCall, facts: CommandFacts, record: string): boolean {
    const common = {
      ...commonOf(facts, record),
      kind: 'archive' as const,
      includes: [],
      included: 'all' as const,
    }
    const extraction = extractionOf(call.argv.slice(1), call.directory)
    if (extraction !== undefined) {
      const archive = history.at(extraction.archive)
      if (archive !== undefined) extractions.set(extraction.folder, archive)
      return true
    }
    if (call.input !== undefined) {
      for (const { archive, inputs } of scriptedArchives(call.input, call.directory)) {
        add({ ...common, inputs: places(inputs) }, [archive], call)
      }
      return true
    }
    const [output] = facts.outputs
    const before = output === undefined ? undefined : history.at(output)
    if (facts.kind !== 'archive' || output === undefined || before?.maker === undefined)
      return false
    // what was in the archive may still be in it: only `rm` would tell, which nobody sees
    const kept = drafts[before.maker]!.inputs
    const inputs = new Map([...kept, ...places(facts.inputs)].map((place) => [keyOf(place), place]))
    add({ ...common, inputs: [...inputs.values()] }, [output], call)
    return true
  }

  return { play, drafts, history, incomplete }
}
