// SPDX-License-Identifier: Apache-2.0
import { pathIn, readShell } from '../../command/index.ts'
import { isFile, type BuildFiles } from '../files.ts'
import type { Step } from '../step.ts'
import type { KbuildTree, Recorded } from './trees.ts'

/**
 * The link of `vmlinux`: `scripts/link-vmlinux.sh` does it, and the `.cmd` file has only how the script was called. What the
 * script links is known by its text (Linux 4.x to 6.x): the objects are `vmlinux.a` or, with LTO or IBT, `vmlinux.o`; before 6.1
 * the `built-in.a` of each folder; then libraries and what the script itself makes.
 */
export function vmlinuxLinks(tree: KbuildTree, files: BuildFiles): readonly Step[] {
  const records = new Map(tree.records.map((record) => [record.target, record]))
  const record = records.get('vmlinux.unstripped') ?? records.get('vmlinux')
  if (record === undefined || !record.command.includes('link-vmlinux.sh')) return []
  const at = (path: string): string => pathIn(tree.root, path)
  const there = (path: string): boolean => isFile(files, at(path))
  const output = at(record.target)
  if (!there(record.target)) return []
  const options = files.text(at('include/config/auto.conf')) ?? files.text(at('.config')) ?? ''
  const isSet = (name: string): boolean => options.includes(`\nCONFIG_${name}=y\n`)
  const whole = isSet('LTO_CLANG') || isSet('X86_KERNEL_IBT')
  const objects =
    whole && there('vmlinux.o')
      ? ['vmlinux.o']
      : there('vmlinux.a')
        ? ['vmlinux.a', ...librariesOf(records, tree.root, files)]
        : [...builtIns(records, there), ...librariesOf(records, tree.root, files)]
  const own = [
    '.vmlinux.export.o',
    'init/version-timestamp.o',
    '.btf.vmlinux.bin.o',
    '.tmp_vmlinux.btf.o',
  ].filter(there)
  const scripts = [...records.keys()].filter((name) =>
    /^arch\/\w+\/kernel\/vmlinux\.lds$/.test(name),
  )
  return [
    {
      kind: 'link-image',
      outputs: [output],
      inputs: [...objects, ...own, ...kallsyms(tree.root, files), ...scripts].map(at),
      includes: [],
      knowsIncludes: true,
      command: ['/bin/sh', '-c', record.command],
      directory: tree.root,
      record: record.record,
    },
  ]
}

/** `lib/lib.a` and kin stand in the command that makes `vmlinux.o`; where that is missing, they have records of their own. */
function librariesOf(
  records: ReadonlyMap<string, Recorded>,
  root: string,
  files: BuildFiles,
): readonly string[] {
  const partial = records.get('vmlinux.o')
  const named =
    partial === undefined
      ? []
      : readShell(partial.command, root, files.text).flatMap((facts) =>
          facts.inputs.filter((path) => path.endsWith('/lib.a')),
        )
  return named.length > 0
    ? named
    : [...records.keys()].filter((name) => /(?:^|\/)lib\/lib\.a$/.test(name))
}

function builtIns(
  records: ReadonlyMap<string, Recorded>,
  there: (path: string) => boolean,
): readonly string[] {
  if (there('built-in.a')) return ['built-in.a']
  return [...records.keys()].filter((name) => /^(?:arch\/\w+|[\w-]+)\/built-in\.[ao]$/.test(name))
}

/** The table of symbols is linked in until it fits; the last of its objects is the one in the image. */
function kallsyms(root: string, files: BuildFiles): readonly string[] {
  const found = files
    .list(root)
    .map((entry) => entry.name)
    .filter((name) => /^\.tmp_(?:vmlinux\.)?kallsyms\d\.o$/.test(name))
  return found.slice(-1)
}
