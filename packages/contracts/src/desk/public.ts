// SPDX-License-Identifier: Apache-2.0
/** What anybody may ask and report, and what arrived that way. */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';
import { desk } from '../roles.ts';

const Jurisdiction = z.string().regex(/^\d{6}$/, '六位区划代码 · six digits');

const line = (max: number) => z.string().trim().min(2).max(max);

const Acknowledged = z.object({
  number: z.string(),
  receivedAt: z.string(),
  organ: z.string().nullable().describe('收到它的公安机关'),
});

export const mostPhotos = 3;
/** Of one photo of a report, in bytes. */
export const mostPhotoBytes = 3_000_000;
const base64Chars = Math.ceil(mostPhotoBytes / 3) * 4;

export const listServedPlaces = deskOperation({
  method: 'GET',
  path: '/api/public/places',
  roles: 'anyone',
  tag: 'public',
  summary: { zh: '本平台办理的地方', en: 'Places this platform serves' },

  answer: z.array(z.object({ code: z.string(), name: z.string().describe('公安机关') })),
});

export const lookUpNumber = deskOperation({
  method: 'GET',
  path: '/api/public/hand-ins/:number',
  roles: 'anyone',
  tag: 'public',
  summary: {
    zh: '凭编号查办到哪一步',
    en: 'Where a report, a request or a registration stands, by its number',
  },
  params: z.object({ number: z.string().trim().toUpperCase().min(8).max(40) }),

  answer: z.object({
    kind: z.enum(['camera-report', 'footage-request', 'unit-registration']),
    receivedAt: z.string(),
    state: z.string(),
    reason: z.string().nullable(),
    organ: z.string().nullable(),
    heldAt: z
      .string()
      .nullable()
      .describe('录像机何时保全了申请的录像 · when a recorder held the footage that was asked for'),
  }),
  perMinute: 20,
});

/** What a citizen reports; a complaint about an official is seen by internal supervision only. */
export const ReportAbout = z.enum(['camera', 'official']);

export const ReportRow = z.object({
  id: z.uuid(),
  number: z.string(),
  place: z.string(),
  description: z.string(),
  contact: z.string().nullable().describe('遮去中间；完整的另行打开并记入审计'),
  state: z.string(),
  createdAt: z.string(),
  photos: z.array(z.uuid()),
  about: ReportAbout,
  thingId: z.uuid().nullable().describe('办理它的举报投诉 · the complaint that it became'),
});

export const RequestRow = z.object({
  id: z.uuid(),
  number: z.string(),
  place: z.string(),
  fromAt: z.string(),
  toAt: z.string(),
  relation: z.string(),
  reason: z.string(),
  name: z.string(),
  contact: z.string().describe('遮去中间；完整的另行打开并记入审计'),
  state: z.string(),
  createdAt: z.string(),
});

export const checkReceipt = deskOperation({
  method: 'GET',
  path: '/api/public/receipts/:code',
  roles: 'anyone',
  tag: 'public',
  summary: { zh: '核对备案回执', en: 'Check a filing receipt' },

  params: z.object({ code: z.string().trim().min(8).max(32) }),

  answer: z.object({
    receiptNumber: z.string(),
    unitName: z.string(),
    kind: z.string(),
    handedInOn: z.string().nullable().describe('交齐之日'),
    verifiedAt: z.string(),
    organ: z.string().nullable(),
    superseded: z.boolean().describe('之后又有新的备案'),
  }),
});

export const reportCamera = deskOperation({
  method: 'POST',
  path: '/api/public/camera-reports',
  roles: 'anyone',
  tag: 'public',
  summary: { zh: '举报违法安装的摄像机', en: 'Report a camera set up against the law' },

  body: z.object({
    jurisdiction: Jurisdiction,
    place: line(200),
    description: line(2000),
    contact: z.string().trim().max(120).optional(),
    about: ReportAbout.default('camera').describe(
      '涉及公安人员的只有内部监督看得到 · about an official: internal supervision only',
    ),
    photos: z
      .array(z.base64().min(8).max(base64Chars))
      .max(mostPhotos)
      .optional()
      .describe('照片：JPEG 或 PNG，Base64，每张不超过 3 MB'),
  }),
  uploadBytes: mostPhotos * base64Chars + 20_000,

  answer: Acknowledged,
  status: 201,
  perMinute: 30,
});

