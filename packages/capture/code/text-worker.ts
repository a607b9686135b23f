// SPDX-License-Identifier: Apache-2.0
import { parentPort, workerData } from 'node:worker_threads'
import { takeTexts, type TextTask } from './texts.ts'

/** The thread of `texts.ts`: takes its turns, hands over what it read, and ends. */
parentPort?.postMessage(takeTexts(workerData as TextTask))
