// SPDX-License-Identifier: Apache-2.0
/** What a good value of each field of the filing form looks like, for the person who wrote another. */
import type { Words } from '../operation.ts';

const text = (zhMost: number): Words => ({
  zh: `不超过 ${zhMost} 个字`,
  en: `at most ${zhMost} characters`,
});
const longitude = {
  zh: '经度写 −180 到 180 之间的度数，例如 116.39712',
  en: 'a longitude in degrees between −180 and 180, such as 116.39712',
};
const latitude = {
  zh: '纬度写 −90 到 90 之间的度数，例如 39.90750',
  en: 'a latitude in degrees between −90 and 90, such as 39.90750',
};
const day = { zh: '写成 2026-01-05 这样的日期', en: 'a day such as 2026-01-05' };

const sentences: Readonly<Record<string, Words>> = {
  name: text(120),
  creditCode: { zh: '不超过 18 位', en: 'at most 18 characters' },
  placeKind: text(60),
  address: text(200),
  longitude,
  latitude,
  people: { zh: '责任人员 1 到 20 人', en: '1 to 20 responsible people' },
  systemName: text(120),
  acceptancePassedOn: day,
  putIntoUseOn: day,
  storageDays: { zh: '写整数天数，0 到 3650，例如 30', en: 'whole days from 0 to 3650, such as 30' },
  operator: text(120),
  networked: text(200),
  cameras: {
    zh: '设备 1 到 2000 台；更多的分系统备案',
    en: '1 to 2000 cameras; file more as another system',
  },
  'people.name': text(60),
  'people.duty': text(60),
  'people.phone': {
    zh: '电话号码写 5 到 24 位数字，可以带区号、短横和空格，例如 010-00000000',
    en: 'a telephone number of 5 to 24 digits, with dashes or blanks if you like, such as 010-00000000',
  },
  'cameras.code': text(64),
  'cameras.place': text(200),
  'cameras.kind': {
    zh: '从枪式、半球、云台球机、筒型、全景、其他里选一种',
    en: 'one of box, dome, PTZ, bullet, panoramic, other',
  },
  'cameras.azimuthDegrees': {
    zh: '朝向写 0 到 359 的整数度，正北为 0',
    en: 'a direction in whole degrees from 0 to 359, north is 0',
  },
  'cameras.rangeMetres': { zh: '采集距离写 0 到 20000 的整数米', en: 'whole metres from 0 to 20000' },
  'cameras.serialNumber': text(64),
  'cameras.secretUnitConsent': text(200),
  'cameras.longitude': longitude,
  'cameras.latitude': latitude,
};

const other = { zh: '写法不对', en: 'not well formed' };

/** @param path as a check names it: `cameras.3.place` */
export const filingSentence = (path: string): Words => sentences[path.replaceAll(/\.\d+/g, '')] ?? other;
