// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import type { Command, Places } from '../project.ts'

/**
 * How the projects with CMake are configured: each function and variable in a section of its own, so that the linker can leave it
 * out; static libraries; debug information; and a small program of ours (`app.cmake` in the folder `app`) beside theirs.
 */
export function cmake(
  { tree, build }: Places,
  { generator, project, app, flags, compile = '-O2' }: CmakeOptions,
): Command {
  const settings = {
    CMAKE_BUILD_TYPE: 'None',
    CMAKE_EXPORT_COMPILE_COMMANDS: 'ON',
    CMAKE_C_FLAGS: `${compile} -g -ffunction-sections -fdata-sections`,
    CMAKE_EXE_LINKER_FLAGS: '-Wl,--gc-sections -Wl,--build-id=none',
    BUILD_SHARED_LIBS: 'OFF',
    [`CMAKE_PROJECT_${project}_INCLUDE`]: join(import.meta.dirname, app, 'app.cmake'),
  }
  const defined = Object.entries(settings).map(([name, value]) => `-D${name}=${value}`)
  return {
    argv: ['cmake', '-G', generator, '-S', tree, '-B', build, ...defined, ...flags],
    directory: build,
  }
}

interface CmakeOptions {
  readonly generator: 'Ninja' | 'Unix Makefiles'
  /** As its CMakeLists.txt names it. */
  readonly project: string
  readonly app: string
  readonly flags: readonly string[]
  /** How it is optimized; `-O2` by default. */
  readonly compile?: string
}
