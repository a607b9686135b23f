// SPDX-License-Identifier: Apache-2.0
import { languageOf } from '../functions/index.ts'

/**
 * What a changed file is to the vulnerability. `addition`: code that the fix only added, so that no release without the fix
 * has it.
 */
export type FileClass = 'code' | 'test' | 'docs' | 'build-file' | 'addition'

/** By its path: what people agree on, in the order in which it is asked. */
export function classOfPath(path: string): Exclude<FileClass, 'addition'> {
  if (TEST_PATH.test(path) || TEST_NAME.test(path)) return 'test'
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (BUILD_NAME.test(name) || BUILD_PATH.test(path)) return 'build-file'
  // code beside the text of a manual is an example; elsewhere a folder of that name may well hold code
  if (languageOf(path) !== undefined) return DOCS_ROOT.test(path) ? 'docs' : 'code'
  const isDocs = DOCS_NAME.test(name) || DOCS_PATH.test(path) || DOCS_EXTENSION.test(name)
  return isDocs ? 'docs' : 'code'
}

const TEST_PATH =
  /(?:^|\/)(?:tests?|testing|testsuites?|testdata|__tests__|unittests?|selftests?|regress|fuzz|fuzzing)\//i
const TEST_NAME =
  /(?:^|\/)(?:test_[^/]*\.py|conftest\.py|[^/]*_test\.(?:go|py|cc|cpp|c|rs)|[^/]*\.(?:test|spec)\.[cm]?[jt]sx?)$/i
const BUILD_NAME =
  /^(?:(?:GNU)?Makefile(?:\..*)?|Kbuild(?:\..*)?|Kconfig(?:\..*)?|CMakeLists\.txt|configure(?:\.(?:ac|in))?|meson\.build|meson_options\.txt|BUILD(?:\.bazel|\.gn)?|WORKSPACE|SConstruct|SConscript|Dockerfile|Cargo\.(?:toml|lock)|go\.(?:mod|sum)|package(?:-lock)?\.json|yarn\.lock|pnpm-lock\.yaml|setup\.(?:py|cfg)|pyproject\.toml|.*\.(?:mk|am|ac|m4|cmake|gn|gni|gyp|gypi|bzl|bazel|pro|vcxproj|vcproj|sln|dsp|nmake|ninja))$/i
const BUILD_PATH =
  /(?:^|\/)(?:\.github|\.gitlab|\.circleci|\.azure-pipelines|ci|\.ci)\/|^\.[^/]*\.ya?ml$|^appveyor\.yml$/
const DOCS_NAME =
  /^(?:change(?:s|log)|news|release-notes|readme|authors|thanks|contributors|copying|licen[cs]e|security|history|todo|bugs|install|credits|maintainers)(?:[.-].*)?$/i
const DOCS_ROOT = /^(?:docs?|documentation|manual)\//i
const DOCS_PATH = /(?:^|\/)(?:docs?|documentation|man|manual)\//i
const DOCS_EXTENSION =
  /\.(?:md|rst|txt|adoc|asciidoc|html?|[1-9]|texi|texinfo|tex|pod|png|jpe?g|gif|svg|pdf|po|pot)$/i
