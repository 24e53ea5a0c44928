// SPDX-License-Identifier: Apache-2.0
/** Asking to look, completing, deciding, closing. The door has checked the role; the desk checks the person. */
import { z } from 'zod';
import { type App, personOf, row } from '../server/app-types.ts';
import type { ServerContext } from '../server/context.ts';
import { ServerRefusal } from '../server/refusal.ts';
import { Purpose, purposes } from './purposes.ts';
import { AccessRequest, AccessSession, accessStates, Requester } from './session.ts';

const Id = z.object({ id: z.string().max(80) });
/** Larger than any certificate needs to be. */
const mostUploadBytes = 10 << 20;
const Reason = z.string().trim().min(2).max(1000);

/** Roles that see every session, not only their own. */
const seesAll = new Set(['administrator', 'manager', 'auditor']);

export function accessRoutes(app: App, { core, book, desk, accounts, exports }: ServerContext): void {
  desk.onOpened((session) => {
    const person = accounts.find(session.handledBy.id);
    if (session.kind === 'export' && person) exports.start(session, person);
  });
  app.route({
    ...row('GET /api/access/purposes'),
    schema: { summary: '用途 purposes', response: { 200: z.object({ purposes: z.array(Purpose) }) } },
    handler: () => Promise.resolve({ purposes: [...purposes] }),
  });
  app.route({
    ...row('POST /api/access/duty'),
    schema: {
      summary: '值班监看 duty watch: the open session of this person, opened when there is none',
      body: z.object({ cameras: z.array(z.string().max(64)).min(1).max(200).optional() }).nullish(),
      response: { 200: AccessSession },
    },
    handler: (request) => {
      const cameras = request.body?.cameras ?? core.cameras.list().map(({ id }) => id);
      if (cameras.length === 0) throw new ServerRefusal('recorder/not-found', { what: '摄像机 camera' });
      return desk.duty(personOf(request), cameras);
    },
  });
  app.route({
    ...row('POST /api/access/sessions'),
    schema: {
      summary: '登记查看、调取 ask to look or to copy',
      body: AccessRequest,
      response: { 201: AccessSession },
    },
    handler: async (request, reply) =>
      reply.status(201).send(await desk.request(request.body, personOf(request))),
  });
  app.route({
    ...row('GET /api/access/sessions'),
    schema: {
      summary: '登记 sessions',
      querystring: z.object({ state: z.enum(accessStates).optional() }),
      response: { 200: z.object({ sessions: z.array(AccessSession) }) },
    },
    handler: (request) => {
      const person = personOf(request);
      const states = request.query.state
        ? [request.query.state]
        : (['incomplete', 'awaiting-decision', 'open'] as const);
      const sessions = book
        .inState(...states)
        .filter((session) => seesAll.has(person.role) || session.handledBy.id === person.id)
        .slice(-500);
      return Promise.resolve({ sessions: sessions.map((session) => hidingId(session, person.id)) });
    },
  });
  app.route({
    ...row('GET /api/access/sessions/:id'),
    schema: { summary: '一次登记 one session', params: Id, response: { 200: AccessSession } },
    handler: (request) => {
      const person = personOf(request);
      const session = desk.find(request.params.id);
      if (!seesAll.has(person.role) && session.handledBy.id !== person.id)
        throw new ServerRefusal('recorder/not-found', { what: request.params.id });
      return Promise.resolve(session);
    },
  });
  app.route({
    ...row('PATCH /api/access/sessions/:id'),
    schema: {
      summary: '补正 complete a request',
      params: Id,
      body: z.object({ requester: Requester.optional(), purposeText: Reason.optional() }),
      response: { 200: AccessSession },
    },
    handler: (request) => {
      const { requester, purposeText } = request.body;
      const change = { ...(requester && { requester }), ...(purposeText !== undefined && { purposeText }) };
      return desk.complete(request.params.id, change, personOf(request));
    },
  });
  app.route({
    ...row('POST /api/access/sessions/:id/decision'),
    schema: {
      summary: '同意或不同意 decide, by a second person',
      params: Id,
      body: z.object({
        decision: z.enum(['approve', 'refuse']),
        reason: Reason,
        contains: z
          .object({ stateSecret: z.boolean(), tradeSecret: z.boolean(), personalPrivacy: z.boolean() })
          .optional(),
      }),
      response: { 200: AccessSession },
    },
    handler: (request) => {
      const { decision, reason, contains } = request.body;
      return desk.decide(
        request.params.id,
        { decision, reason, ...(contains && { contains }) },
        personOf(request),
      );
    },
  });
  app.route({
    ...row('POST /api/access/sessions/:id/close'),
    schema: { summary: '结束 close', params: Id, response: { 200: AccessSession } },
    handler: (request) => desk.close(request.params.id, personOf(request)),
  });
  app.route({
    ...row('POST /api/access/sessions/:id/review'),
    schema: {
      summary: '紧急情况事后审核 review of an emergency',
      params: Id,
      body: z.object({ outcome: z.enum(['in-order', 'not-in-order']), reason: Reason }),
      response: { 200: AccessSession },
    },
    handler: (request) =>
      desk.review(request.params.id, request.body.outcome, request.body.reason, personOf(request)),
  });
  certificateRoutes(app, { desk });
}

function certificateRoutes(app: App, { desk }: Pick<ServerContext, 'desk'>): void {
  for (const type of ['application/pdf', 'image/png', 'image/jpeg'])
    app.addContentTypeParser(
      type,
      { parseAs: 'buffer', bodyLimit: mostUploadBytes },
      (_request, body, done) => done(null, body),
    );
  app.route({
    ...row('PUT /api/access/sessions/:id/certificate'),
    bodyLimit: mostUploadBytes,
    schema: {
      summary: '上传证明文件 upload the certificate (PDF, PNG, JPEG)',
      params: Id,
      response: { 200: AccessSession },
    },
    handler: (request) => {
      if (!Buffer.isBuffer(request.body))
        throw new ServerRefusal('recorder/upload-refused', { reason: 'PDF, PNG, JPEG' });
      return desk.certificate(request.params.id, request.body, personOf(request));
    },
  });
  app.route({
    ...row('GET /api/access/sessions/:id/certificate'),
    schema: { summary: '证明文件 the certificate', params: Id },
    handler: (request, reply) => {
      const { bytes, mimeType } = desk.readCertificate(request.params.id);
      return reply
        .type(mimeType)
        .header('content-disposition', 'attachment; filename="certificate"')
        .header('content-security-policy', "sandbox; default-src 'none'")
        .send(bytes);
    },
  });
}

/** Others see a session, not the id that opens its media (which would not help them either). */
function hidingId(session: AccessSession, personId: string): AccessSession {
  return session.handledBy.id === personId || session.state !== 'open' ? session : { ...session, id: '' };
}
