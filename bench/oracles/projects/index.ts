// SPDX-License-Identifier: Apache-2.0
import type { Project } from '../project.ts'
import { busybox } from './busybox.ts'
import { curl } from './curl.ts'
import { libxml2 } from './libxml2.ts'
import { linux } from './linux.ts'

/** Both oracles judge what is dropped of these. */
export const PROJECTS: readonly Project[] = [curl, libxml2, busybox]

/** These are captured, built again from what the documents list, and timed. */
export const CAPTURED: readonly Project[] = [...PROJECTS, linux]
