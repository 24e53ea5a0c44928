// SPDX-License-Identifier: Apache-2.0
/**
 * A camera made of ffmpeg. ffmpeg has no RTSP server, it only pushes (ANNOUNCE, RECORD); this is the door between:
 * SDP, RTP packets, their cutting, numbering and timing, and sender reports are ffmpeg's and pass unchanged.
 *
 *   ffmpeg ──ANNOUNCE──▶ door ◀──DESCRIBE── recorder ◀──its SDP── door ◀──PLAY── recorder; RECORD answered: it sends
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

type Request = { method: string; url: string; headers: Map<string, string>; body: string; cseq: string };

export type ForeignCamera = { readonly url: string; readonly close: () => Promise<void> };

/**
 * @param file anything ffmpeg can copy into RTP
 */
export async function ffmpegCamera(file: string): Promise<ForeignCamera> {
  const sockets = new Set<Socket>();
  let player: { socket: Socket } | undefined;
  let source: { socket: Socket; record?: Request; sdp: string } | undefined;
  let announced: () => void;
  const ready = new Promise<void>((resolve) => {
    announced = resolve;
  });

  const fromPlayer = (socket: Socket, request: Request) => {
    if (request.method === 'DESCRIBE') {
      player = { socket };
      reply(
        socket,
        request,
        { 'Content-Base': `${url}/`, 'Content-Type': 'application/sdp' },
        source?.sdp ?? '',
      );
      return;
    }
    const transport = request.headers.get('transport');
    reply(socket, request, { Session: '7', ...(transport && { Transport: transport.split(',')[0] ?? '' }) });
    if (request.method === 'PLAY' && source?.record) reply(source.socket, source.record, { Session: '8' });
  };
  const fromSource = (socket: Socket, request: Request) => {
    if (request.method === 'ANNOUNCE') {
      source = { socket, sdp: request.body };
      announced();
    }
    if (request.method === 'RECORD' && source) source.record = request;
    else reply(socket, request, { Session: '8', Transport: request.headers.get('transport') ?? '' });
  };

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    readMessages(
      socket,
      (request) =>
        request.url.includes('/push') ? fromSource(socket, request) : fromPlayer(socket, request),
      // ffmpeg and the recorder both take channels 0 and 1 for their one track.
      (frame) => socket === source?.socket && player?.socket.writable && player.socket.write(frame),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `rtsp://127.0.0.1:${(server.address() as AddressInfo).port}/camera`;
  const pusher: ChildProcess = spawn(
    'ffmpeg',
    [
      '-nostdin',
      '-v',
      'error',
      '-re',
      '-i',
      file,
      '-c',
      'copy',
      '-f',
      'rtsp',
      '-rtsp_transport',
      'tcp',
      `${url}/push`,
    ],
    { stdio: 'ignore' },
  );
  await ready;
  return {
    url,
    close: async () => {
      pusher.kill('SIGKILL');
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function reply(socket: Socket, { cseq }: Request, headers: Record<string, string>, body = ''): void {
  const lines = Object.entries({ CSeq: cseq, ...headers, 'Content-Length': String(Buffer.byteLength(body)) });
  socket.write(
    `RTSP/1.0 200 OK\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
  );
}

/** Both sides of the door speak well; anything else ends the test. */
function readMessages(
  socket: Socket,
  request: (request: Request) => void,
  frame: (bytes: Buffer) => void,
): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    for (;;) {
      if (rest[0] === 0x24) {
        if (rest.length < 4 || rest.length < 4 + rest.readUInt16BE(2)) return;
        const end = 4 + rest.readUInt16BE(2);
        frame(Buffer.from(rest.subarray(0, end)));
        rest = rest.subarray(end);
        continue;
      }
      const end = rest.indexOf('\r\n\r\n');
      if (end < 0) return;
      const [first = '', ...lines] = rest.subarray(0, end).toString('utf8').split('\r\n');
      const headers = new Map(
        lines.map((line) => [line.split(':')[0]?.toLowerCase() ?? '', line.replace(/^[^:]*:\s*/, '')]),
      );
      const length = Number(headers.get('content-length') ?? 0);
      if (rest.length < end + 4 + length) return;
      const body = rest.subarray(end + 4, end + 4 + length).toString('utf8');
      rest = rest.subarray(end + 4 + length);
      const [method = '', url = ''] = first.split(' ');
      if (method.startsWith('RTSP/')) continue;
      request({ method, url, headers, body, cseq: headers.get('cseq') ?? '0' });
    }
  });
}
