// SPDX-License-Identifier: Apache-2.0
import type { FindOwners } from '../system/dpkg.ts'
import type { LinkedFiles } from '../system/linked.ts'
import type { Gap, PackageRecord, Step } from '../steps/index.ts'
import type { Forest, Plot } from './forest.ts'
import { folderName, isBelow } from './forest.ts'
import type {
  BuildFile,
  Digests,
  FileKind,
  Home,
  Identity,
  LockedPackage,
  SystemPackage,
  Tool,
  TracedBuild,
  TracedStep,
  Tree,
} from './model.ts'
import { portableGap, portableText } from './portable.ts'
import type { Trace } from './trace.ts'

export interface Parts {
  readonly system: string
  readonly buildRoot: string
  readonly trace: Trace
  readonly forest: Forest
  readonly configuration: readonly string[]
  readonly settings: readonly (readonly [string, string])[]
  readonly locked: readonly PackageRecord[]
  readonly findOwners: FindOwners
  readonly gaps: readonly Gap[]
  identify(plot: Plot): Identity
  toolOf(step: Step): Tool | undefined
  /** Files that a link takes in beyond those that its command names; nothing of other steps. */
  linked(step: Step): LinkedFiles
}

export interface Assembly {
  readonly build: TracedBuild
  /** Every file of the build and of its trees, as it gets its digests. */
  readonly drafts: readonly Draft[]
}

/** A file whose digests are still being computed, which takes longer than all the rest. */
type Draft = Omit<BuildFile, 'digests'> & { digests: Digests }

/** Puts trees, packages, files and steps together; everything in an order that only content and names decide. */
export function assemble(parts: Parts): Assembly {
  const { buildRoot, trace, forest } = parts
  const trees = nameTrees(parts)
  const treeOf = new Map(trees.map(({ plot, name }) => [plot.root, name]))
  const known = new Map<string, Draft>()
  const packages = new Map<
    string,
    { identity: Identity; architecture: string; files: BuildFile[] }
  >()
  const steps = trace.steps.map((step) => ({ step, linked: parts.linked(step) }))
  const late = parts.findOwners(
    steps.flatMap(({ linked }) => [...linked.statically, ...linked.dynamically]),
  )

  function fileAt(path: string, kind: FileKind): BuildFile {
    const before = known.get(path)
    if (before) return before
    const { home, name } = placeOf(path)
    const file: Draft = { path, name, home, kind, digests: NOT_YET }
    known.set(path, file)
    if (home.kind === 'package') packages.get(home.package)?.files.push(file)
    return file
  }

  function placeOf(path: string): { readonly home: Home; readonly name: string } {
    const plot = trace.made.has(path) ? undefined : forest.plotOf(path)
    if (plot !== undefined) {
      const tree = treeOf.get(plot.root) ?? ''
      const application = plot.kind === 'application'
      return { home: { kind: 'tree', tree, application }, name: path.slice(plot.root.length + 1) }
    }
    if (isBelow(path, buildRoot))
      return { home: { kind: 'build' }, name: path.slice(buildRoot.length + 1) }
    const owner = forest.ownerOf(path) ?? late.get(path)
    if (owner === undefined) return { home: { kind: 'build' }, name: path }
    if (!packages.has(owner.purl)) {
      const { name, version, architecture, purl, maintainer } = owner
      const identity = {
        name,
        version,
        purls: [purl],
        cpes: [],
        ...(maintainer === undefined ? {} : { supplier: maintainer }),
        basis: ['dpkg'],
      }
      packages.set(purl, { identity, architecture, files: [] })
    }
    return { home: { kind: 'package', package: owner.purl }, name: path }
  }

  const portable = portableText(
    buildRoot,
    trees.map(({ plot, name }) => ({ root: plot.root, name })),
  )
  const kindAt = (path: string): FileKind => trace.kinds.get(path) ?? kindByName(path)
  for (const { plot } of trees) {
    for (const path of plot.files) {
      const whole = `${plot.root}/${path}`
      fileAt(whole, kindAt(whole))
    }
  }
  const traced = steps.map(({ step, linked }): TracedStep => {
    const tool = parts.toolOf(step)
    const unused = new Set(step.unused)
    const inputs = [...new Set([...step.inputs, ...linked.statically])].filter(
      (path) => !linked.dynamically.includes(path) && !unused.has(path),
    )
    return {
      kind: step.kind,
      outputs: step.outputs.map((path) => fileAt(path, kindAt(path))),
      inputs: inputs.map((path) => fileAt(path, kindAt(path))),
      includes: step.includes.map((path) => fileAt(path, kindAt(path))),
      knowsIncludes: step.knowsIncludes,
      unused: [...unused].map((path) => fileAt(path, kindAt(path))),
      loads: linked.dynamically.map((path) => fileAt(path, 'shared')),
      ...(tool && { tool }),
      ...(step.command && {
        command: step.command.slice(1).map(portable),
      }),
      directory: step.directory,
      remaps: remapsIn(step.command),
      incomplete: step.kind === 'compile' && !step.knowsIncludes,
    }
  })
  const configuration = parts.configuration.map((path) => fileAt(path, 'config'))
  const files = [...known.values()].sort(byName)
  // what was used counts as listed, whatever the walk passed by
  const inTrees = new Map<string, BuildFile[]>()
  for (const file of files) {
    if (file.home.kind !== 'tree') continue
    const list = inTrees.get(file.home.tree)
    if (list) list.push(file)
    else inTrees.set(file.home.tree, [file])
  }
  const tools = new Map(traced.flatMap(({ tool }) => (tool ? [[tool.name, tool]] : [])))
  const build: TracedBuild = {
    system: parts.system,
    trees: trees.map(({ plot, name, identity }): Tree => ({
      kind: plot.kind,
      name,
      root: plot.root,
      identity,
      listed: plot.listed,
      files: inTrees.get(name) ?? [],
      ...presenceOf(plot, parts.locked),
    })),
    packages: [...packages.values()]
      .sort((a, b) => compare(a.identity.name, b.identity.name))
      .map(sortedFiles),
    files,
    locked: lockedOf(parts, portable),
    steps: traced.sort((a, b) => compare(a.outputs[0]?.name ?? '', b.outputs[0]?.name ?? '')),
    images: trace.images.map((path) => fileAt(path, 'image')).sort(byName),
    tools: [...tools.values()].sort((a, b) => compare(a.name, b.name)),
    configuration,
    code: new Map(),
    settings: parts.settings.map(([name, value]) => [name, portable(value)] as const),
    gaps: [...parts.gaps, ...steps.flatMap(({ linked }) => linked.gaps)].map((gap) =>
      portableGap(gap, portable),
    ),
  }
  return { build, drafts: files }
}

