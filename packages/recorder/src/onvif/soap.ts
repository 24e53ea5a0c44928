// SPDX-License-Identifier: Apache-2.0
/**
 * SOAP 1.2 towards one device: WS-Security digest with the device's own clock, HTTP digest when it asks for that
 * instead, and answers read with limits. Certificates are not checked (cameras sign their own) but told.
 */
import { createHash, randomBytes } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { TLSSocket } from 'node:tls';
import { answerChallenge, parseChallenge, parseXml, type XmlElement } from '@mingjing/gb28181';
import { OnvifFailure } from './trouble.ts';

export type Credentials = { readonly user: string; readonly password: string };

/** Two hundred profiles with everything in them fit; a device that sends more is not read. */
const xmlLimits = { maxElements: 40_000, maxDepth: 32, maxBytes: 2 << 20 };
const requestMs = 5000;

const localName = (name: string) => name.slice(name.lastIndexOf(':') + 1);

/** Children of that name, whatever prefix the device chose. */
export const childrenOf = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((child) => localName(child.name) === name) ?? [];

/** Follows names downwards, the first of each. */
export const at = (element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined =>
  path.reduce<XmlElement | undefined>((here, name) => childrenOf(here, name)[0], element);

/** Everything of that name below. */
export const allOf = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.flatMap((child) => [
    ...(localName(child.name) === name ? [child] : []),
    ...allOf(child, name),
  ]);

/** @returns undefined when it is no XML or passes a limit */
export const parseSoap = (text: string): XmlElement | undefined => parseXml(text, xmlLimits);

export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export class SoapCaller {
  readonly #credentials: Credentials | undefined;
  readonly #signal: AbortSignal;
  /** The device's clock minus ours; stamps are written in its time, or it refuses them (catalogue O1). */
  clockOffsetMs: number | undefined;
  /** Undefined: plain HTTP, or nothing asked yet. */
  certificate: 'trusted' | 'self-signed' | undefined;

  constructor(credentials: Credentials | undefined, signal: AbortSignal) {
    this.#credentials = credentials;
    this.#signal = signal;
  }

  /**
   * @param body the request element with its namespace
   * @param asked `isOpen`: needs no credentials; `header`: more elements of the SOAP header
   * @returns what stands in the answer's body
   * @throws OnvifFailure
   */
  async call(
    url: URL,
    body: string,
    { isOpen = false, header = '' }: { readonly isOpen?: boolean; readonly header?: string } = {},
  ): Promise<XmlElement> {
    const security = isOpen || !this.#credentials ? '' : this.#security(this.#credentials);
    const head = security || header ? `<s:Header>${header}${security}</s:Header>` : '';
    const envelope = `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope">${head}<s:Body>${body}</s:Body></s:Envelope>`;
    let answer = await this.#post(url, envelope);
    const challenge = answer.status === 401 ? parseChallenge(answer.challenge) : undefined;
    if (challenge && this.#credentials && !isOpen) {
      const { user: username, password } = this.#credentials;
      const cnonce = randomBytes(8).toString('hex');
      const request = { method: 'POST', uri: `${url.pathname}${url.search}`, count: 1, cnonce };
      answer = await this.#post(url, envelope, answerChallenge(challenge, { username, password }, request));
    }
    return this.#bodyOf(answer);
  }

  #security({ user, password }: Credentials): string {
    const nonce = randomBytes(16);
    const created = new Date(Date.now() + (this.clockOffsetMs ?? 0)).toISOString();
    const digest = createHash('sha1').update(nonce).update(created).update(password, 'utf8').digest('base64');
    const wss = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';
    return `<Security s:mustUnderstand="1" xmlns="${wss}-wssecurity-secext-1.0.xsd"><UsernameToken><Username>${escapeText(user)}</Username><Password Type="${wss}-username-token-profile-1.0#PasswordDigest">${digest}</Password><Nonce EncodingType="${wss}-soap-message-security-1.0#Base64Binary">${nonce.toString('base64')}</Nonce><Created xmlns="${wss}-wssecurity-utility-1.0.xsd">${created}</Created></UsernameToken></Security>`;
  }

  #bodyOf({ status, text }: HttpAnswer): XmlElement {
    const envelope = parseSoap(text);
    const body = at(envelope, 'Body');
    const fault = at(body, 'Fault');
    const words = fault
      ? allOf(fault, 'Text')
          .concat(allOf(fault, 'faultstring'))
          .map((element) => element.text)
          .join(' ')
      : `HTTP ${status}`;
    const codes = fault ? allOf(fault, 'Value').map((element) => element.text) : [];
    if (status === 401 || status === 403 || codes.some(isRefusalOfPerson) || isRefusalOfPerson(words))
      throw new OnvifFailure(this.#credentials ? 'wrong-password' : 'password-needed', words);
    if (fault || (status >= 400 && body)) throw new OnvifFailure('refused', words);
    const content = body?.children[0];
    if (status >= 400 || !content) throw new OnvifFailure('not-onvif', `HTTP ${status}`);
    return content;
  }

  #post(url: URL, envelope: string, authorization?: string): Promise<HttpAnswer> {
    const signal = AbortSignal.any([this.#signal, AbortSignal.timeout(requestMs)]);
    const headers = {
      'content-type': 'application/soap+xml; charset=utf-8',
      'content-length': Buffer.byteLength(envelope),
      connection: 'close',
      ...(authorization !== undefined && { authorization }),
    };
    const options = { method: 'POST', headers, signal, agent: false as const };
    return new Promise((resolve, reject) => {
      const failed = (error: Error) =>
        reject(
          error instanceof OnvifFailure
            ? error
            : new OnvifFailure(signal.aborted ? 'timeout' : 'unreachable', codeOf(error)),
        );
      const heard = (response: http.IncomingMessage) => {
        if (url.protocol === 'https:')
          this.certificate = (response.socket as TLSSocket).authorized ? 'trusted' : 'self-signed';
        readAnswer(response).then(resolve, failed);
      };
      const request =
        url.protocol === 'https:'
          ? https.request(url, { ...options, rejectUnauthorized: false }, heard)
          : http.request(url, options, heard);
      request.on('error', failed);
      request.end(envelope);
    });
  }
}

type HttpAnswer = {
  readonly status: number;
  readonly challenge: string | undefined;
  readonly text: string;
};

async function readAnswer(response: http.IncomingMessage): Promise<HttpAnswer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > xmlLimits.maxBytes) {
      response.destroy();
      throw new OnvifFailure('too-large', `more than ${xmlLimits.maxBytes} bytes`);
    }
    parts.push(part);
  }
  return {
    status: response.statusCode ?? 0,
    challenge: response.headers['www-authenticate'],
    text: Buffer.concat(parts).toString('utf8'),
  };
}

/** `ter:NotAuthorized`, `wsse:FailedAuthentication`, and devices that only write a sentence (catalogue O3). */
const isRefusalOfPerson = (text: string) =>
  /not ?authori[sz]ed|unauthori[sz]ed|FailedAuthentication|authenticat|InvalidSecurity/i.test(text);

const codeOf = (error: Error) => ('code' in error ? String(error.code) : error.name);