export const requestFootage = deskOperation({
  method: 'POST',
  path: '/api/public/footage-requests',
  roles: 'anyone',
  tag: 'public',
  summary: { zh: '申请查看与自己有关的图像', en: 'Ask to see footage that concerns oneself' },

  body: z
    .object({
      jurisdiction: Jurisdiction,
      place: line(200),
      receipt: z
        .string()
        .trim()
        .toUpperCase()
        .min(6)
        .max(40)
        .optional()
        .describe(
          '备案回执上的核验码（提示标识的二维码里）：写明的，录像立即保全 · code of the unit’s receipt: footage is held at once',
        ),
      fromAt: z.iso.datetime({ offset: true }),
      toAt: z.iso.datetime({ offset: true }),
      relation: z.enum(['self', 'near-relative', 'guardian', 'caretaker', 'custodian', 'other']),
      reason: line(2000),
      name: line(60),
      contact: line(120),
    })
    .refine(({ fromAt, toAt }) => Date.parse(fromAt) < Date.parse(toAt), {
      path: ['toAt'],
      message: '终点须晚于起点 · must be after the beginning',
    }),

  answer: Acknowledged.extend({
    unit: z
      .string()
      .nullable()
      .describe(
        '对应的单位；没有写明或者没有这个核验码的为空 · the unit that is asked; null: none was named or known',
      ),
  }),
  status: 201,
  perMinute: 30,
});

export const listCameraReports = deskOperation({
  method: 'GET',
  path: '/api/camera-reports',
  roles: desk.readersOfReports,
  tag: 'public',
  summary: { zh: '收到的举报', en: 'Reports received' },
  touches: 'camera-report',

  answer: z.array(ReportRow),
});

export const openReportedComplaint = deskOperation({
  method: 'POST',
  path: '/api/camera-reports/:id/complaint',
  roles: ['supervisionOfficer', 'internalSupervisor'],
  tag: 'public',
  summary: { zh: '把收到的举报转入办理', en: 'Take a report up as a complaint' },
  touches: 'camera-report',
  params: z.object({ id: z.uuid() }),

  answer: z.object({ thingId: z.uuid() }),
});

export const readReportPhoto = deskOperation({
  method: 'GET',
  path: '/api/camera-reports/:id/photos/:photo',
  roles: desk.readersOfReports,
  tag: 'public',
  summary: { zh: '举报附的照片', en: 'A photo of a report' },
  touches: 'camera-report',
  params: z.object({ id: z.uuid(), photo: z.uuid() }),

  download: 'application/octet-stream',
});

export const listFootageRequests = deskOperation({
  method: 'GET',
  path: '/api/footage-requests',
  roles: desk.readersOfReports,
  tag: 'public',
  summary: { zh: '收到的查看申请', en: 'Requests to see footage received' },
  touches: 'footage-request',

  answer: z.array(RequestRow),
});

/** Those who work with what citizens handed in; who heads or reviews reads it without the number. */
const reachers = [...desk.officers, ...desk.caseOfficers] as const;
const Purpose = z.object({ purpose: z.string().trim().min(2).max(200) });

export const openReportContact = deskOperation({
  method: 'GET',
  path: '/api/camera-reports/:id/contact',
  roles: reachers,
  tag: 'public',
  summary: {
    zh: '打开举报人的联系方式；理由和打开的人记入审计',
    en: 'Open how a citizen who reported is reached; reason and person go into the audit record',
  },
  touches: 'phone',
  params: z.object({ id: z.uuid() }),
  query: Purpose,

  answer: z.object({ phone: z.string() }),
});

export const openRequestContact = deskOperation({
  method: 'GET',
  path: '/api/footage-requests/:id/contact',
  roles: reachers,
  tag: 'public',
  summary: {
    zh: '打开申请人的联系方式；理由和打开的人记入审计',
    en: 'Open how a citizen who asked is reached; reason and person go into the audit record',
  },
  touches: 'phone',
  params: z.object({ id: z.uuid() }),
  query: Purpose,

  answer: z.object({ phone: z.string() }),
});
