// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { readSamples, readTracks } from '@mingjing/media';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRecorder } from '../src/server.ts';
import { Client, makeWorld, theirOwnPasswords, untilSegments, type World } from './server-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld({ cameras: 2 });
  await untilSegments(world, 'cam-1', 2);
});
afterAll(() => world.end());

const decoder = new TextDecoder();
const entryAt = async (index: number) =>
  JSON.parse(decoder.decode(await world.running.core.log.entryBytes(index)));
const playback = async (client = world.people.operator) => {
  const { fromMs, toMs } = world.running.core.extent('cam-1')!;
  const { json } = await client.call('POST', '/api/access/sessions', {
    kind: 'playback',
    purpose: 'unit-incident',
    purposeText: '演示：大堂纠纷',
    cameras: ['cam-1'],
    fromMs,
    toMs,
    requester: { kind: 'staff' },
  });
  return json;
};
const mediaPaths = (session: string, camera = 'cam-1') => [
  `/api/media/${session}/playback/${camera}`,
  `/api/media/${session}/hls/${camera}/index.m3u8`,
  `/api/media/${session}/hls/${camera}/init-1.mp4`,
  `/api/media/${session}/hls/${camera}/media-1.m4s`,
  `/api/media/${session}/snapshot/${camera}`,
  `/api/media/${session}/live/${camera}`,
  `/api/media/${session}/bundle.zip`,
];

