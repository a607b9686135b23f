// SPDX-License-Identifier: Apache-2.0

/** Every kind of job, by the name under which it waits. A name is never given to another kind. */
export const JUDGE_RELEASE = 'judge-release'
