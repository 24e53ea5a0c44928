// SPDX-License-Identifier: Apache-2.0
/** Opens the port and puts the parts together. The one file here that asks the clock. */
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Camera, resolveTraits } from './camera.ts';
import { SimulatorError } from './errors.ts';
import { parseFaults } from './fault.ts';
import { TrackShelf } from './media-track.ts';
import { mergeTraits } from './merge-traits.ts';
import type { Cameras, CamerasOptions, CamerasStats, CameraTraits, SessionStats } from './options.ts';
import type { PlaySession } from './play-session.ts';
import { RtspConnection, type ServerParts } from './rtsp-connection.ts';
import { Scratch } from './sink.ts';
import { TimerWheel } from './timer-wheel.ts';

const MAX_CAMERAS = 10_000;
const REMEMBERED_SESSIONS = 1000;
const DEFAULT_BUFFER_MS = 4000;
const TIMEOUT_CHECK_MS = 1000;

/**
 * Starts simulated RTSP cameras in this process.
 *
 * @returns once the port is open
 * @throws SimulatorError `simulator/port-in-use`, `simulator/port-refused`, `simulator/options-unusable`,
 *   `simulator/fault-unknown`, `simulator/clip-unusable`
 */
export async function startCameras(options: CamerasOptions): Promise<Cameras> {
  const host = options.host ?? '127.0.0.1';
  const monotonicMs = () => performance.now();
  const cameras = makeCameras(options, monotonicMs());
  const running = new Set<PlaySession>();
  const ended: SessionStats[] = [];
  const connections = new Set<RtspConnection>();
  const totals = { connections: 0, sessions: 0, framesSent: 0, framesLost: 0, bytesSent: 0 };

  const parts: ServerParts = {
    host,
    cameras,
    wheel: new TimerWheel(monotonicMs),
    scratch: new Scratch(),
    monotonicMs,
    wallMs: Date.now,
    sessionTimeoutSeconds: options.sessionTimeoutSeconds,
    bufferMs: options.bufferMs ?? DEFAULT_BUFFER_MS,
    nextSessionNumber: () => ++totals.sessions,
    sessionStarted: (session) => running.add(session),
    sessionEnded: (session) => {
      running.delete(session);
      const stats = session.stats();
      totals.framesSent += stats.framesSent;
      totals.framesLost += stats.framesLost;
      totals.bytesSent += stats.bytesSent;
      ended.push(stats);
      if (ended.length > REMEMBERED_SESSIONS) ended.shift();
    },
  };

  const serve = (socket: Socket): void => {
    totals.connections += 1;
    const connection = new RtspConnection(socket, parts);
    connections.add(connection);
    socket.on('close', () => connections.delete(connection));
  };
  const server = options.tls ? createTlsServer(options.tls, serve) : createServer(serve);
  server.on('tlsClientError', () => undefined);
  const port = await listen(server, host, options.port ?? 0);
  const timeouts = setInterval(() => {
    for (const connection of connections) connection.checkTimeout(monotonicMs());
  }, TIMEOUT_CHECK_MS);

  return {
    port,
    urls: [...cameras.values()].map((camera) => cameraUrl(host, port, camera, options.tls !== undefined)),
    names: [...cameras.values()].map(({ traits, number }) => resolveTraits(traits, number).name),
    stats: () => sumUp(totals, connections.size, [...running], ended),
    setFault: (number, fault) => {
      const camera = cameras.get(number);
      if (!camera) throw unusable('camera', number, `1–${cameras.size}`);
      camera.ordered = fault === undefined ? undefined : parseFaults(fault);
      for (const session of running)
        if (session.camera === camera) session.replaceFaults(camera.ordered ?? [], monotonicMs());
    },
    close: async () => {
      clearInterval(timeouts);
      parts.wheel.stop();
      for (const connection of connections) connection.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Every camera's packets are made now, so that what cannot work fails here and not at the first client. */
function makeCameras(options: CamerasOptions, nowMs: number): Map<number, Camera> {
  const { count } = options;
  if (!(Number.isInteger(count) && count >= 1 && count <= MAX_CAMERAS))
    throw unusable('count', count, `1–${MAX_CAMERAS}`);
  const shelf = new TrackShelf();
  const cameras = new Map<number, Camera>();
  for (let number = 1; number <= count; number++) {
    const traits = mergeTraits(commonTraits(options), options.cameras?.[number] ?? {});
    const camera = new Camera(number, traits, shelf, nowMs);
    const resolved = resolveTraits(traits, number);
    camera.video(resolved);
    camera.audio(resolved);
    cameras.set(number, camera);
  }
  return cameras;
}

function commonTraits(options: CamerasOptions): CameraTraits {
  const { name, codec, clip, audio, bitrate, auth, fault } = options;
  const traits = Object.fromEntries(
    Object.entries({ codec, clip, audio, bitrate, auth, fault }).filter(([, value]) => value !== undefined),
  ) as CameraTraits;
  return name === undefined || options.count > 1 ? traits : { ...traits, name };
}

function cameraUrl(
  host: string,
  port: number,
  { number, traits: { auth } }: Camera,
  isSecure: boolean,
): string {
  const credentials = auth ? `${encodeURIComponent(auth.user)}:${encodeURIComponent(auth.password)}@` : '';
  return `${isSecure ? 'rtsps' : 'rtsp'}://${credentials}${host.includes(':') ? `[${host}]` : host}:${port}/${number}`;
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code ?? error.message;
      reject(
        reason === 'EADDRINUSE'
          ? new SimulatorError('simulator/port-in-use', { port }, error)
          : new SimulatorError('simulator/port-refused', { host, port, reason }, error),
      );
    });
    server.listen(port, host, 1024, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function sumUp(
  totals: { connections: number; framesSent: number; framesLost: number; bytesSent: number },
  connectionsOpen: number,
  running: readonly PlaySession[],
  ended: readonly SessionStats[],
): CamerasStats {
  const now = running.map((session) => session.stats());
  const sum = (of: 'framesSent' | 'framesLost' | 'bytesSent') =>
    now.reduce((total, session) => total + session[of], totals[of]);
  return {
    connectionsOpen,
    connectionsTotal: totals.connections,
    framesSent: sum('framesSent'),
    framesLost: sum('framesLost'),
    bytesSent: sum('bytesSent'),
    sessions: [...ended, ...now],
  };
}

function unusable(option: string, value: number, expected: string): SimulatorError {
  return new SimulatorError('simulator/options-unusable', { option, value, expected });
}
