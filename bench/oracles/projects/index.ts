// SPDX-License-Identifier: Apache-2.0
import type { Project } from '../project.ts'
import { busybox } from './busybox.ts'
import { curl } from './curl.ts'
import { libxml2 } from './libxml2.ts'

export const PROJECTS: readonly Project[] = [curl, libxml2, busybox]
