// SPDX-License-Identifier: Apache-2.0
/** Size before, progress during, cancel. The bundle itself is a media address. */
import { cancelExport, estimateExport, fetchViewingCopy, readExport } from '@mingjing/contracts/site';
import { continuous } from '../playback/continuous.ts';
import type { ServerContext } from '../server/context.ts';
import { type Served, serve } from '../server/serving.ts';
import { ServerRefusal } from '../terms/refusal.ts';
import { canMakeViewingCopy, makeViewingCopy, watermarkWords } from './viewing-copy.ts';

export function servedExports({ exports, book, core, gate }: ServerContext): readonly Served[] {
  const mine = (id: string, personId: string): string => {
    if (book.find(id)?.handledBy.id !== personId) throw new ServerRefusal('recorder/not-found', { what: id });
    return id;
  };
  return [
    serve(estimateExport, ({ query }) => {
      const { cameras, fromMs, toMs } = query;
      if (!(fromMs < toMs)) throw new ServerRefusal('recorder/input-invalid', { field: 'toMs' });
      for (const camera of cameras)
        if (!core.extent(camera) && !core.cameras.find(camera))
          throw new ServerRefusal('recorder/not-found', { what: camera });
      return Promise.resolve(exports.estimate(cameras, fromMs, toMs));
    }),
    serve(readExport, async ({ params, person }) => ({
      ...exports.state(mine(params.session, person.id)),
      viewingCopy: await canMakeViewingCopy(),
    })),
    serve(cancelExport, ({ params, person }) =>
      Promise.resolve(exports.cancel(mine(params.session, person.id))),
    ),
    serve(fetchViewingCopy, async ({ params, person, reply }) => {
      const { session, camera } = params;
      const grant = gate.grant(session, person, ['export'], camera);
      const { fromMs, toMs } = grant.session;
      const copy = await makeViewingCopy(
        continuous(grant, fromMs, toMs, false, () => {
          // A film that stops early without a word would mislead; the bundle has a file for each format.
          throw new ServerRefusal('recorder/export-failed', {
            reason: '画面格式在此期间改变 the picture format changes',
          });
        }),
        watermarkWords(grant.session),
      );
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="viewing-${session.slice(0, 8)}-${camera}.mp4"`)
        .type('video/mp4')
        .send(copy);
    }),
  ];
}
