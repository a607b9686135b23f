// SPDX-License-Identifier: Apache-2.0
import type { BuildFile } from '../build/model.ts'
import type { Gap } from '../steps/index.ts'

/** Objects and images of whose functions too little is known, by what stands in the way. */
export interface Lacking {
  readonly bare: readonly BuildFile[]
  readonly split: readonly BuildFile[]
  readonly stripped: readonly BuildFile[]
  readonly untied: readonly BuildFile[]
}

export function codeGaps({ bare, split, stripped, untied }: Lacking): readonly Gap[] {
  const gap = (
    files: readonly BuildFile[],
    code: Gap['code'],
    message: string,
    hint: string,
  ): readonly Gap[] =>
    files.length === 0
      ? []
      : [
          {
            code,
            message: counted(message, files.length),
            hint,
            paths: files.map(({ path }) => path).sort(),
          },
        ]
  return [
    ...gap(
      bare,
      'no-debug-information',
      'Of # objects nothing says which of their functions reached an image: they were compiled without -g, or with -g1.',
      'Compile with -g: it does not change the code, and what is shipped can be stripped afterwards.',
    ),
    ...gap(
      stripped,
      'no-debug-information',
      '# images have no debug information although their objects do: they were linked with -s, or stripped in place.',
      'Keep the image as the linker made it, and ship a stripped copy.',
    ),
    ...gap(
      split,
      'split-debug-information',
      'The functions of # objects are described in .dwo files, which are not read.',
      'Compile without -gsplit-dwarf.',
    ),
    ...gap(
      untied,
      'no-debug-information',
      'Whether # objects are in an image its debug information does not say: it has no source of theirs, but one of the same name.',
      'If paths of debug information are mapped, do it where the command line shows it (-ffile-prefix-map); if not, there is nothing to do.',
    ),
  ]
}

function counted(message: string, number: number): string {
  const text = message.replace('#', String(number))
  if (number !== 1) return text
  return text
    .replace('1 objects are', '1 object is')
    .replace('1 objects', '1 object')
    .replace('1 images have', '1 image has')
}
