// SPDX-License-Identifier: Apache-2.0
/** A recorder and witnesses of the kind anybody can run: what they sign, what they refuse, what a verifier then says. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeAddCheckpoint, encodeVkey, parseCheckpoint, parseVkey } from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { describe, expect, it, type TestContext } from 'vitest';
import { main } from '../../cli/src/main.ts';
import { openRecorder } from '../src/recording/core/media/open-recorder.ts';
import type { RecorderCore } from '../src/recording/core/media/recorder-media.ts';
import { rotateLogKey } from '../src/recording/opening/key-rotation.ts';
import type { RecorderAlarm } from '../src/terms/alarms.ts';
import type { WitnessTarget } from '../src/witness/witness-client.ts';
import { runCommand } from './run-command.ts';

type Running = WitnessTarget & { readonly stop: () => Promise<void>; readonly vkey: string };

async function folder(test: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'mingjing-witness-'));
  test.onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** `mingjing witness` as a person starts it. */
async function startWitness(test: TestContext, directory: string, logFile: string): Promise<Running> {
  const stop = new AbortController();
  const ready = Promise.withResolvers<{ url: string; vkey: string }>();
  const args = ['witness', '--store', directory, '--name', 'police.example/witness', '--log', logFile];
  const done = main([...args, '--port', '0', '--json'], {
    stdout: (text) => ready.resolve(JSON.parse(text) as { url: string; vkey: string }),
    stderr: (text) => ready.reject(new Error(text)),
    readStdin: () => Promise.resolve(''),
    signal: stop.signal,
    interactive: false,
  });
  const { url, vkey } = await ready.promise;
  const end = async () => {
    stop.abort();
    await done;
  };
  test.onTestFinished(end);
  return { url, vkey, key: parseVkey(nodeAlgorithms, vkey)!, stop: end };
}

async function startRecorder(
  test: TestContext,
  directory: string,
  witnesses: readonly WitnessTarget[] = [],
): Promise<{ readonly core: RecorderCore; readonly alarms: RecorderAlarm[] }> {
  const alarms: RecorderAlarm[] = [];
  const core = await openRecorder(
    { directory, workers: 0, cameras: [], witnesses },
    { retentionEveryMs: 0, checkpointEveryMs: 600_000 },
  );
  core.on('alarm', (alarm) => alarms.push(alarm));
  test.onTestFinished(() => core.close());
  return { core, alarms };
}

/** A store that has made its key, and the file that names it to a witness. */
async function madeStore(test: TestContext): Promise<{ readonly store: string; readonly logFile: string }> {
  const root = await folder(test);
  const store = join(root, 'store');
  const { core } = await startRecorder(test, store);
  const logFile = join(root, 'log.vkey');
  await writeFile(logFile, `${encodeVkey(core.signer.key)}\n`);
  await core.close();
  return { store, logFile };
}

const entry = (core: RecorderCore, text: string) =>
  core.appendEntry({ type: 'config', what: text, by: 'test' });

