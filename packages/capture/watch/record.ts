// SPDX-License-Identifier: Apache-2.0

/**
 * What a watched build leaves behind: JSON lines. The first line is the {@link RecordHead}, the last one the {@link RecordEnd};
 * each line between them is one call of a tool, in the order in which the calls ended.
 */
export const RECORD_MARK = 'headwater-build/1'

/** Name of the record, in the folder in which the build was started, unless another is asked for. */
export const RECORD_NAME = 'headwater-build.jsonl'

export interface RecordHead {
  readonly record: typeof RECORD_MARK
  /** The command that was watched, and where. */
  readonly command: readonly string[]
  readonly directory: string
  /** Milliseconds since 1970. */
  readonly startedAt: number
}

export interface RecordEnd {
  readonly endedAt: number
  readonly exitCode: number | null
  readonly signal: string | null
  /** Tools that were called, by path, with the first line of what they say to `--version`. */
  readonly tools: Readonly<Record<string, string>>
  /** Calls that began and did not end: the build was cut off while they ran. */
  readonly unfinished: number
  /** Somebody removed the notes while the build ran; calls before that are missing. */
  readonly lost: boolean
}

export interface WatchedCall {
  /** Unique in the record; `parent` names the call within which this one was made (a linker within its driver). */
  readonly call: string
  readonly parent?: string
  /** The tool itself, by absolute path. */
  readonly tool: string
  /** `argv[0]` is the name that was called, without folder. */
  readonly argv: readonly string[]
  readonly directory: string
  readonly exitCode: number
  /** Milliseconds since 1970; 0 where the file system keeps no time of birth. */
  readonly startedAt: number
  readonly endedAt: number
  /** Response files, by path, with their text. */
  readonly files?: Readonly<Record<string, string>>
  /** What was written to standard input (`ar -M`). */
  readonly input?: string
  /** For `cp`, `mv`, `ln`, `install`: the last word was a folder. */
  readonly intoFolder?: true
  /** Files that the compiler read. */
  readonly reads?: Reads
  /** Files that the linker opened. */
  readonly opens?: readonly string[]
}

export interface Reads {
  /** `user`: headers of system folders are left out (`-MMD`). */
  readonly scope: 'all' | 'user'
  /** By target as the depfile names it; empty where one list stands for the whole call. Paths are absolute. */
  readonly files: Readonly<Record<string, readonly string[]>>
}

/**
 * Lines of a record. A path of `reads` and `opens` is text where it first stands, and after that its number, counted from 0:
 * thousands of objects read the same hundreds of headers.
 */
export function recordWriter(): (call: WatchedCall) => string {
  const numbers = new Map<string, number>()
  const short = (path: string): string | number => {
    const known = numbers.get(path)
    if (known !== undefined) return known
    numbers.set(path, numbers.size)
    return path
  }
  return (call) => {
    const { reads, opens, ...rest } = call
    return JSON.stringify({
      ...rest,
      ...(reads === undefined
        ? {}
        : {
            reads: {
              scope: reads.scope,
              files: Object.entries(reads.files).map(([of, paths]) => [of, paths.map(short)]),
            },
          }),
      ...(opens === undefined ? {} : { opens: opens.map(short) }),
    })
  }
}

export type RecordLine =
  | { readonly kind: 'head'; readonly head: RecordHead }
  | { readonly kind: 'call'; readonly call: WatchedCall }
  | { readonly kind: 'end'; readonly end: RecordEnd }
  | { readonly kind: 'fault' }

/** Reads lines in order. What is no line of a record becomes a fault. */
export function recordReader(): (line: string) => RecordLine {
  const paths: string[] = []
  const long = (value: unknown): string | undefined => {
    if (typeof value === 'number') return paths[value]
    if (typeof value !== 'string') return undefined
    paths.push(value)
    return value
  }
  return (line) => {
    const value = parse(line)
    if (!isObject(value)) return { kind: 'fault' }
    if ('record' in value) {
      const head = readHead(value)
      return head === undefined ? { kind: 'fault' } : { kind: 'head', head }
    }
    if ('endedAt' in value && !('call' in value)) return { kind: 'end', end: readEnd(value) }
    const call = readCall(value, long)
    return call === undefined ? { kind: 'fault' } : { kind: 'call', call }
  }
}

function readHead(head: Fields): RecordHead | undefined {
  const { record, command, directory, startedAt } = head
  if (record !== RECORD_MARK || !isTexts(command) || typeof directory !== 'string') return undefined
  return { record, command, directory, startedAt: numberOr(startedAt, 0) }
}

function readEnd(end: Fields): RecordEnd {
  const { endedAt, exitCode, signal, tools, unfinished, lost } = end
  return {
    endedAt: numberOr(endedAt, 0),
    exitCode: typeof exitCode === 'number' ? exitCode : null,
    signal: typeof signal === 'string' ? signal : null,
    tools: isObject(tools) ? texts(tools) : {},
    unfinished: numberOr(unfinished, 0),
    lost: lost === true,
  }
}

function readCall(
  value: Fields,
  long: (value: unknown) => string | undefined,
): WatchedCall | undefined {
  const { call, parent, tool, argv, directory, exitCode, files, input, reads, opens } = value
  if (typeof call !== 'string' || typeof tool !== 'string' || typeof directory !== 'string')
    return undefined
  if (!isTexts(argv) || argv.length === 0 || typeof exitCode !== 'number') return undefined
  const read = isObject(reads) ? readReads(reads, long) : undefined
  return {
    call,
    ...(typeof parent === 'string' ? { parent } : {}),
    tool,
    argv,
    directory,
    exitCode,
    startedAt: numberOr(value['startedAt'], 0),
    endedAt: numberOr(value['endedAt'], 0),
    ...(isObject(files) ? { files: texts(files) } : {}),
    ...(typeof input === 'string' ? { input } : {}),
    ...(value['intoFolder'] === true ? { intoFolder: true } : {}),
    ...(read === undefined ? {} : { reads: read }),
    ...(Array.isArray(opens) ? { opens: list(opens, long) } : {}),
  }
}

function readReads(value: Fields, long: (value: unknown) => string | undefined): Reads {
  const files: Record<string, readonly string[]> = Object.create(null) as Record<string, string[]>
  const entries = Array.isArray(value['files']) ? (value['files'] as readonly unknown[]) : []
  for (const entry of entries) {
    if (!Array.isArray(entry)) continue
    const [of, paths] = entry as readonly unknown[]
    if (typeof of === 'string' && Array.isArray(paths)) files[of] = list(paths, long)
  }
  return { scope: value['scope'] === 'all' ? 'all' : 'user', files }
}

function list(
  values: readonly unknown[],
  long: (value: unknown) => string | undefined,
): readonly string[] {
  return values.flatMap((value) => long(value) ?? [])
}

function texts(value: Fields): Readonly<Record<string, string>> {
  const out: Record<string, string> = Object.create(null) as Record<string, string>
  for (const [key, text] of Object.entries(value)) if (typeof text === 'string') out[key] = text
  return out
}

type Fields = Readonly<Record<string, unknown>>

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

function numberOr(value: unknown, other: number): number {
  return typeof value === 'number' ? value : other
}
