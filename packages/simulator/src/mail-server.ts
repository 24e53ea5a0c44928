// SPDX-License-Identifier: Apache-2.0
/** A mail server for tests: SMTP over a real socket, one mailbox for everybody, with or without a password. */
import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';

export type ReceivedLetter = {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body as they came. */
  readonly text: string;
};

export type MailServerOptions = {
  /** Present: nobody sends without them. */
  readonly user?: string;
  readonly password?: string;
  /** Encrypted from the first byte, or after STARTTLS, with this key and certificate (PEM). */
  readonly tls?: { readonly from: 'start' | 'starttls'; readonly key: string; readonly cert: string };
  /** Between a letter and the answer to it, ms. */
  readonly delayMs?: number;
};

export type MailServer = {
  readonly port: number;
  readonly url: string;
  readonly letters: readonly ReceivedLetter[];
  /** Answers every letter with this status from now on; undefined: takes them again. */
  refuse(status: number | undefined): void;
  close(): Promise<void>;
};

export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const letters: ReceivedLetter[] = [];
  const open = new Set<Socket>();
  const state: { refusal: number | undefined } = { refusal: undefined };
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
    const { tls } = options;
    const line = tls?.from === 'start' ? secured(socket, tls) : socket;
    line.write('220 ready\r\n');
    converse(line, options, state, letters);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    port,
    url: `smtp://127.0.0.1:${port}?ignoreTLS=true`,
    letters,
    refuse: (status) => {
      state.refusal = status;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function secured(socket: Socket, { key, cert }: NonNullable<MailServerOptions['tls']>): TLSSocket {
  const line = new TLSSocket(socket, { isServer: true, key, cert });
  line.on('error', () => socket.destroy());
  return line;
}

function converse(
  socket: Socket,
  options: MailServerOptions,
  state: { readonly refusal: number | undefined },
  letters: ReceivedLetter[],
): void {
  const { user, password, delayMs = 0, tls } = options;
  const mustSignIn = user !== undefined;
  const secret = Buffer.from(`\0${user}\0${password}`).toString('base64');
  let letter: { from: string; to: string[]; lines: string[] } = { from: '', to: [], lines: [] };
  let inLetter = false;
  let isSignedIn = !mustSignIn;
  let waiting = '';
  const say = (line: string) => socket.write(`${line}\r\n`);
  async function take(line: string): Promise<void> {
    if (inLetter) {
      if (line !== '.') {
        letter.lines.push(line.replace(/^\./, ''));
        return;
      }
      inLetter = false;
      await sleep(delayMs);
      if (state.refusal !== undefined) {
        say(`${state.refusal} not now`);
        return;
      }
      letters.push({ from: letter.from, to: letter.to, text: letter.lines.join('\n') });
      say('250 taken');
      return;
    }
    const [, verb = '', rest = ''] = /^(\w+) ?(.*)$/.exec(line) ?? [];
    switch (verb.toUpperCase()) {
      case 'EHLO':
        if (mustSignIn) say('250-AUTH PLAIN');
        if (tls?.from === 'starttls' && !(socket instanceof TLSSocket)) say('250-STARTTLS');
        say('250 8BITMIME');
        return;
      case 'STARTTLS': {
        if (tls?.from !== 'starttls') return void say('502 not here');
        say('220 go on');
        socket.removeAllListeners('data');
        return converse(secured(socket, tls), options, state, letters);
      }
      case 'AUTH':
        isSignedIn = rest === `PLAIN ${secret}`;
        say(isSignedIn ? '235 welcome' : '535 who are you');
        return;
      case 'MAIL':
        letter = { from: /<(.*?)>/.exec(rest)?.[1] ?? '', to: [], lines: [] };
        say(isSignedIn ? '250 ok' : '530 sign in first');
        return;
      case 'RCPT':
        letter.to.push(/<(.*?)>/.exec(rest)?.[1] ?? '');
        say('250 ok');
        return;
      case 'DATA':
        inLetter = true;
        say('354 go on');
        return;
      case 'QUIT':
        say('221 bye');
        socket.end();
        return;
      default:
        say('250 ok');
    }
  }
  let turn: Promise<void> = Promise.resolve();
  socket.on('data', (chunk) => {
    waiting += chunk.toString();
    for (let end = waiting.indexOf('\r\n'); end >= 0; end = waiting.indexOf('\r\n')) {
      const line = waiting.slice(0, end);
      waiting = waiting.slice(end + 2);
      turn = turn.then(() => take(line));
    }
  });
}
