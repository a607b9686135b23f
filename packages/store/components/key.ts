// SPDX-License-Identifier: Apache-2.0
import { keyText } from '../schema/index.ts'

/** A key that no index takes is cut the same way on both sides of a join: too much is found, never too little. */
export function indexKey(key: string): string {
  return keyText(key, 500)
}
