// SPDX-License-Identifier: Apache-2.0
export { readCommand } from './command.ts'
export { pathIn } from './path.ts'
export { readShell } from './shell-commands.ts'
export { splitShell, type ShellCommand } from './shell.ts'
export { toolNamed } from './tools.ts'
export type {
  CommandFacts,
  CommandFlags,
  CommandKind,
  LibraryRequest,
  ReadText,
  ToolKind,
  Unit,
} from './facts.ts'
