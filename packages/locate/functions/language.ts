// SPDX-License-Identifier: Apache-2.0
import type { Language } from './span.ts'

/** The language of a file by its name; undefined for what is no source in one of ours. */
export function languageOf(path: string): Language | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  if (dot < 0) return undefined
  const extension = name.slice(dot + 1)
  // `.C` and `.H` are C++ by the habit of compilers on systems that tell cases apart
  if (extension === 'C' || extension === 'H') return 'c++'
  return LANGUAGES.get(extension.toLowerCase())
}

/** `.h` is C to the scanner even where it holds C++: one scanner reads both. `.inc`, `.def`, `.tpp` are included as C is. */
const LANGUAGES: ReadonlyMap<string, Language> = new Map<string, Language>([
  ['c', 'c'],
  ['h', 'c'],
  ['inc', 'c'],
  ['def', 'c'],
  ['m', 'c'],
  ['cc', 'c++'],
  ['cpp', 'c++'],
  ['cxx', 'c++'],
  ['c++', 'c++'],
  ['cppm', 'c++'],
  ['ixx', 'c++'],
  ['cu', 'c++'],
  ['mm', 'c++'],
  ['hh', 'c++'],
  ['hpp', 'c++'],
  ['hxx', 'c++'],
  ['h++', 'c++'],
  ['ipp', 'c++'],
  ['tpp', 'c++'],
  ['tcc', 'c++'],
  ['inl', 'c++'],
  ['go', 'go'],
  ['rs', 'rust'],
  ['js', 'javascript'],
  ['cjs', 'javascript'],
  ['mjs', 'javascript'],
  ['jsx', 'javascript'],
  ['ts', 'typescript'],
  ['cts', 'typescript'],
  ['mts', 'typescript'],
  ['tsx', 'typescript'],
  ['py', 'python'],
  ['pyi', 'python'],
])
