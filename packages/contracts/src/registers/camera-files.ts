// SPDX-License-Identifier: Apache-2.0
import { site } from '../roles.ts';
import type { Values } from './field.ts';
import { answered, everyRow, type Finding, type Look, stillValid } from './findings.ts';
import { register } from './register.ts';

/** The newest file of each camera that is here; a camera without a file leaves every question about all open. */
function ofEveryCamera({ rows, cameras }: Look, judge: (row: Values) => Finding): Finding {
  const newest = new Map(rows.map((row) => [row['camera'], row]));
  return everyRow(
    cameras.map((camera) => newest.get(camera) ?? {}),
    (row) => (row['camera'] === undefined ? undefined : judge(row)),
  );
}

/** A yes that must be no. */
const not = (value: Values[string] | undefined): Finding => {
  const is = answered(value);
  return is === undefined ? undefined : !is;
};

/** 设备档案: where a camera stands, what it sees, and by which product; the questions of arts. 8, 10 and 13. */
export const cameraFiles = register({
  id: 'camera-files',
  title: { zh: '设备档案', en: 'Camera files' },
  about: {
    zh: '每台摄像机一份：位置、角度、采集范围，是否照到禁止部位、他人空间、涉密单位，产品及其认证。移动后重新填写。',
    en: 'One for each camera: place, angle, range; whether it shows forbidden places, others’ space or a secret unit; the product and its certificate. Written anew when the camera moves.',
  },
  fields: {
    camera: { kind: 'camera', zh: '摄像机', en: 'Camera', required: true },
    place: { kind: 'text', zh: '安装位置', en: 'Place', required: true },
    angle: { kind: 'text', zh: '角度和高度', en: 'Angle and height', required: true },
    range: { kind: 'note', zh: '采集范围', en: 'What it covers', required: true, most: 1000 },
    necessity: { kind: 'note', zh: '为什么必需', en: 'Why it is needed', most: 1000, aside: true },
    forbiddenPlace: {
      kind: 'yes-no',
      zh: '在客房、宿舍、浴室、卫生间、更衣室、哺乳室等内部，或能拍到其内部',
      en: 'Inside a guest room, dormitory, bathroom, toilet, changing or nursing room, or able to see into one',
      answer: true,
    },
    beyondPremises: {
      kind: 'yes-no',
      zh: '照到本单位范围以外的他人空间',
      en: 'Covers others’ space beyond the premises',
      answer: true,
    },
    secretUnit: {
      kind: 'choice',
      zh: '涉密单位周边',
      en: 'Near a secret unit',
      choices: {
        no: { zh: '不在', en: 'no' },
        consent: { zh: '在，已征得同意', en: 'yes, with its consent' },
        none: { zh: '在，未征得同意', en: 'yes, without its consent' },
      },
    },
    view: { kind: 'file', zh: '视场截图', en: 'Reference view', aside: true },
    product: { kind: 'text', zh: '产品型号', en: 'Product', aside: true },
    certificate: {
      kind: 'text',
      zh: '产品检验、认证证书编号',
      en: 'Product certificate',
      most: 80,
      aside: true,
    },
    certificateScan: { kind: 'file', zh: '证书扫描件', en: 'Scan of the certificate', aside: true },
    certifiedUntil: {
      kind: 'day',
      zh: '证书到期',
      en: 'Certificate valid until',
      due: { zh: '更新产品证书', en: 'Renew the product certificate' },
    },
  },
  writers: site.deciders,
  readers: site.readers,
  obligation: 'd799/placement-and-signs',
  checklistItems: [9, 10, 3],
  keptFor: 'penalty-law-2021/limitation-years',
  settled: ({ camera }, later) => later.some((next) => next['camera'] === camera),
  shows: {
    placementJustified: (look) =>
      ofEveryCamera(look, ({ forbiddenPlace, beyondPremises }) => {
        const answers = [not(forbiddenPlace), not(beyondPremises)];
        return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
      }),
    viewWithinPremises: (look) => ofEveryCamera(look, (row) => not(row['beyondPremises'])),
    noPrivateSpaceCamera: (look) => ofEveryCamera(look, (row) => not(row['forbiddenPlace'])),
    secretUnitConsent: (look) =>
      ofEveryCamera(look, ({ secretUnit }) => (secretUnit === null ? undefined : secretUnit !== 'none')),
    productsCertified: (look) => ofEveryCamera(look, (row) => certified(row, look.today)),
    productsCompliant: (look) => ofEveryCamera(look, (row) => certified(row, look.today)),
  },
});

const certified = ({ certificate, certifiedUntil }: Values, today: string): Finding =>
  certificate === null ? undefined : stillValid(certifiedUntil, today);
