// SPDX-License-Identifier: Apache-2.0
/** A small OpenID Connect provider (Core 1.0, code flow with PKCE): one person, consent given at once. */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface IdentityProvider {
  readonly discoveryUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who signs in from now on. */
  readonly become: (subject: string) => void;
  readonly close: () => Promise<void>;
}

export async function startIdentityProvider(): Promise<IdentityProvider> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const clientId = 'mingjing-desk';
  const clientSecret = randomBytes(16).toString('hex');
  const codes = new Map<string, { subject: string; nonce: string | null; challenge: string }>();
  const tokens = new Map<string, string>();
  let subject = 'person-1';
  let issuer = '';

  const person = (sub: string) => ({
    sub,
    email: `${sub}@idp.invalid`,
    email_verified: true,
    name: `演示 ${sub}`,
  });
  const idToken = (sub: string, nonce: string | null): string => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: issuer,
      aud: clientId,
      iat: now,
      exp: now + 300,
      ...(nonce && { nonce }),
      ...person(sub),
    };
    const signed = `${part({ alg: 'RS256', kid: '1', typ: 'JWT' })}.${part(claims)}`;
    return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`;
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', issuer);
    const send = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return send(200, {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          userinfo_endpoint: `${issuer}/me`,
          jwks_uri: `${issuer}/keys`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
        });
      case '/keys':
        return send(200, {
          keys: [{ ...publicKey.export({ format: 'jwk' }), kid: '1', alg: 'RS256', use: 'sig' }],
        });
      case '/authorize': {
        const ask = url.searchParams;
        const code = randomBytes(16).toString('hex');
        codes.set(code, { subject, nonce: ask.get('nonce'), challenge: ask.get('code_challenge') ?? '' });
        const back = new URL(ask.get('redirect_uri') ?? '');
        back.searchParams.set('code', code);
        back.searchParams.set('state', ask.get('state') ?? '');
        response.writeHead(302, { location: back.href });
        return void response.end();
      }
      case '/token': {
        const form = new URLSearchParams(await textOf(request));
        const basic = Buffer.from(
          (request.headers.authorization ?? '').replace('Basic ', ''),
          'base64',
        ).toString();
        const secret = form.get('client_secret') ?? basic.split(':')[1];
        const begun = codes.get(form.get('code') ?? '');
        codes.delete(form.get('code') ?? '');
        const proof = createHash('sha256')
          .update(form.get('code_verifier') ?? '')
          .digest('base64url');
        if (!begun || secret !== clientSecret || proof !== begun.challenge)
          return send(400, { error: 'invalid_grant' });
        const token = randomBytes(16).toString('hex');
        tokens.set(token, begun.subject);
        return send(200, {
          access_token: token,
          token_type: 'Bearer',
          expires_in: 300,
          id_token: idToken(begun.subject, begun.nonce),
        });
      }
      case '/me': {
        const sub = tokens.get((request.headers.authorization ?? '').replace('Bearer ', ''));
        return sub === undefined ? send(401, { error: 'invalid_token' }) : send(200, person(sub));
      }
      default:
        return send(404, {});
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  return {
    discoveryUrl: `${issuer}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    become: (sub) => {
      subject = sub;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}