/** gcc(1), `-ffile-prefix-map=old=new`. */
function remapsIn(command: readonly string[] = []): TracedStep['remaps'] {
  return command.flatMap((word): (readonly [string, string])[] => {
    const [, from, to] = /^-f(?:debug|file)-prefix-map=([^=]*)=(.*)$/.exec(word) ?? []
    return from === undefined || to === undefined ? [] : [[from, to]]
  })
}

function presenceOf({ root }: Plot, locked: readonly PackageRecord[]): Pick<Tree, 'presence'> {
  const found = locked.find(({ folders }) => folders.includes(root))
  if (found === undefined) return {}
  const { presence, because } = found
  return { presence: { presence, because } }
}

/** Packages with a tree of their own are told there. */
function lockedOf({ locked, forest }: Parts, portable: (text: string) => string): LockedPackage[] {
  const roots = new Set(forest.plots.map(({ root }) => root))
  return locked
    .filter(({ folders }) => !folders.some((folder) => roots.has(folder)))
    .map(({ name, version, purl, digests, presence, because, record }) => ({
      identity: {
        name,
        ...(version === undefined ? {} : { version }),
        purls: [purl],
        cpes: [],
        basis: [portable(record)],
      },
      digests,
      presence: { presence, because },
    }))
}

const NOT_YET: Digests = {}

function nameTrees({
  forest,
  identify,
}: Parts): readonly { plot: Plot; name: string; identity: Identity }[] {
  const taken = new Set<string>()
  const order = (kind: Plot['kind']): number => (kind === 'application' ? 0 : 1)
  return [...forest.plots]
    .sort((a, b) => order(a.kind) - order(b.kind) || compare(a.root, b.root))
    .map((plot) => {
      const identity = identify(plot)
      const base = identity.basis.length === 0 ? folderName(plot.root) : identity.name
      let name = base
      for (let number = 2; taken.has(name); number++) name = `${base}-${number}`
      taken.add(name)
      return { plot, name, identity }
    })
}

function sortedFiles(found: SystemPackage): SystemPackage {
  return { ...found, files: [...found.files].sort(byName) }
}

function byName(a: BuildFile, b: BuildFile): number {
  return compare(a.name, b.name) || compare(a.path, b.path)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const BY_NAME: readonly (readonly [RegExp, FileKind])[] = [
  [/\.(?:c|cc|cpp|cxx|c\+\+|s|sx|asm|m|mm|rs|go|f|f90)$/i, 'source'],
  [/\.(?:h|hh|hpp|hxx|inc|inl|ipp|tcc)$/i, 'header'],
  [/\.(?:o|obj)$/, 'object'],
  [/\.a$/, 'archive'],
  [/\.so(?:\.\d+)*$/, 'shared'],
  [
    /(?:^|\/)(?:Kconfig[^/]*|Makefile[^/]*|Kbuild|CMakeLists\.txt|meson\.build|\.config)$|\.(?:cmake|mk|ld|lds|dts|dtsi|in|am|ac)$/,
    'config',
  ],
]

function kindByName(path: string): FileKind {
  return BY_NAME.find(([pattern]) => pattern.test(path))?.[1] ?? 'data'
}
