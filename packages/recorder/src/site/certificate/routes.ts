// SPDX-License-Identifier: Apache-2.0
/** The certificate through HTTP. Every change stands in the log by its fingerprint. */
import { hostname, networkInterfaces } from 'node:os';
import {
  dropTlsCertificate,
  readTlsCertificate,
  type ServedCertificate,
  selfSignTlsCertificate,
  uploadTlsCertificate,
} from '@mingjing/contracts/site';
import type { ServerContext } from '../context.ts';
import { type Served, serve } from '../serving.ts';
import { certificateFacts, checkCertificate } from './check-certificate.ts';

export function servedCertificate({
  core,
  settings,
  certificate,
}: Pick<ServerContext, 'core' | 'settings' | 'certificate'>): readonly Served[] {
  const { keeper, configured, servedNow } = certificate;
  const shown = (): ServedCertificate => {
    const chain = configured ?? keeper.kept?.chain;
    const facts = chain === undefined ? undefined : certificateFacts(chain);
    return {
      source: configured === undefined ? (keeper.kept?.source ?? 'none') : 'configuration',
      servedNow: servedNow(),
      names: [...(facts?.names ?? [])],
      issuer: facts?.issuer ?? null,
      fromMs: facts?.fromMs ?? null,
      toMs: facts?.toMs ?? null,
      fingerprint: facts?.fingerprint ?? null,
      proposedNames: [...proposedNames(settings.read().publicUrl)],
    };
  };
  const printOf = () => {
    const { kept } = keeper;
    return kept ? `${kept.source} ${certificateFacts(kept.chain).fingerprint}` : 'none';
  };
  const changed = async (by: string, change: () => void | Promise<void>): Promise<void> => {
    const before = printOf();
    await change();
    await core.appendEntry({ type: 'config', what: 'certificate', by, before, after: printOf() });
  };
  return [
    serve(readTlsCertificate, shown),
    serve(uploadTlsCertificate, async ({ body: { chain, key }, person }) => {
      checkCertificate(chain, key, core.nowMs());
      await changed(person.user, () =>
        keeper.keep({ source: 'uploaded', chain: `${chain}\n`, key: `${key}\n` }),
      );
      return shown();
    }),
    serve(selfSignTlsCertificate, async ({ body: { names }, person }) => {
      await changed(person.user, () => keeper.selfSign([...new Set(names)]));
      return shown();
    }),
    serve(dropTlsCertificate, async ({ person }) => {
      await changed(person.user, () => keeper.drop());
    }),
  ];
}

/** The public address, this machine's name and its addresses in the house. */
function proposedNames(publicUrl: string | undefined): ReadonlySet<string> {
  const addresses = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
  const own = hostname();
  return new Set([
    ...(publicUrl && URL.canParse(publicUrl) ? [new URL(publicUrl).hostname] : []),
    ...(/^[a-z0-9][a-z0-9.-]*$/i.test(own) ? [own] : []),
    ...addresses,
  ]);
}
