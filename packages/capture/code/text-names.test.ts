// SPDX-License-Identifier: Apache-2.0
import { functionsIn } from '@headwater/locate/functions'
import { describe, expect, it } from 'vitest'
import { textNames } from './text-names.ts'

const names = (text: string) => textNames(functionsIn('c', text))

describe('the names of a text', () => {
  it('hold that of debug information where both say the same', () => {
    expect(names('int f(void)\n{\n}\nint g(void)\n{\n}\n')(1)).toEqual(['f'])
  })

  it('hold that of the text where a macro renamed the function', () => {
    expect(names('int f(void)\n{\n}\nint g(void)\n{\n}\n')(4)).toEqual(['g'])
  })

  it('hold every head of a body, whichever of them the preprocessor chose', () => {
    const of = names(
      '#ifdef W\nint wmain(int c)\n#else\nint main(int c)\n#endif\n{\n  return c;\n}\n',
    )
    expect(of(4)).toEqual(['wmain', 'main'])
    expect(of(2)).toEqual(['wmain', 'main'])
  })

  it('are none on lines that no function has', () => {
    expect(names('int f(void)\n{\n}\n\nint x;\n')(5)).toEqual([])
  })
})
