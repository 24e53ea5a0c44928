// SPDX-License-Identifier: Apache-2.0
/** Size before, progress during, the sealed bundle after. */
import { apiBase, request } from '../../frame/request.ts';

export interface ExportEstimate {
  readonly sizeBytes: number;
  readonly segments: number;
  readonly cameras: readonly {
    readonly camera: string;
    readonly sizeBytes: number;
    readonly heldMs: number;
    readonly gapMs: number;
    readonly deletedMs: number;
    readonly unknownMs: number;
  }[];
}
export interface ExportState {
  readonly session: string;
  readonly state: 'waiting' | 'working' | 'done' | 'cancelled' | 'failed';
  /** 0 to 1. */
  readonly progress: number;
  readonly sizeBytes?: number;
  readonly manifest?: string;
  readonly problem?: { readonly code: string; readonly titles: { readonly zh: string; readonly en: string } };
  /** Whether the recorder can burn words into a copy for viewing. */
  readonly viewingCopy?: boolean;
}

export const estimateExport = (
  cameras: readonly string[],
  fromMs: number,
  toMs: number,
): Promise<ExportEstimate> =>
  request(
    `/api/exports/estimate?${new URLSearchParams({ cameras: cameras.join(','), fromMs: String(fromMs), toMs: String(toMs) })}`,
  );
export const readExport = (session: string): Promise<ExportState> => request(`/api/exports/${session}`);
export const cancelExport = (session: string): Promise<ExportState> =>
  request(`/api/exports/${session}`, { method: 'DELETE' });
export const viewingCopyAddress = (session: string, camera: string): string =>
  `${apiBase}/api/media/${session}/viewing-copy/${camera}`;
export const bundleAddress = (session: string): string => `${apiBase}/api/media/${session}/bundle.zip`;
