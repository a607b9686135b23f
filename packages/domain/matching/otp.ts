// SPDX-License-Identifier: Apache-2.0
import { createVersionOrders } from './order.ts'

/**
 * Whether an OTP version has what another one has: the order of Erlang/OTP is partial. Versions of up to three numbers are in
 * line; a fourth and further numbers begin a branch, whose versions (and those that follow on it) are the only ones to have
 * what is new there: 11.6.0.2 has not what 11.2.12.9 fixed (Erlang/OTP, "Versions", order of versions).
 * Undefined where one of the two is no version.
 */
export function otpReaches(version: string, change: string): boolean | undefined {
  const compared = ORDER.compare(version, change)
  if (compared === undefined) return undefined
  if (compared < 0) return false
  const parts = change.split('.')
  if (parts.length <= 3) return true
  const branch = `${parts.slice(0, -1).join('.')}.`
  return version.startsWith(branch)
}

const ORDER = createVersionOrders().of('semver')!
