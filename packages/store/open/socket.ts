// SPDX-License-Identifier: Apache-2.0
import { Duplex } from 'node:stream'
import type { Engine } from './engine.ts'

/**
 * The engine as the socket that the `pg` driver thinks it speaks through, so that both databases have the driver, its types and its
 * errors in common. The driver corks the messages of one query, so that they come, and are answered, as one.
 */
export function engineSocket(engine: Engine): Duplex {
  let isGreeted = false
  const send = async (chunks: readonly Uint8Array[]): Promise<void> => {
    const messages = joined(chunks)
    if (!isGreeted) {
      isGreeted = true
      socket.push(await greet(engine, messages))
    } else if (messages[0] !== TERMINATE) {
      const answer = await engine.exchange(messages)
      if (answer.length > 0) socket.push(answer)
    }
  }
  const socket: Duplex = new Duplex({
    read() {},
    write(chunk: Uint8Array, _encoding, done) {
      send([chunk]).then(() => done(), done)
    },
    writev(chunks, done) {
      send(chunks.map(({ chunk }) => chunk as Uint8Array)).then(() => done(), done)
    },
    final(done) {
      socket.push(null)
      done()
    },
  })
  // what the driver asks of a socket of the network
  return Object.assign(socket, {
    connect() {
      process.nextTick(() => socket.emit('connect'))
    },
    setNoDelay() {},
    setKeepAlive() {},
    ref() {},
    unref() {},
  })
}

/** `X`: the engine has no more than one session, and it does not end. */
const TERMINATE = 0x58

/** A session after the first finds what the one before it left: an open transaction, settings, prepared statements. */
async function greet(engine: Engine, startup: Uint8Array): Promise<Uint8Array> {
  if (engine.greeting === undefined) {
    engine.greeting = await engine.exchange(startup)
    return engine.greeting.slice()
  }
  await engine.exchange(simpleQuery('rollback'))
  await engine.exchange(simpleQuery('discard all'))
  return engine.greeting.slice()
}

function simpleQuery(sql: string): Uint8Array {
  const text = Buffer.from(`${sql}\0`)
  const message = new Uint8Array(5 + text.length)
  message[0] = 0x51
  new DataView(message.buffer).setUint32(1, 4 + text.length)
  message.set(text, 5)
  return message
}

/** A copy: the driver's buffers are of its pool, and what is sent to the thread is given away. */
function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}
