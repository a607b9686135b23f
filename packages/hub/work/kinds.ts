// SPDX-License-Identifier: Apache-2.0

/** Every kind of job, by the name under which it waits. A name is never given to another kind. */
export const JUDGE_RELEASE = 'judge-release'
/** Fetches a feed, or reads the file that was handed over, and keeps what changed. */
export const IMPORT_FEED = 'import-feed'
/** Matches components that are new or that changed advisories concern, and judges what has them. */
export const MATCH_COMPONENTS = 'match-components'
/** Ends assessments that ran out. */
export const EXPIRE_ASSESSMENTS = 'expire-assessments'
/** Looks what is to be told to whom. */
export const RUN_RULES = 'run-rules'
/** Sends one e-mail or webhook. */
export const SEND_DELIVERY = 'send-delivery'
/** Judges what has certain components, after their matches changed. */
export const JUDGE_COMPONENTS = 'judge-components'
/** Forgets what is old. */
export const KEEP_HOUSE = 'keep-house'
/** Lets a person's verdict stand, or stand no more, in very many releases. */
export const LAY_ASSESSMENT = 'lay-assessment'
/** Reads a document that came in pieces. */
export const RECEIVE_UPLOAD = 'receive-upload'
