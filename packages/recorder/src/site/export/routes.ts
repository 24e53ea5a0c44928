// SPDX-License-Identifier: Apache-2.0
/** Size before, progress during, cancel. The bundle itself is a media address. */
import {
  cancelExport,
  cancelViewingCopy,
  estimateExport,
  fetchViewingCopy,
  readExport,
} from '@mingjing/contracts/site';
import { ServerRefusal } from '../../terms/refusal.ts';
import type { ServerContext } from '../context.ts';
import { type Served, serve } from '../serving.ts';
import { canMakeViewingCopy } from './viewing-copy.ts';
import { ViewingDesk } from './viewing-desk.ts';

export function servedExports({ exports, book, core, gate }: ServerContext): readonly Served[] {
  const mine = (id: string, personId: string): string => {
    if (book.find(id)?.handledBy.id !== personId) throw new ServerRefusal('recorder/not-found', { what: id });
    return id;
  };
  const viewing = new ViewingDesk();
  return [
    serve(estimateExport, ({ query }) => {
      const { cameras, fromMs, toMs } = query;
      if (!(fromMs < toMs)) throw new ServerRefusal('recorder/input-invalid', { field: 'toMs' });
      for (const camera of cameras)
        if (!core.extent(camera) && !core.cameras.find(camera))
          throw new ServerRefusal('recorder/not-found', { what: camera });
      return Promise.resolve(exports.estimate(cameras, fromMs, toMs));
    }),
    serve(readExport, async ({ params, person }) => {
      const underWay = viewing.underWay(params.session);
      return {
        ...exports.state(mine(params.session, person.id)),
        viewingCopy: await canMakeViewingCopy(),
        ...(underWay && { viewing: underWay }),
      };
    }),
    serve(cancelViewingCopy, ({ params, person }) => {
      viewing.cancel(mine(params.session, person.id), params.camera);
    }),
    serve(cancelExport, ({ params, person }) =>
      Promise.resolve(exports.cancel(mine(params.session, person.id))),
    ),
    serve(fetchViewingCopy, async ({ params, person, reply }) => {
      const { session, camera } = params;
      const grant = gate.grant(session, person, ['export'], camera);
      const copy = await viewing.make(grant);
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="viewing-${session.slice(0, 8)}-${camera}.mp4"`)
        .type('video/mp4')
        .send(copy);
    }),
  ];
}
