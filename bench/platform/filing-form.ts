// SPDX-License-Identifier: Apache-2.0
/** A filing that can be handed in, of a plainly invented unit with eight cameras. */
export const completeForm = (name: string) => ({
  name,
  creditCode: '91110199MA00000004',
  placeKind: '宾馆',
  address: '演示区演示路 1 号',
  systemName: '公共安全视频图像信息系统',
  putIntoUseOn: '2026-11-08',
  storageDays: 30,
  people: [{ name: '演示负责人', duty: '主要负责人', phone: '010-00000000' }],
  cameras: Array.from({ length: 8 }, (_, index) => ({
    code: `C${index + 1}`,
    place: '大堂',
    kind: 'dome',
    noForbiddenArea: true,
  })),
});
