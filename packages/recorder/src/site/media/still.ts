// SPDX-License-Identifier: Apache-2.0
/** One picture as JPEG, decoded by the system's ffmpeg when it is there. Never on the recording path. */
import { spawn } from 'node:child_process';
import type { FootagePart } from '../../terms/footage.ts';
import { ServerRefusal } from '../../terms/refusal.ts';
import type { Grant } from '../access/gate.ts';

/** How far back a key frame is looked for. */
const lookBackMs = 20_000;
const decodeWithinMs = 10_000;

/** @throws ServerRefusal `recorder/no-footage`, `recorder/decoder-missing`, `recorder/session-scope` */
export async function takeStill(grant: Grant, atMs: number | undefined): Promise<Buffer> {
  const parts = grant.session.kind === 'live' ? await liveParts(grant) : await storedParts(grant, atMs);
  const last = parts.at(-1);
  if (!last || last.kind === 'init') throw new ServerRefusal('recorder/no-footage', { camera: grant.camera });
  grant.shown(last.startMs, last.endMs);
  return decodeLast(
    parts.map(({ bytes }) => bytes),
    grant.camera,
  );
}

/** The initialization and the fragments from the last key frame before the instant up to the one that covers it. */
async function storedParts(grant: Grant, atMs: number | undefined): Promise<readonly FootagePart[]> {
  const { session } = grant;
  const at = atMs ?? session.fromMs;
  const fromMs = Math.max(session.fromMs, at - lookBackMs);
  let run: FootagePart[] = [];
  let init: FootagePart | undefined;
  for await (const part of grant.parts(fromMs, Math.min(session.toMs, at + 1))) {
    if (part.kind === 'init') {
      init = part;
      run = [];
    } else if (part.sync || run.length > 0) run = part.sync ? [part] : [...run, part];
  }
  return init ? [init, ...run] : [];
}

function liveParts(grant: Grant): Promise<readonly FootagePart[]> {
  return new Promise((resolve) => {
    const run: FootagePart[] = [];
    let stop = (): void => undefined;
    const finish = () => {
      clearTimeout(timer);
      stop();
      resolve(run);
    };
    const timer = setTimeout(finish, decodeWithinMs);
    stop = grant.live((event) => {
      if (event.kind !== 'part') return;
      run.push(event.part);
      if (event.part.kind === 'fragment') queueMicrotask(finish);
    });
  });
}

function decodeLast(chunks: readonly Uint8Array[], camera: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const args = [
      '-v',
      'error',
      '-i',
      'pipe:0',
      '-update',
      '1',
      '-frames:v',
      '100',
      '-q:v',
      '4',
      '-f',
      'image2',
      'pipe:1',
    ];
    const decoder = spawn('ffmpeg', args, { stdio: ['pipe', 'pipe', 'ignore'] });
    const output: Buffer[] = [];
    const timer = setTimeout(() => decoder.kill('SIGKILL'), decodeWithinMs);
    decoder.on('error', (error) => {
      clearTimeout(timer);
      reject(new ServerRefusal('recorder/decoder-missing', {}, error));
    });
    decoder.stdout.on('data', (data: Buffer) => output.push(data));
    decoder.on('close', () => {
      clearTimeout(timer);
      const bytes = Buffer.concat(output);
      // With -update every picture is written one after another: the last one begins at the last start-of-image.
      const start = bytes.lastIndexOf(Buffer.from([0xff, 0xd8, 0xff]));
      if (start < 0) reject(new ServerRefusal('recorder/no-footage', { camera }));
      else resolve(bytes.subarray(start));
    });
    decoder.stdin.on('error', () => decoder.kill());
    decoder.stdin.end(Buffer.concat(chunks));
  });
}
