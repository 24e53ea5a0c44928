// SPDX-License-Identifier: Apache-2.0
/** Every address that gives out pictures, each behind an access session; timelines and exports, which do not. */
import { z } from 'zod';
import { siteOperation } from '../operation.ts';
import { site } from '../roles.ts';
import { CameraId, MsText, Sentence, Span } from './shapes.ts';

const { everyone, viewers } = site;

const Session = z.object({ session: z.string().max(80) });
const Place = Session.extend({ camera: CameraId });

export const PlaybackQuery = z.object({
  fromMs: MsText.optional(),
  toMs: MsText.optional(),
  /** Only fragments that begin with a key frame: for fast speeds. */
  keyFramesOnly: z.stringbool().optional(),
});
export type PlaybackQuery = z.infer<typeof PlaybackQuery>;

export const Timeline = z.object({
  camera: z.string(),
  fromMs: z.number(),
  toMs: z.number(),
  spans: z.array(Span),
  gaps: z.array(Span.extend({ cause: z.string(), sentence: Sentence })),
  deleted: z.array(Span),
  /** Start of the segment being written; footage runs from there to now. */
  openFromMs: z.number().optional(),
});
export type Timeline = z.infer<typeof Timeline>;

export const TimelineQuery = z
  .object({ camera: z.string().min(1).max(64), fromMs: MsText, toMs: MsText })
  .refine((q) => q.fromMs < q.toMs && q.toMs - q.fromMs <= 400 * 86_400_000, {
    path: ['toMs'],
    message: '范围须从早到晚，且不超过 400 天 · the range must run forward and be at most 400 days',
  });

export const DayCoverage = z.object({
  /** Calendar day in China. */
  day: z.string(),
  fromMs: z.number(),
  toMs: z.number(),
  heldMs: z.number(),
  gapMs: z.number(),
  deletedMs: z.number(),
  unknownMs: z.number(),
});
export type DayCoverage = z.infer<typeof DayCoverage>;

export const ExportState = z.object({
  session: z.string(),
  state: z.enum(['waiting', 'working', 'done', 'cancelled', 'failed']),
  /** 0 to 1. */
  progress: z.number(),
  sizeBytes: z.number().optional(),
  /** Hex SHA-256 of manifest.json. */
  manifest: z.string().optional(),
  /** Whether a copy with words burnt in can be made beside it. */
  viewingCopy: z.boolean().optional(),
  /** The one that is being made: of which camera, and how far, 0 to 1. */
  viewing: z.object({ camera: z.string(), progress: z.number() }).optional(),
  problem: z.object({ code: z.string(), titles: Sentence }).optional(),
});
export type ExportState = z.infer<typeof ExportState>;

export const ExportEstimate = z.object({
  /** About this many bytes: original parts and the playable file. */
  sizeBytes: z.number(),
  segments: z.number().int(),
  cameras: z.array(
    z.object({
      camera: z.string(),
      sizeBytes: z.number(),
      heldMs: z.number(),
      gapMs: z.number(),
      deletedMs: z.number(),
      unknownMs: z.number(),
    }),
  ),
});
export type ExportEstimate = z.infer<typeof ExportEstimate>;

const pictures = '图像 Pictures';
const exporting = '导出 Exports';

export const readTimeline = siteOperation({
  method: 'GET',
  path: '/api/timeline',
  roles: everyone,
  tag: pictures,
  summary: { zh: '时间轴', en: 'Timeline' },
  query: TimelineQuery,
  answer: Timeline,
});
export const readTimelineDays = siteOperation({
  method: 'GET',
  path: '/api/timeline/days',
  roles: everyone,
  tag: pictures,
  summary: { zh: '每日保存情况', en: 'Coverage by day' },
  query: TimelineQuery,
  answer: z.object({ camera: z.string(), days: z.array(DayCoverage) }),
});
export const watchLive = siteOperation({
  method: 'GET',
  path: '/api/media/:session/live/:camera',
  roles: viewers,
  tag: pictures,
  summary: { zh: '实时（WebSocket）', en: 'Live (WebSocket)' },
  params: Place,
  /** `wall`: the smaller stream of the camera, where it has one. */
  query: z.object({ stream: z.enum(['main', 'wall']).optional() }),
  socket: true,
});
export const playBack = siteOperation({
  method: 'GET',
  path: '/api/media/:session/playback/:camera',
  roles: viewers,
  tag: pictures,
  summary: { zh: '回放（WebSocket 或 fMP4）', en: 'Playback (WebSocket or fMP4)' },
  params: Place,
  query: PlaybackQuery,
  download: 'video/mp4',
  socket: true,
});
export const readHlsPlaylist = siteOperation({
  method: 'GET',
  path: '/api/media/:session/hls/:camera/index.m3u8',
  roles: viewers,
  tag: pictures,
  summary: { zh: 'HLS 列表', en: 'HLS playlist' },
  params: Place,
  query: PlaybackQuery,
  download: 'application/vnd.apple.mpegurl',
});
export const readHlsPart = siteOperation({
  method: 'GET',
  path: '/api/media/:session/hls/:camera/:part',
  roles: viewers,
  tag: pictures,
  summary: { zh: 'HLS 分段', en: 'HLS parts' },
  params: Place.extend({ part: z.string().max(40) }),
  download: 'video/mp4',
});
export const takeSnapshot = siteOperation({
  method: 'GET',
  path: '/api/media/:session/snapshot/:camera',
  roles: viewers,
  tag: pictures,
  summary: { zh: '截图', en: 'Still' },
  params: Place,
  query: z.object({ atMs: MsText.optional() }),
  download: 'image/jpeg',
});
export const fetchBundle = siteOperation({
  method: 'GET',
  path: '/api/media/:session/bundle.zip',
  roles: viewers,
  tag: exporting,
  summary: { zh: '录像包', en: 'The sealed bundle' },
  params: Session,
  download: 'application/zip',
});
export const fetchViewingCopy = siteOperation({
  method: 'GET',
  path: '/api/media/:session/viewing-copy/:camera',
  roles: viewers,
  tag: exporting,
  summary: { zh: '带水印的观看副本', en: 'Copy for viewing, with words burnt in' },
  params: Place,
  download: 'video/mp4',
});
export const cancelViewingCopy = siteOperation({
  method: 'DELETE',
  path: '/api/media/:session/viewing-copy/:camera',
  roles: viewers,
  tag: exporting,
  summary: { zh: '取消观看副本', en: 'Cancel a copy for viewing that is being made' },
  params: Place,
});
export const estimateExport = siteOperation({
  method: 'GET',
  path: '/api/exports/estimate',
  roles: viewers,
  tag: exporting,
  summary: { zh: '导出大小估计', en: 'Size of an export; cameras separated by commas' },
  query: z.object({
    cameras: z
      .string()
      .min(1)
      .max(4000)
      .transform((text) => text.split(',').filter(Boolean)),
    fromMs: MsText,
    toMs: MsText,
  }),
  answer: ExportEstimate,
});
export const readExport = siteOperation({
  method: 'GET',
  path: '/api/exports/:session',
  roles: viewers,
  tag: exporting,
  summary: { zh: '导出进度', en: 'Progress of an export' },
  params: Session,
  answer: ExportState,
});
export const cancelExport = siteOperation({
  method: 'DELETE',
  path: '/api/exports/:session',
  roles: viewers,
  tag: exporting,
  summary: { zh: '取消导出', en: 'Cancel an export' },
  params: Session,
  answer: ExportState,
});
