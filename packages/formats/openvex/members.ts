// SPDX-License-Identifier: Apache-2.0
import type { FaultCode } from '../fault/index.ts'
import type { PointerFault } from '../shape/index.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** Takes typed members out of JSON objects and keeps what was wrong with them. */
export interface MemberReader {
  readonly faults: readonly PointerFault[]
  readonly remarks: readonly PointerFault[]
  fault(code: FaultCode, pointer: string, message: string): void
  remark(code: FaultCode, pointer: string, message: string): void
  text(object: JsonObject, member: string, at: string): string | undefined
  /** Text members under our names; absent ones stay absent. */
  texts<Key extends string>(
    object: JsonObject,
    at: string,
    names: Readonly<Record<Key, string>>,
  ): { readonly [K in Key]?: string }
  version(object: JsonObject, at: string): { readonly version?: number }
  list(object: JsonObject, member: string, at: string): readonly unknown[]
  /** Remarks on members that the specification does not know. */
  unexpected(object: JsonObject, known: readonly string[], at: string): void
}

export function createMemberReader(): MemberReader {
  const faults: PointerFault[] = []
  const remarks: PointerFault[] = []
  const reader: MemberReader = {
    faults,
    remarks,
    fault: (code, pointer, message) => void faults.push({ code, message, pointer }),
    remark: (code, pointer, message) => void remarks.push({ code, message, pointer }),
    text(object, member, at) {
      const value = own(object, member)
      if (value === undefined || value === null) return undefined
      if (typeof value === 'string') return value
      reader.fault('INVALID_VALUE', `${at}/${member}`, `expected \`${member}\` to be text`)
      return undefined
    },
    texts(object, at, names) {
      const found: Record<string, string> = {}
      for (const [key, member] of Object.entries<string>(names)) {
        const text = reader.text(object, member, at)
        // writers of structs print empty text for what they do not know
        if (text !== undefined && text !== '') found[key] = text
      }
      return found as never
    },
    version(object, at) {
      const value = own(object, 'version')
      if (value === undefined || value === null) return {}
      if (Number.isSafeInteger(value)) return { version: Number(value) }
      // 0.0.1 wrote the version as text
      if (typeof value === 'string' && /^\d{1,9}$/.test(value)) return { version: Number(value) }
      reader.remark('INVALID_VALUE', `${at}/version`, 'expected an integer of at least 1')
      return {}
    },
    list(object, member, at) {
      const value = own(object, member)
      if (value === undefined || value === null) return []
      if (Array.isArray(value)) return value
      reader.fault('INVALID_VALUE', `${at}/${member}`, `expected \`${member}\` to be an array`)
      return []
    },
    unexpected(object, known, at) {
      for (const member of Object.keys(object)) {
        if (known.includes(member)) continue
        const pointer = `${at}/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`
        reader.remark('UNEXPECTED', pointer, 'a member that OpenVEX does not know; it is not read')
      }
    },
  }
  return reader
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function own(object: JsonObject, member: string): unknown {
  return Object.hasOwn(object, member) ? object[member] : undefined
}
