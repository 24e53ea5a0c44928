// SPDX-License-Identifier: Apache-2.0
/** Asking to look, completing, deciding, closing. The door has checked the role; the desk checks the person. */
import {
  type AccessSession,
  askToLook,
  closeSession,
  completeSession,
  decideSession,
  listSessions,
  openDuty,
  readAccessSession,
  readCertificate,
  readPurposes,
  reviewSession,
  takeOverSession,
  uploadCertificate,
} from '@mingjing/contracts/site';
import { ServerRefusal } from '../../terms/refusal.ts';
import type { ServerContext } from '../context.ts';
import { type Served, serve } from '../serving.ts';
import { purposes } from './purposes.ts';

/** Roles that see every session, not only their own. */
const seesAll = new Set(['administrator', 'manager', 'auditor']);

export function servedAccess({ core, book, desk, accounts, exports }: ServerContext): readonly Served[] {
  desk.onOpened((session) => {
    const person = accounts.find(session.handledBy.id);
    if (session.kind === 'export' && person) exports.start(session, person);
  });
  return [
    serve(readPurposes, () => Promise.resolve({ purposes: [...purposes] })),
    serve(openDuty, ({ body, person }) => {
      const cameras = body?.cameras ?? core.cameras.list().map(({ id }) => id);
      if (cameras.length === 0) throw new ServerRefusal('recorder/not-found', { what: '摄像机 camera' });
      return desk.duty(person, cameras);
    }),
    serve(askToLook, ({ body, person }) => desk.request(body, person)),
    serve(listSessions, ({ query, person }) => {
      const states = query.state ? [query.state] : (['incomplete', 'awaiting-decision', 'open'] as const);
      const sessions = book
        .inState(...states)
        .filter(
          ({ handledBy, order }) =>
            seesAll.has(person.role) || handledBy.id === person.id || order?.untaken === true,
        )
        .slice(-500);
      return Promise.resolve({ sessions: sessions.map((session) => hidingId(session, person.id)) });
    }),
    serve(readAccessSession, ({ params, person }) => {
      const session = desk.find(params.id);
      const isForAll = seesAll.has(person.role) || session.order?.untaken === true;
      if (!isForAll && session.handledBy.id !== person.id)
        throw new ServerRefusal('recorder/not-found', { what: params.id });
      return Promise.resolve(session);
    }),
    serve(completeSession, ({ params, body, person }) => {
      const { requester, purposeText } = body;
      const change = { ...(requester && { requester }), ...(purposeText !== undefined && { purposeText }) };
      return desk.complete(params.id, change, person);
    }),
    serve(takeOverSession, ({ params, body, person }) => desk.takeOver(params.id, person, body.emergency)),
    serve(decideSession, ({ params, body, person }) => {
      const { decision, reason, contains } = body;
      return desk.decide(params.id, { decision, reason, ...(contains && { contains }) }, person);
    }),
    serve(closeSession, ({ params, person }) => desk.close(params.id, person)),
    serve(reviewSession, ({ params, body, person }) =>
      desk.review(params.id, body.outcome, body.reason, person),
    ),
    ...servedCertificates({ desk }),
  ];
}

function servedCertificates({ desk }: Pick<ServerContext, 'desk'>): readonly Served[] {
  return [
    serve(uploadCertificate, ({ params, person, upload }) =>
      desk.certificate(params.id, Buffer.from(upload?.bytes ?? []), person),
    ),
    serve(readCertificate, ({ params, reply }) => {
      const { bytes, mimeType } = desk.readCertificate(params.id);
      return reply
        .type(mimeType)
        .header('content-disposition', 'attachment; filename="certificate"')
        .header('content-security-policy', "sandbox; default-src 'none'")
        .send(bytes);
    }),
  ];
}

/** Others see a session, not the id that opens its media (which would not help them either). */
function hidingId(session: AccessSession, personId: string): AccessSession {
  return session.handledBy.id === personId || session.state !== 'open' ? session : { ...session, id: '' };
}
