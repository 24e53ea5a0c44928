// SPDX-License-Identifier: Apache-2.0
/** A program of the system that is given bytes and answers with bytes, within a time. */
import { spawn } from 'node:child_process';

export interface Ran {
  /** Exit code; null when it did not run or did not end in time. */
  readonly code: number | null;
  readonly output: Buffer;
}

const mostMs = 30_000;
const mostBytes = 4 << 20;

export function runWithInput(program: string, given: readonly string[], input: Uint8Array): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(program, [...given], {
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: mostMs,
      killSignal: 'SIGKILL',
    });
    const chunks: Buffer[] = [];
    let size = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= mostBytes) chunks.push(chunk);
    });
    child.once('error', () => resolve({ code: null, output: Buffer.alloc(0) }));
    child.once('close', (code) => resolve({ code, output: Buffer.concat(chunks) }));
    // A program that has seen enough closes its end.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
