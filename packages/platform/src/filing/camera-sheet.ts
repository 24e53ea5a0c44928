// SPDX-License-Identifier: Apache-2.0
/** A unit's list of cameras as a sheet: read as it is written, wrong cells stay for the check at hand-in. */
import type { FilingForm } from '@mingjing/contracts/desk';
import { asWritten, type Cell, countOf, plainText, readTable, writeSheet } from '@mingjing/web';

type Camera = NonNullable<FilingForm['cameras']>[number];

const columns = [
  ['编号', 'code'],
  ['安装位置', 'place'],
  ['类型', 'kind'],
  ['朝向', 'azimuthDegrees'],
  ['采集距离', 'rangeMetres'],
  ['设备序列号', 'serialNumber'],
  ['经度', 'longitude'],
  ['纬度', 'latitude'],
  ['不拍摄禁止区域', 'noForbiddenArea'],
  ['涉密单位周边', 'nearSecretUnit'],
  ['同意文件编号', 'secretUnitConsent'],
] as const;
type Field = (typeof columns)[number][1];

const numbers: ReadonlySet<Field> = new Set(['azimuthDegrees', 'rangeMetres', 'longitude', 'latitude']);
const ticks: ReadonlySet<Field> = new Set(['noForbiddenArea', 'nearSecretUnit']);

const kinds: Readonly<Record<string, string>> = {
  枪机: 'box',
  枪式: 'box',
  半球: 'dome',
  球机: 'ptz',
  云台: 'ptz',
  云台球机: 'ptz',
  筒型: 'bullet',
  筒机: 'bullet',
  全景: 'panoramic',
  其他: 'other',
};
const yes = /^(是|有|√|✓|1|y|yes|true)$/i;
const no = /^(否|无|不是|×|0|n|no|false)$/i;

/** @throws SheetRefusal `malformed`, `too-large` */
export async function readCameraSheet(bytes: Uint8Array): Promise<readonly Camera[]> {
  const { rows } = await readTable(
    bytes,
    columns.map(([head]) => head),
    ['编号', '安装位置'],
  );
  return rows.map(
    ({ cells }) =>
      Object.fromEntries(
        columns.flatMap(([, field], at) => {
          const value = readCell(field, cells[at] ?? null);
          return value === undefined ? [] : [[field, value]];
        }),
      ) as Camera,
  );
}

function readCell(field: Field, cell: Cell): unknown {
  const text = plainText(cell);
  if (text === '') return undefined;
  if (numbers.has(field)) return countOf(cell);
  if (ticks.has(field)) return yes.test(text) ? true : no.test(text) ? false : undefined;
  if (field === 'kind') return kinds[text] ?? text;
  return asWritten(cell).slice(0, 500);
}

/** Cameras of the same number take what the sheet says of them; the others stay. Pure. */
export function mergeCameras(before: readonly Camera[], read: readonly Camera[]): Camera[] {
  const taken = new Set<Camera>();
  const changed = before.map((camera) => {
    const said = read.find((one) => !taken.has(one) && !!one.code && one.code === camera.code);
    if (said === undefined) return camera;
    taken.add(said);
    return { ...camera, ...said };
  });
  return [...changed, ...read.filter((one) => !taken.has(one))];
}

export function cameraTemplate(): Promise<Uint8Array> {
  const example = ['C1', '门厅（示例行，请删除）', '半球', '90', '15', '', '', '', '是', '否', ''];
  return writeSheet({ name: '设备', heads: columns.map(([head]) => head), rows: [example] });
}
