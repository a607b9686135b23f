// SPDX-License-Identifier: Apache-2.0
import { workerData } from 'node:worker_threads'
import { takeTurns, type DigestTask } from './digest.ts'

/** One of the threads of `digest.ts`: takes its turns and ends. */
takeTurns(workerData as DigestTask)
