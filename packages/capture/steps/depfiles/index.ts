// SPDX-License-Identifier: Apache-2.0
import { dirname, join } from 'node:path/posix'
import { pathIn } from '../../command/index.ts'
import { readDepfile } from '../depfile.ts'
import { isFile, type BuildFiles } from '../files.ts'
import { walkFolders } from '../walk.ts'
import type { StepReader } from '../reader.ts'
import type { Step, Steps } from '../step.ts'
import { counted } from '../counted.ts'

/**
 * What autotools and plain makefiles leave: depfiles (`.deps/x.Po`, `x.d`) tell of each object its source and headers. No command,
 * no link: that is said, and how to get it.
 */
export const depfiles: StepReader = {
  system: 'depfiles',
  recognises: (folder, files) =>
    ['Makefile', 'makefile', 'GNUmakefile', 'config.status', 'libtool'].some((name) =>
      isFile(files, join(folder, name)),
    ),
  read: readDepfiles,
}

/** The same for a folder in which a configure script ran, wherever it lies. */
export const configured: StepReader = {
  system: 'autotools',
  recognises: (folder, files) => isFile(files, join(folder, 'config.status')),
  read: readDepfiles,
}

export function readDepfiles(folder: string, files: BuildFiles): Steps {
  const steps: Step[] = []
  const images: string[] = []
  const told = new Set<string>()
  walkFolders(folder, files, (inner, entries) => {
    for (const { name, kind } of entries) {
      if (kind !== 'file') continue
      if (/\.(?:Po|Plo|TPo|d|dep|P)$/.test(name)) {
        for (const step of stepsOfDepfile(`${inner}/${name}`, folder, files)) {
          if (told.has(step.outputs[0]!)) continue
          for (const output of step.outputs) told.add(output)
          steps.push(step)
        }
      } else if (/\.(?:a|la|so|o|lo|elf)$/.test(name)) images.push(`${inner}/${name}`)
    }
  })
  const objects = images.filter((path) => path.endsWith('.o') && !told.has(path))
  const linked = images.filter((path) => !/\.(?:o|lo)$/.test(path))
  return {
    system: isFile(files, join(folder, 'config.status')) ? 'autotools' : 'make',
    steps,
    buildRoot: folder,
    ...sourceOf(folder, files),
    configuration: ['config.h', 'config.status', '.config']
      .map((name) => join(folder, name))
      .filter((path) => isFile(files, path)),
    gaps: [
      {
        code: 'no-link-record',
        message:
          steps.length > 0
            ? `${folder} was built by plain make: depfiles tell of ${counted(steps.length, 'object')} what was compiled, nothing tells what was linked`
            : `${folder} was built by plain make, which leaves no record of what it did`,
        hint: 'Watch the build: make clean, then headwater capture -- make',
        paths: linked,
      },
      ...(objects.length > 0
        ? [
            {
              code: 'no-include-record' as const,
              message: `nothing tells what ${counted(objects.length, 'object')} in ${folder} ${objects.length === 1 ? 'was' : 'were'} made from`,
              hint: 'Watch the build: make clean, then headwater capture -- make',
              paths: objects,
            },
          ]
        : []),
    ],
  }
}

/** Automake's depfiles begin as one line `# dummy`, and say something once the object was made. */
function stepsOfDepfile(path: string, top: string, files: BuildFiles): readonly Step[] {
  const text = files.text(path)
  if (text === undefined || !text.includes(':')) return []
  return readDepfile(text).flatMap((rule) => {
    const target = rule.targets.find((one) => /\.(?:o|lo|obj)$/.test(one))
    const source = rule.prerequisites[0]
    if (target === undefined || source === undefined || source.endsWith('.h')) return []
    const folder = folderOfMake(path, target, source, top, files)
    const outputs = objectsOf(pathIn(folder, target)).filter((one) => isFile(files, one))
    const input = pathIn(folder, source)
    if (outputs.length === 0 || !isFile(files, input)) return []
    return [
      {
        kind: 'compile' as const,
        outputs,
        inputs: [input],
        includes: rule.prerequisites
          .slice(1)
          .map((one) => pathIn(folder, one))
          .filter((one) => one !== input),
        knowsIncludes: true,
        directory: folder,
        record: path,
      },
    ]
  })
}

/** Make ran in the folder from which both names lead to files: where the depfile lies, or one above it. */
function folderOfMake(
  path: string,
  target: string,
  source: string,
  top: string,
  files: BuildFiles,
): string {
  const start = dirname(path)
  for (let folder = start; folder.length >= top.length; folder = dirname(folder)) {
    const found = objectsOf(pathIn(folder, target)).some((one) => isFile(files, one))
    if (found && isFile(files, pathIn(folder, source))) return folder
    if (folder === '/') break
  }
  return start
}

/** libtool's `x.lo` is a text; the objects are `.libs/x.o` for shared libraries and `x.o` for others. */
function objectsOf(target: string): readonly string[] {
  if (!target.endsWith('.lo')) return [target]
  const object = `${target.slice(0, -3)}.o`
  return [join(dirname(target), '.libs', object.slice(dirname(target).length + 1)), object]
}

function sourceOf(folder: string, files: BuildFiles): Pick<Steps, 'sourceRoot'> {
  const makefile = files.text(join(folder, 'Makefile'))
  const written = /^(?:abs_top_srcdir|top_srcdir) = (\S+)$/m.exec(makefile ?? '')?.[1]
  if (written === undefined) return makefile === undefined ? {} : { sourceRoot: folder }
  return { sourceRoot: pathIn(folder, written) }
}
