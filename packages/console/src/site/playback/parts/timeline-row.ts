// SPDX-License-Identifier: Apache-2.0
/** One camera's day as the timeline draws it: footage, gaps with their cause, what is gone, what is held. */
import { currentLanguage } from '../../../frame/language.ts';
import type { CameraTimeline } from '../../api/footage.ts';
import type { Hold } from '../../api/holds.ts';
import type { TimelineRow, TimelineSpan } from '../../media/timeline.tsx';

interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

export function timelineRow(
  name: string,
  camera: string,
  timeline: CameraTimeline | undefined,
  holds: readonly Hold[],
  day: Range,
): TimelineRow {
  const english = currentLanguage() === 'en';
  const footage = timeline?.spans ?? [];
  const open: readonly Range[] =
    timeline?.openFromMs === undefined ? [] : [{ fromMs: timeline.openFromMs, toMs: Date.now() }];
  const held = holds
    .filter(
      (hold) => hold.releasedMs === undefined && (hold.cameras.length === 0 || hold.cameras.includes(camera)),
    )
    .map(
      (hold): TimelineSpan => ({ kind: 'held', fromMs: hold.fromMs, toMs: hold.toMs, label: hold.reason }),
    );
  const spans: readonly TimelineSpan[] = [
    ...[...footage, ...open].map(({ fromMs, toMs }): TimelineSpan => ({ kind: 'footage', fromMs, toMs })),
    ...(timeline?.gaps ?? []).map(
      ({ fromMs, toMs, sentence }): TimelineSpan => ({
        kind: 'gap',
        fromMs,
        toMs,
        label: english ? sentence.en : sentence.zh,
      }),
    ),
    ...(timeline?.deleted ?? []).map(({ fromMs, toMs }): TimelineSpan => ({ kind: 'deleted', fromMs, toMs })),
    ...held,
  ];
  return {
    id: camera,
    name,
    spans: spans.filter(({ fromMs, toMs }) => toMs > day.fromMs && fromMs < day.toMs),
  };
}
