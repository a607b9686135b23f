// SPDX-License-Identifier: Apache-2.0
export { AddressError, FETCH_DEFAULTS, fetchFeed, type FetchOutcome } from './fetch.ts'
export { KNOWN_FEEDS, knownFeed, type KnownFeed } from './feeds.ts'
export { updateFeeds, type FeedAddress, type UpdateTask } from './update.ts'
