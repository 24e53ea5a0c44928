// SPDX-License-Identifier: Apache-2.0
/** Size before, progress during, the sealed bundle after. */
import * as contract from '@mingjing/contracts/site';
import { call, linkTo } from '../../frame/call.ts';

export const cancelExport = (session: string): Promise<contract.ExportState> =>
  call(contract.cancelExport, { params: { session } });
export const cancelViewingCopy = (session: string, camera: string): Promise<unknown> =>
  call(contract.cancelViewingCopy, { params: { session, camera } });
export const viewingCopyAddress = (session: string, camera: string): string =>
  linkTo(contract.fetchViewingCopy, { params: { session, camera } });
export const bundleAddress = (session: string): string =>
  linkTo(contract.fetchBundle, { params: { session } });
