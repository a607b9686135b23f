// SPDX-License-Identifier: Apache-2.0
import { configureGlobal } from 'fast-check'

// the gate must say the same of the same commit; elsewhere every run looks somewhere new
if (process.env['CI'] !== undefined) configureGlobal({ seed: 20_261_122 })
