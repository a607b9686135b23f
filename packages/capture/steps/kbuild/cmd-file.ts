// SPDX-License-Identifier: Apache-2.0

/** A `.NAME.cmd` file of Kbuild (kernel, busybox, U-Boot): what made one file, and from what. */
export interface CmdFile {
  /** As make knows it: relative to the folder in which make ran, or absolute. */
  readonly target: string
  /** For the shell; make's own escapes taken away. */
  readonly command: string
  readonly source: string | undefined
  /** Paths as they are written. */
  readonly dependencies: readonly string[]
  /** Whether there was a depfile; without one, no dependencies mean nothing. */
  readonly hasDependencies: boolean
}

/**
 * Reads a `.cmd` file (Linux, `scripts/basic/fixdep.c` and `scripts/Kbuild.include`): lines `cmd_T := ...`, since Linux 6.3
 * `savedcmd_T := ...`, and from a depfile `source_T := ...` and `deps_T := \` with one path a line. Undefined if it has no
 * command.
 *
 * @param known paths met before: thousands of records name the same headers, which are kept once
 */
export function readCmdFile(
  text: string,
  known: Map<string, string> = new Map(),
): CmdFile | undefined {
  let target: string | undefined
  let command = ''
  let source: string | undefined
  const dependencies: string[] = []
  let hasDependencies = false
  let inDependencies = false
  let at = 0
  while (at < text.length) {
    const newline = text.indexOf('\n', at)
    const end = newline < 0 ? text.length : newline
    const line = text.slice(at, end)
    at = end + 1
    if (inDependencies) {
      inDependencies = line.endsWith('\\')
      addDependency(inDependencies ? line.slice(0, -1) : line, dependencies, known)
      continue
    }
    const assign = line.indexOf(' := ')
    if (assign < 0) {
      inDependencies = line.startsWith('deps_') && line.endsWith(':= \\')
      hasDependencies ||= inDependencies
      continue
    }
    const name = line.slice(0, assign)
    const value = line.slice(assign + 4)
    if (name.startsWith('cmd_') || name.startsWith('savedcmd_')) {
      target = name.slice(name.indexOf('_') + 1)
      command = unescapeMake(value)
    } else if (name.startsWith('source_')) source = value.trim()
    else if (name.startsWith('deps_')) {
      hasDependencies = true
      inDependencies = value.endsWith('\\')
      addDependency(inDependencies ? value.slice(0, -1) : value, dependencies, known)
    }
  }
  return target === undefined
    ? undefined
    : { target, command, source, dependencies, hasDependencies }
}

function addDependency(raw: string, dependencies: string[], known: Map<string, string>): void {
  const line = raw.trim()
  // `$(wildcard include/config/FOO)`: empty files that no compiler reads; they tell make that an option has changed
  if (line === '' || line.startsWith('$(wildcard ')) return
  // one path a line; older fixdep writes several, and a space within a path is beyond Kbuild
  for (const path of line.includes(' ') ? line.split(/\s+/) : [line]) {
    const same = known.get(path)
    if (same === undefined) known.set(path, path)
    dependencies.push(same ?? path)
  }
}

/** `make-cmd` in `scripts/Kbuild.include` doubles dollars and writes `$(pound)` for a number sign. */
function unescapeMake(value: string): string {
  return value.replaceAll(/\$\(pound\)|\$\$|\\#/g, (found) => (found === '$$' ? '$' : '#'))
}
