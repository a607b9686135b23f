// SPDX-License-Identifier: Apache-2.0
import type { Digest } from '@headwater/domain/inventory'
import { ImageError } from './error.ts'
import type { Looked } from './look.ts'
import { namesakesOf, type Told, type ToldFile } from './told.ts'

/** How an image that was given belongs to those of the documents. */
export interface Binding {
  /** Its digests, in each algorithm in which some document gives an image's. */
  readonly digests: readonly Digest[]
  /** Files of the documents that it is: of equal content, or, where they give no digest, of its name. */
  readonly files: readonly ToldFile[]
  readonly by: 'digest' | 'name' | 'nothing'
  /** Whether a document says what it was made of. */
  readonly isMade: boolean
}

const ALGORITHMS: readonly string[] = ['sha512', 'sha256', 'sha384', 'sha1', 'md5']

/**
 * Binds by content. A file of the same name and another content is another build: evidence of one says nothing of the
 * other.
 * @throws ImageError that names both.
 */
export function bindImage(looked: Looked, told: Told): Binding {
  const asked = new Set(told.files.flatMap(({ digests }) => digests.map((each) => each.algorithm)))
  const digests = ALGORITHMS.filter((each) => each === 'sha256' || asked.has(each)).map(
    (algorithm): Digest => ({
      algorithm,
      value: algorithm === 'sha256' ? looked.sha256 : looked.binary.digest(algorithm),
    }),
  )
  const own = new Map(digests.map(({ algorithm, value }) => [algorithm, value]))
  const same = told.files.filter(
    ({ digests: theirs }) =>
      theirs.some(({ algorithm }) => own.has(algorithm)) &&
      theirs.every(({ algorithm, value }) => (own.get(algorithm) ?? value) === value),
  )
  if (same.length > 0) {
    return { digests, files: same, by: 'digest', isMade: same.some((file) => file.isMade()) }
  }
  const namesakes = namesakesOf(told, looked.path).filter((file) => file.isMade())
  const other = namesakes.find(({ digests: theirs }) =>
    theirs.some(({ algorithm }) => own.has(algorithm)),
  )
  if (other !== undefined) throw mismatch(looked, other, own)
  if (namesakes.length > 0) return { digests, files: namesakes, by: 'name', isMade: true }
  return { digests, files: [], by: 'nothing', isMade: false }
}

function mismatch(
  { path }: Looked,
  { document, path: told, digests }: ToldFile,
  own: ReadonlyMap<string, string>,
): ImageError {
  const theirs = digests.find(({ algorithm }) => own.has(algorithm))
  const algorithm = theirs?.algorithm ?? ''
  return new ImageError(
    'IMAGE_MISMATCH',
    `${path} (${algorithm} ${own.get(algorithm) ?? ''}) is not the ${told} of ${document} (${algorithm} ${theirs?.value ?? ''})`,
    'give the image of the same build, or the documents of this one; a stripped copy is another file, and its debug information is looked for beside it',
  )
}
