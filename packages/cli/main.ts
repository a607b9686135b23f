#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { run } from './run.ts'
import { processIo } from './io.ts'

const io = processIo()
process.exitCode = await run(process.argv.slice(2), io)
