// SPDX-License-Identifier: Apache-2.0
/**
 * The connection to a camera, plain or over TLS. Cameras sign their own certificates: the first one is remembered and
 * told, and another one later ends the attempt before a password or a question has gone out.
 */
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Certificate } from '../../terms/cameras.ts';
import { Ended } from './stream-end.ts';

export type ConnectOptions = {
  /** The address to connect to, looked up before. */
  readonly host: string;
  readonly port: number;
  /** TLS for the host of this name; absent: none. */
  readonly secureName?: string;
  /** SHA-256 of the certificate that must come, unless it is trusted. */
  readonly pinned?: string | undefined;
  /** Used again as soon as a read has been taken apart. */
  readonly buffer: Buffer<ArrayBuffer>;
  readonly onBytes: (bytes: Buffer, count: number) => void;
  readonly onCertificate: (certificate: Certificate) => void;
  /** Before it is connected. */
  readonly onSocket: (socket: Socket) => void;
  /** Later than connected: an error's code, or undefined when it was closed. */
  readonly onLost: (socket: Socket, code: string | undefined) => void;
};

const withinMs = 8000;

/** @throws Ended when nobody is there, no TLS is spoken, or another certificate came */
export function connectCamera(options: ConnectOptions): Promise<void> {
  const { host, port, secureName } = options;
  const common = { host, port, keepAlive: true, keepAliveInitialDelay: 10_000 };
  const onread = {
    buffer: () => options.buffer,
    callback: (count: number) => {
      options.onBytes(options.buffer, count);
      return true;
    },
  };
  const overTls = (name: string): TLSSocket => {
    const secure = {
      ...common,
      onread,
      rejectUnauthorized: false,
      ...(isIP(name) === 0 && { servername: name }),
    };
    return connectTls(secure);
  };
  const socket =
    secureName === undefined ? connect({ ...common, noDelay: true, onread }) : overTls(secureName);
  options.onSocket(socket);
  return new Promise((resolve, reject) => {
    let isThere = false;
    socket.once('connect', () => {
      isThere = true;
    });
    const timer = setTimeout(() => {
      if (isThere) reject(new Ended('camera-refused', 'not-tls', 'no TLS handshake'));
      else reject(new Ended('camera-offline', 'timeout', 'no connection'));
    }, withinMs);
    // Before that the procedure itself says what went wrong: nobody there is another matter than a broken line.
    let isConnected = false;
    socket.once(secureName === undefined ? 'connect' : 'secureConnect', () => {
      clearTimeout(timer);
      if (secureName !== undefined) {
        const refusal = checkCertificate(socket as TLSSocket, options);
        if (refusal) return reject(refusal);
      }
      isConnected = true;
      resolve();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(whyNot(error));
      if (isConnected) options.onLost(socket, error.code ?? '');
    });
    socket.on('close', () => {
      clearTimeout(timer);
      reject(new Ended('camera-offline', 'unreachable', 'closed'));
      if (isConnected) options.onLost(socket, undefined);
    });
  });
}

function checkCertificate(socket: TLSSocket, { pinned, onCertificate }: ConnectOptions): Ended | undefined {
  const sha256 = socket.getPeerCertificate().fingerprint256?.replaceAll(':', '').toLowerCase() ?? '';
  const isTrusted = socket.authorized;
  onCertificate({ sha256, isTrusted });
  if (isTrusted || pinned === undefined || pinned === sha256) return undefined;
  return new Ended('certificate-changed', 'certificate-changed', `SHA-256 ${sha256}`);
}

function whyNot(error: NodeJS.ErrnoException): Ended {
  const code = error.code ?? error.message;
  // `ERR_SSL_WRONG_VERSION_NUMBER` and its kin, `EPROTO` in older words: somebody answers, but not TLS.
  if (/SSL|TLS|EPROTO/i.test(code)) return new Ended('camera-refused', 'not-tls', code);
  return new Ended('camera-offline', 'unreachable', code);
}