describe('A witnessed recorder', () => {
  it('goes on being witnessed after its key was handed over, without a restart of the witness', async (test) => {
    const { store } = await madeStore(test);
    const first = await rotateLogKey(store, 'test');
    const logFile = join(store, 'keys/keys.json');
    const witness = await startWitness(test, join(store, '..', 'w'), logFile);
    const before = await startRecorder(test, store, [witness]);
    expect((await before.core.witnessedCheckpoint()).note).toContain('police.example/witness');
    await before.core.close();
    const second = await rotateLogKey(store, 'test');
    expect(second.before).toBe(first.after);
    const after = await startRecorder(test, store, [witness]);
    await entry(after.core, 'later');
    const ring = await readFile(logFile);
    expect((await after.core.witnessedCheckpoint()).note).toContain('police.example/witness');
    // A file that is spoilt later takes no key away.
    await writeFile(logFile, 'nonsense');
    await entry(after.core, 'later still');
    expect((await after.core.witnessedCheckpoint()).note).toContain('police.example/witness');
    await writeFile(logFile, ring);
  });

  it('is witnessed for a verifier who knows the witness, and by nobody else’s word', async (test) => {
    const { store, logFile } = await madeStore(test);
    const witness = await startWitness(test, join(store, '..', 'w'), logFile);
    const { core } = await startRecorder(test, store, [witness]);
    await entry(core, 'before');
    const signed = await core.witnessedCheckpoint();
    expect(signed.note).toContain('— police.example/witness ');
    await core.close();
    const keys = join(store, '..', 'w.vkey');
    await writeFile(keys, `${witness.vkey}\n`);
    const known = await runCommand(['verify', store, '--key', logFile, '--key', keys, '--json']);
    const report = JSON.parse(known.out) as { rank: string; sentence: { en: string }; good: boolean };
    expect([report.rank, report.good]).toEqual(['witnessed', true]);
    // The receipt is an entry behind the checkpoint, so the sentence says how far the witness saw.
    expect(report.sentence.en).toMatch(
      /Witnessed by police\.example\/witness at .* \(the first \d+ of \d+ log entries\)/,
    );
    const alone = await runCommand(['verify', store, '--key', logFile, '--json']);
    expect((JSON.parse(alone.out) as { rank: string }).rank).toBe('known-recorder');
  });

  it('that is rolled back or cloned is refused with the size the witness knows, and says so', async (test) => {
    const { store, logFile } = await madeStore(test);
    const witness = await startWitness(test, join(store, '..', 'w'), logFile);
    const first = await startRecorder(test, store, [witness]);
    await first.core.witnessedCheckpoint();
    await first.core.close();
    const older = join(store, '..', 'older');
    await cp(store, older, { recursive: true });
    const second = await startRecorder(test, store, [witness]);
    await entry(second.core, 'one history');
    await second.core.witnessedCheckpoint();
    await second.core.close();
    for (const name of ['lock.sqlite', 'lock.pid']) await rm(join(older, name), { force: true });
    const clone = await startRecorder(test, older, [witness]);
    for (let at = 0; at < 20; at++) await entry(clone.core, `another history ${at}`);
    const refused = await clone.core.witnessedCheckpoint();
    expect(refused.note).not.toContain('police.example/witness');
    expect(clone.alarms).toContainEqual(
      expect.objectContaining({ kind: 'witness-conflict', state: 'raised' }),
    );
  });

  it('goes on without a witness that does not answer', async (test) => {
    const { store, logFile } = await madeStore(test);
    const witness = await startWitness(test, join(store, '..', 'w'), logFile);
    await witness.stop();
    const { core } = await startRecorder(test, store, [witness]);
    const signed = await core.witnessedCheckpoint();
    expect(parseCheckpoint(new TextEncoder().encode(signed.note))!.note.signatures).toHaveLength(1);
  });
});

describe('A witness', () => {
  it('answers as C2SP tlog-witness says, and remembers over a restart', async (test) => {
    const { store, logFile } = await madeStore(test);
    const directory = join(store, '..', 'w');
    const first = await startWitness(test, directory, logFile);
    const note = await readFile(join(store, 'log/checkpoint'));
    const checkpoint = parseCheckpoint(note)!;
    const post = (url: string, body: Uint8Array | string) =>
      fetch(`${url}/add-checkpoint`, {
        method: 'POST',
        body: typeof body === 'string' ? body : new Uint8Array(body),
      });
    const request = (oldSize: number) => encodeAddCheckpoint({ oldSize, path: [], checkpoint });
    expect((await post(first.url, 'rubbish')).status).toBe(400);
    expect((await post(first.url, 'x'.repeat(70_000))).status).toBe(413);
    const unknown = new TextDecoder().decode(request(0)).replace('mingjing/', 'mingjing/other-');
    expect((await post(first.url, unknown)).status).toBe(404);
    const forged = new TextDecoder()
      .decode(request(0))
      .replace(/\n([A-Za-z0-9+/]{43}=)\n\n/, (whole, root: string) =>
        whole.replace(root, `${root[0] === 'A' ? 'B' : 'A'}${root.slice(1)}`),
      );
    expect((await post(first.url, forged)).status).toBe(403);
    const answers = await Promise.all([post(first.url, request(0)), post(first.url, request(0))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await first.stop();
    const again = await startWitness(test, directory, logFile);
    expect(again.vkey).toBe(first.vkey);
    const known = await post(again.url, request(0));
    expect([known.status, known.headers.get('content-type'), await known.text()]).toEqual([
      409,
      'text/x.tlog.size',
      `${checkpoint.size}\n`,
    ]);
    expect((await post(again.url, request(checkpoint.size))).status).toBe(200);
    const { createHash } = await import('node:crypto');
    const origin = createHash('sha256').update(checkpoint.origin).digest('hex');
    const shown = await (await fetch(`${again.url}/${origin}/checkpoint`)).text();
    expect(shown).toContain('— police.example/witness ');
    expect((await fetch(`${again.url}/${'0'.repeat(64)}/checkpoint`)).status).toBe(404);
  });
});
