// SPDX-License-Identifier: Apache-2.0
/** Answers no client can use. */
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';

/** An endless header stops here: a client that reads this far has no bound. */
const ENDLESS_BYTES = 64 * 1024 * 1024;

/** @param kind `bytes` noise, `http` a web server's answer, `endless` a header that never ends */
export function sendRubbish(socket: Socket, kind: string): void {
  if (kind === 'http')
    socket.write(
      'HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<h1>400</h1>\r\n',
    );
  else if (kind === 'endless') {
    socket.write('RTSP/1.0 200 OK\r\n');
    pour(socket, ENDLESS_BYTES);
  } else socket.write(randomBytes(4096));
}

/** Header lines without end, as fast as the client reads. */
function pour(socket: Socket, left: number): void {
  if (left <= 0 || !socket.writable) return;
  const line = Buffer.from(`X-Endless: ${'x'.repeat(1000)}\r\n`);
  const more = Buffer.concat(new Array<Buffer>(64).fill(line));
  socket.write(more, () => pour(socket, left - more.length));
}