describe('the one gate', () => {
  it('gives no media without an open session of that very person, whatever is guessed', async () => {
    const open = await playback();
    const closed = await playback();
    await world.people.operator.call('POST', `/api/access/sessions/${closed.id}/close`);
    for (const path of mediaPaths(open.id)) {
      expect([path, (await world.nobody.call('GET', path)).status]).toEqual([path, 401]);
      expect([path, (await world.people.auditor.call('GET', path)).status]).toEqual([path, 403]);
      const other = await world.people.manager.call('GET', path);
      expect([path, other.status, other.json?.code]).toEqual([path, 403, 'recorder/session-missing']);
    }
    // Another last character than its own: one id in 64 ends with the first choice.
    const neighbour = open.id.slice(0, -1) + (open.id.endsWith('_') ? '-' : '_');
    const guesses = [closed.id, 'guess', neighbour, '..%2f', 'A'.repeat(24)];
    for (const path of guesses.flatMap((id) => mediaPaths(id))) {
      const answer = await world.people.operator.call('GET', path);
      expect([path, answer.status < 400, answer.headers.get('content-type')?.startsWith('video')]).toEqual([
        path,
        false,
        false,
      ]);
    }
    const beyond = await world.people.operator.call('GET', mediaPaths(open.id, 'cam-2')[0]!);
    expect(beyond.json.code).toBe('recorder/session-scope');
    for (const kind of ['live', 'playback']) {
      expect((await world.nobody.socket(`/api/media/${open.id}/${kind}/cam-1`).ended).status).toBe(401);
      expect((await world.people.auditor.socket(`/api/media/${open.id}/${kind}/cam-1`).ended).status).toBe(
        403,
      );
      expect((await world.people.manager.socket(`/api/media/${open.id}/${kind}/cam-1`).ended).code).toBe(
        4403,
      );
    }
    const live = world.people.operator.socket(`/api/media/${open.id}/live/cam-1`);
    expect([(await live.ended).code, live.parts.length]).toEqual([4403, 0]);
    await world.people.operator.call('POST', `/api/access/sessions/${open.id}/close`);
  });

  it('logs who looks before the first byte of live, and what was shown at the end', async () => {
    const { operator } = world.people;
    const { json: duty } = await operator.call('POST', '/api/access/duty', {});
    expect([duty.state, duty.cameras]).toEqual(['open', ['cam-1', 'cam-2']]);
    expect((await operator.call('POST', '/api/access/duty', {})).json.id).toBe(duty.id);
    const opening = await entryAt(duty.entry);
    expect(opening).toMatchObject({ type: 'access', session: duty.id, kind: 'live', purpose: '值班监看' });
    expect(JSON.stringify(opening)).not.toMatch(/operator|演示/);

    const socket = operator.socket(`/api/media/${duty.id}/live/cam-1`);
    await socket.until(() => socket.parts.length >= 3);
    const [init, first] = socket.parts;
    expect([init?.header.kind, init?.bytes.toString('latin1', 4, 8)]).toEqual(['init', 'ftyp']);
    expect([first?.header.kind, first?.header.sync]).toEqual(['fragment', true]);
    expect(first?.bytes.toString('latin1', 4, 8)).toMatch(/moof|styp/);
    await operator.call('POST', `/api/access/sessions/${duty.id}/close`);
    expect((await socket.ended).code).toBe(4403);

    const { json: closed } = await operator.call('GET', `/api/access/sessions/${duty.id}`);
    const closing = await entryAt(closed.closeEntry);
    expect(closing.seen.map(({ camera }: { camera: string }) => camera)).toEqual(['cam-1']);
    const fragments = socket.parts.filter(({ header }) => header.kind === 'fragment');
    expect(Date.parse(closing.seen[0].from)).toBeLessThanOrEqual(Math.ceil(fragments[0]!.header.startMs));
    expect(Date.parse(closing.seen[0].to)).toBeGreaterThanOrEqual(Math.floor(fragments.at(-1)!.header.endMs));
  });

  it('plays stored footage over WebSocket, HTTP and HLS, seeking anywhere, and writes down the ranges', async () => {
    const { operator } = world.people;
    const session = await playback();
    const socket = operator.socket(`/api/media/${session.id}/playback/cam-1`);
    await socket.until(() => socket.notices.some(({ kind }) => kind === 'end'));
    const times = socket.parts
      .filter(({ header }) => header.kind === 'fragment')
      .map(({ header }) => header.startMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const before = socket.parts.length;
    const seekMs = Math.floor((session.fromMs + session.toMs) / 2);
    socket.send({ seekMs });
    await socket.until(() => socket.parts.slice(before).some(({ header }) => header.kind === 'fragment'));
    expect(socket.parts[before]?.header.kind).toBe('init');
    const landed = socket.parts.slice(before).find(({ header }) => header.kind === 'fragment')!.header;
    // A decoder shows nothing before a key frame, so it begins with the last one before the instant.
    expect([landed.sync, landed.startMs <= seekMs]).toEqual([true, true]);
    await socket.until(() =>
      socket.parts.slice(before).some(({ header }) => header.startMs <= seekMs && seekMs < header.endMs + 1),
    );
    socket.close();

    const fast = operator.socket(`/api/media/${session.id}/playback/cam-1?keyFramesOnly=true`);
    await fast.until(() => fast.notices.some(({ kind }) => kind === 'end'));
    const pictures = fast.parts.filter(({ header }) => header.kind === 'fragment');
    expect(pictures.length).toBeGreaterThan(1);
    let tracks = readTracks(new Uint8Array());
    for (const { header, bytes } of fast.parts) {
      if (header.kind === 'init') tracks = readTracks(bytes);
      else {
        const samples = readSamples(bytes, tracks);
        expect(samples.map(({ sync }) => sync)).toEqual([true]);
        expect(Math.abs(samples[0]!.durationMs - (header.endMs - header.startMs))).toBeLessThan(1);
      }
    }
    // No hole between one picture and the next: a player does not stand still.
    for (const [at, { header }] of pictures.entries())
      if (at > 0) expect(header.startMs).toBe(pictures[at - 1]!.header.endMs);
    fast.close();

    const whole = await operator.call('GET', `/api/media/${session.id}/playback/cam-1`);
    expect([whole.status, whole.headers.get('cache-control'), whole.bytes.toString('latin1', 4, 8)]).toEqual([
      200,
      'no-store',
      'ftyp',
    ]);
    const list = await operator.call('GET', `/api/media/${session.id}/hls/cam-1/index.m3u8`);
    const lines = list.bytes.toString().split('\n');
    expect(lines[0]).toBe('#EXTM3U');
    expect(lines.filter((line) => line.startsWith('#EXT-X-MAP')).length).toBe(
      lines.filter((line) => line.endsWith('.m4s')).length,
    );
    for (const name of [
      lines.find((line) => line.endsWith('.m4s'))!,
      /URI="([^"]+)"/.exec(list.bytes.toString())![1]!,
    ]) {
      const part = await operator.call('GET', `/api/media/${session.id}/hls/cam-1/${name}`);
      expect([name, part.status, part.bytes.length > 100]).toEqual([name, 200, true]);
    }
    const outside = await operator.call(
      'GET',
      `/api/media/${session.id}/playback/cam-1?fromMs=${session.fromMs - 5000}`,
    );
    expect(outside.json.code).toBe('recorder/session-scope');
    const { json: closed } = await operator.call('POST', `/api/access/sessions/${session.id}/close`);
    expect(closed.seen.length).toBeGreaterThan(0);
    for (const { fromMs, toMs } of closed.seen)
      expect(fromMs >= session.fromMs && toMs <= session.toMs).toBe(true);
  });

  it('goes on with what is recorded meanwhile when a look reaches past now, and refuses what lies ahead', async () => {
    const { operator } = world.people;
    const nowMs = Math.round(world.running.core.nowMs());
    const ask = (fromMs: number, toMs: number, kind = 'playback') =>
      operator.call('POST', '/api/access/sessions', {
        kind,
        purpose: 'unit-incident',
        purposeText: '演示',
        cameras: ['cam-1'],
        fromMs,
        toMs,
        requester: { kind: 'staff' },
      });
    const { json: session } = await ask(nowMs - 1000, nowMs + 3_600_000);
    const socket = operator.socket(`/api/media/${session.id}/playback/cam-1`);
    await socket.until(() => socket.parts.some(({ header }) => header.startMs > nowMs + 2500));
    const starts = socket.parts
      .filter(({ header }) => header.kind === 'fragment')
      .map(({ header }) => header.startMs);
    expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
    expect(socket.notices.some(({ kind }) => kind === 'end')).toBe(false);
    socket.close();
    await operator.call('POST', `/api/access/sessions/${session.id}/close`);
    const in2030 = Date.UTC(2030, 0, 1);
    for (const refused of [
      await ask(in2030, in2030 + 1000),
      await ask(nowMs - 1000, in2030),
      await ask(nowMs - 1000, nowMs + 3_600_000, 'export'),
    ])
      expect([refused.status, refused.json.code]).toEqual([422, 'recorder/range-ahead']);
  });

  it('keeps the footage of a removed camera in reach, under its name', async () => {
    const { administrator, operator } = world.people;
    await administrator.call('POST', '/api/cameras', {
      id: 'cam-7',
      name: '演示 旧门',
      url: world.cameras.urls[0],
    });
    await untilSegments(world, 'cam-7', 1);
    for (const who of [administrator, world.people.manager])
      await who.call('POST', '/api/cameras/cam-7/removal', { confirm: 'cam-7', reason: '演示：拆除' });
    const { json } = await operator.call('GET', '/api/cameras');
    expect(json.cameras.map(({ id }: { id: string }) => id)).not.toContain('cam-7');
    const [removed] = json.removed;
    expect([removed.id, removed.name, removed.fromMs < removed.toMs]).toEqual(['cam-7', '演示 旧门', true]);
    expect(Math.abs(removed.removedMs - Date.now())).toBeLessThan(60_000);
    const look = await operator.call('POST', '/api/access/sessions', {
      kind: 'playback',
      purpose: 'unit-incident',
      purposeText: '演示',
      cameras: ['cam-7'],
      fromMs: removed.fromMs,
      toMs: removed.toMs,
      requester: { kind: 'staff' },
    });
    const socket = operator.socket(`/api/media/${look.json.id}/playback/cam-7`);
    await socket.until(() => socket.notices.some(({ kind }) => kind === 'end'));
    expect(socket.parts.length).toBeGreaterThan(1);
  });

  it('ends a look when its person is disabled', async () => {
    const { administrator } = world.people;
    const made = await administrator.call('POST', '/api/people', {
      user: 'leaving',
      name: '演示',
      role: 'operator',
    });
    theirOwnPasswords(world.directory);
    const client = new Client(world.running.url);
    await client.signIn('leaving', made.json.password);
    const { json: duty } = await client.call('POST', '/api/access/duty', {});
    const socket = client.socket(`/api/media/${duty.id}/live/cam-1`);
    await socket.until(() => socket.parts.length >= 2);
    await administrator.call('PATCH', `/api/people/${made.json.person.id}`, { disabled: true });
    expect((await socket.ended).code).toBe(4403);
    const { json } = await administrator.call('GET', `/api/register/${duty.number}`);
    expect([json.state, json.seen.length > 0]).toEqual(['closed', true]);
  });

  it('gives no still after the shift has ended, whatever was open then', async () => {
    const { administrator } = world.people;
    const made = await administrator.call('POST', '/api/people', {
      user: 'shift',
      name: '演示',
      role: 'operator',
    });
    theirOwnPasswords(world.directory);
    const client = new Client(world.running.url);
    await client.signIn('shift', made.json.password);
    const { json: duty } = await client.call('POST', '/api/access/duty', {});
    const still = () => client.call('GET', `/api/media/${duty.id}/snapshot/cam-1`);
    expect([200, 501]).toContain((await still()).status);
    await client.call('POST', '/api/sign-out', {});
    expect((await still()).status).toBe(401);
    await client.signIn('shift', made.json.password);
    const after = await still();
    expect([after.status, after.json?.code]).toEqual([403, 'recorder/session-missing']);
  });

  it('decodes a still where ffmpeg is, says so where it is not, and registers it', async () => {
    const session = await playback();
    // Near the end: a key frame of the two seconds before it is inside what may be looked at.
    const atMs = session.toMs - 100;
    const still = await world.people.operator.call(
      'GET',
      `/api/media/${session.id}/snapshot/cam-1?atMs=${atMs}`,
    );
    const hasDecoder = spawnSync('ffmpeg', ['-version']).status === 0;
    expect([still.status, still.json?.code]).toEqual(
      hasDecoder ? [200, undefined] : [501, 'recorder/decoder-missing'],
    );
    if (hasDecoder) expect(still.bytes.subarray(0, 3).toString('hex')).toBe('ffd8ff');
    const { json } = await world.people.operator.call('POST', `/api/access/sessions/${session.id}/close`);
    expect(json.seen.some((s: { fromMs: number; toMs: number }) => s.fromMs <= atMs && atMs <= s.toMs)).toBe(
      true,
    );
  });

  it('shows the timeline and its days without a session, because they hold no picture', async () => {
    const { fromMs, toMs } = world.running.core.extent('cam-1')!;
    const { json } = await world.people.auditor.call(
      'GET',
      `/api/timeline?camera=cam-1&fromMs=${fromMs}&toMs=${toMs}`,
    );
    expect(json.spans[0].fromMs).toBe(fromMs);
    const days = await world.people.auditor.call(
      'GET',
      `/api/timeline/days?camera=cam-1&fromMs=${fromMs}&toMs=${toMs}`,
    );
    expect(days.json.days[0].heldMs).toBeGreaterThan(0);
    expect((await world.people.auditor.call('GET', '/api/timeline?camera=none&fromMs=1&toMs=2')).status).toBe(
      404,
    );
    expect(
      (await world.people.auditor.call('GET', '/api/timeline?camera=cam-1&fromMs=2&toMs=1')).status,
    ).toBe(422);
  });

  it('never gives out a camera’s credentials, asks before removing, and says why a test fails', async () => {
    const { administrator } = world.people;
    await administrator.call('POST', '/api/cameras', {
      id: 'cam-9',
      url: 'rtsp://viewer:geheim@127.0.0.1:1/x',
      enabled: false,
    });
    const listed = await administrator.call('GET', '/api/cameras');
    expect(listed.json.cameras.map(({ id }: { id: string }) => id)).toContain('cam-9');
    expect(listed.bytes.toString()).not.toContain('geheim');
    const remove = (body: object) => administrator.call('POST', '/api/cameras/cam-9/removal', body);
    expect((await remove({ reason: '演示：写错' })).json.code).toBe('recorder/confirmation-missing');
    // It was added just now and never gave a picture: a slip is taken back by one person.
    expect((await remove({ confirm: 'cam-9', reason: '演示：写错' })).json).toEqual({ removed: true });
    const failed = await administrator.call('POST', '/api/cameras/test', { url: 'rtsp://127.0.0.1:1/x' });
    expect([failed.json.kind, failed.json.reason]).toEqual(['failed', 'unreachable']);
    const good = await administrator.call('POST', '/api/cameras/test', { url: world.cameras.urls[0] });
    expect([good.json.kind, good.json.codec.slice(0, 4)]).toEqual(['ok', 'avc1']);
  });
});

