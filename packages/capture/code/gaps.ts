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
            message: message.replace('#', String(files.length)),
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
      'The debug information of an image does not name the sources of # objects as the build does.',
      'Compile without remapping paths of debug information by means that the command line does not show.',
    ),
  ]
}
