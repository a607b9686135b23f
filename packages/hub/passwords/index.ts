// SPDX-License-Identifier: Apache-2.0
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { costlyQueue } from './queue.ts'

/** OWASP's first choice for scrypt: 2^17, 8, 1; about 0.4 s and 128 MiB a try. Stored with each hash, so it can rise. */
const COST = { N: 2 ** 17, r: 8, p: 1 }
const KEY_BYTES = 32
const SALT_BYTES = 16
/** scrypt takes any length; nobody types more, and somebody would send more. In UTF-16 units. */
export const LONGEST_PASSWORD = 1_024
/** NIST SP 800-63B-4, section 3.1.1.2, for a password that is the only factor. */
export const SHORTEST_PASSWORD = 15

/** `scrypt$N$r$p$salt$key`, the last two in base64url. Unicode is normalized (NFKC) first. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const key = await derive(password, salt, COST, KEY_BYTES)
  const { N, r, p } = COST
  return ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** False for a wrong password and for a hash that cannot be read. */
export async function checkPassword(password: string, stored: string): Promise<boolean> {
  const hash = readHash(stored)
  if (hash === undefined) return false
  const key = await derive(password, hash.salt, hash.cost, hash.key.length)
  return timingSafeEqual(key, hash.key)
}

/** Takes as long as checking a real password: whether an account exists must not show in the time. */
export async function checkNobody(password: string): Promise<false> {
  await derive(password, Buffer.alloc(SALT_BYTES), COST, KEY_BYTES)
  return false
}

interface Hash {
  readonly cost: { readonly N: number; readonly r: number; readonly p: number }
  readonly salt: Buffer
  readonly key: Buffer
}

function readHash(stored: string): Hash | undefined {
  const [kind, N, r, p, salt, key] = stored.split('$')
  if (kind !== 'scrypt' || salt === undefined || key === undefined) return undefined
  const cost = { N: Number(N), r: Number(r), p: Number(p) }
  // whoever can write a hash must not be able to take all memory with it
  if (!(
    cost.N >= 2 &&
    cost.N <= 2 ** 20 &&
    cost.r >= 1 &&
    cost.r <= 32 &&
    cost.p >= 1 &&
    cost.p <= 16
  ))
    return undefined
  const bytes = Buffer.from(key, 'base64url')
  return bytes.length < 16 ? undefined : { cost, salt: Buffer.from(salt, 'base64url'), key: bytes }
}

const inTurn = costlyQueue({ atOnce: 2, waiting: 40 })

function derive(
  password: string,
  salt: Buffer,
  { N, r, p }: Hash['cost'],
  length: number,
): Promise<Buffer> {
  const text = password.slice(0, LONGEST_PASSWORD).normalize('NFKC')
  return inTurn(
    () =>
      new Promise((resolve, reject) => {
        scrypt(text, salt, length, { N, r, p, maxmem: 256 * N * r }, (error, key) => {
          if (error) reject(error)
          else resolve(key)
        })
      }),
  )
}
