// SPDX-License-Identifier: Apache-2.0

/** A feed that is not what it should be: nothing of it is taken, and what was there stays. */
export class FeedRefusal extends Error {
  override readonly name = 'FeedRefusal'
}
