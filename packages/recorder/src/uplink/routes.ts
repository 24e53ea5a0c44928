// SPDX-License-Identifier: Apache-2.0
import { enrolUplink, readUplink } from '@mingjing/contracts/site';
import type { ServerContext } from '../site/context.ts';
import { type Served, serve } from '../site/serving.ts';

export function servedUplink({ uplink, core }: ServerContext): readonly Served[] {
  return [
    serve(readUplink, () => uplink.status()),
    serve(enrolUplink, async ({ body, person }) => {
      const before = uplink.platform;
      await uplink.enrol(body.platform, body.code, body.leaves);
      await core.appendEntry({
        type: 'config',
        what: 'uplink',
        by: person.user,
        ...(before !== undefined && { before }),
        after: body.platform,
      });
      return uplink.status();
    }),
  ];
}