describe('a recorder that stopped while somebody looked', () => {
  it('writes the closing entry at the next start', async () => {
    const other = await makeWorld({ cameras: 1 });
    await untilSegments(other, 'cam-1', 1);
    const { json: duty } = await other.people.operator.call('POST', '/api/access/duty', {});
    const socket = other.people.operator.socket(`/api/media/${duty.id}/live/cam-1`);
    await socket.until(() => socket.parts.length >= 2);
    // As after a kill: the register still says open, and no closing entry was written.
    const { DatabaseSync } = await import('node:sqlite');
    const path = `${other.directory}/data/server/server.sqlite`;
    await other.running.close();
    const book = new DatabaseSync(path);
    const row = JSON.parse(
      String(book.prepare('SELECT session FROM access_session WHERE id = ?').get(duty.id)?.['session']),
    );
    const { closeEntry: _, closedMs: __, ...open } = row;
    book
      .prepare("UPDATE access_session SET state = 'open', session = ? WHERE id = ?")
      .run(JSON.stringify({ ...open, state: 'open' }), duty.id);
    book.close();
    const again = await startRecorder({
      directory: `${other.directory}/data`,
      port: 0,
      workers: 0,
      allowAddresses: ['127.0.0.1'],
    });
    const reader = other.people.administrator;
    Object.assign(reader, { url: again.url });
    const { json } = await reader.call('GET', `/api/register/${duty.number}`);
    expect([json.state, json.recovered]).toEqual(['closed', true]);
    const entry = JSON.parse(decoder.decode(await again.core.log.entryBytes(json.closeEntry)));
    expect([entry.session, entry.seen.length > 0]).toEqual([duty.id, true]);
    expect(again.admin).toBeUndefined();
    await again.close();
    await other.cameras.close();
  });
});
