// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { productById } from '@headwater/domain/matching'
import type { Told } from './identity.ts'
import { SIGNS, type Sign } from './signs.ts'
import { readStart } from './text.ts'

/** A project that is known by the file in which it keeps its version. */
export function fromSigns(root: string): Told | undefined {
  for (const sign of SIGNS) {
    if (sign.beside !== undefined && !existsSync(join(root, sign.beside))) continue
    const text = readStart(join(root, sign.file))
    if (text === undefined) continue
    const version = versionIn(text, sign)
    if (version === undefined) continue
    const product = productById(sign.product)
    return {
      name: sign.product,
      ...(version === '' ? {} : { version }),
      ...(product && { product }),
      basis: sign.file,
    }
  }
  return undefined
}

function versionIn(text: string, { parts, suffix }: Sign): string | undefined {
  const found = parts.map((part) => part.exec(text)?.[1])
  if (parts.length > 0 && found[0] === undefined) return undefined
  const more = suffix?.exec(text)?.[1] ?? ''
  return found.filter((part) => part !== undefined).join('.') + more
}
