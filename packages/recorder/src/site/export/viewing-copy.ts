// SPDX-License-Identifier: Apache-2.0
/**
 * A copy for looking at, with words burnt in: whose it is and that it is no original. Encoded anew by the system's
 * ffmpeg when it is there, streamed, kept nowhere; the sealed parts of the bundle are not touched.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { AccessSession } from '@mingjing/contracts/site';
import { freeFontFile } from '@mingjing/documents';
import { ServerRefusal } from '../../terms/refusal.ts';

let found: Promise<boolean> | undefined;

/** Whether ffmpeg is on the PATH and can write on pictures; asked once. */
export function canMakeViewingCopy(): Promise<boolean> {
  found ??= new Promise((resolve) => {
    const asked = spawn('ffmpeg', ['-hide_banner', '-h', 'filter=drawtext'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let text = '';
    asked.stdout.on('data', (data: Buffer) => {
      text += data.toString();
    });
    asked.on('error', () => resolve(false));
    asked.on('close', () => resolve(text.includes('textfile')));
  });
  return found;
}

/** Two lines: what it is and its number in the register; who got it. */
export function watermarkWords(session: AccessSession): string {
  const { requester, number, handledBy } = session;
  const receiver =
    requester.kind === 'officials'
      ? requester.officers.map(({ unit, name }) => `${unit} ${name}`).join('、')
      : requester.kind === 'citizen' || requester.kind === 'platform'
        ? requester.name
        : handledBy.name;
  return `观看副本，不是原件 · 登记第 ${number} 号\n${receiver} · 不得外传`;
}

/**
 * @param footage one fMP4, media time from 0
 * @returns fMP4 with the words at the foot and, faintly, across the middle
 * @throws ServerRefusal `recorder/decoder-missing`
 */
export async function makeViewingCopy(footage: AsyncIterable<Uint8Array>, words: string): Promise<Readable> {
  if (!(await canMakeViewingCopy())) throw new ServerRefusal('recorder/decoder-missing');
  const directory = mkdtempSync(join(tmpdir(), 'mingjing-viewing-'));
  writeFileSync(join(directory, 'words.txt'), words);
  writeFileSync(join(directory, 'first.txt'), words.split('\n')[0]!);
  // A name that means nothing to the filter's own syntax.
  symlinkSync(freeFontFile(), join(directory, 'font.ttf'));
  const draw = 'drawtext=fontfile=font.ttf:expansion=none:textfile';
  const foot = `${draw}=words.txt:fontcolor=white:fontsize=h/24:x=h/40:y=h-th-h/40:box=1:boxcolor=black@0.6:boxborderw=8`;
  const across = `${draw}=first.txt:fontcolor=white@0.4:borderw=1:bordercolor=black@0.4:fontsize=h/14:x=(w-tw)/2:y=(h-th)/2`;
  const coder = spawn(
    'ffmpeg',
    [
      ...['-v', 'error', '-i', 'pipe:0', '-vf', `${foot},${across}`, '-pix_fmt', 'yuv420p'],
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-c:a', 'aac'],
      ...['-movflags', 'frag_keyframe+empty_moov+default_base_moof', '-f', 'mp4', 'pipe:1'],
    ],
    { cwd: directory, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let complaint = '';
  coder.stderr.on('data', (data: Buffer) => {
    complaint = `${complaint}${data}`.slice(-500);
  });
  coder.on('close', (code) => {
    rmSync(directory, { recursive: true, force: true });
    // Cut off instead of ended well: the browser then shows a failed download, not a short film.
    if (code !== 0) coder.stdout.destroy(new ServerRefusal('recorder/export-failed', { reason: complaint }));
  });
  coder.on('error', (error) => coder.stdout.destroy(error));
  coder.stdin.on('error', () => undefined);
  coder.stdout.on('close', () => coder.kill('SIGKILL'));
  void feed(footage, coder.stdin).catch((error: unknown) => coder.stdout.destroy(error as Error));
  return coder.stdout;
}

async function feed(footage: AsyncIterable<Uint8Array>, into: NodeJS.WritableStream): Promise<void> {
  for await (const bytes of footage) {
    if (!into.writable) return;
    if (!into.write(bytes)) await Promise.race([once(into, 'drain'), once(into, 'close')]);
  }
  into.end();
}
