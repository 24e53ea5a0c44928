// SPDX-License-Identifier: Apache-2.0
/** What must be shown before a clause of Decree 799 reaches a case: the place and the unit first. */
import type { Element } from '../../forms/violation.ts';
import { both, byIndividual, id } from './terms.ts';

export const scope: Element = {
  what: '属于公共安全视频图像信息系统',
  when: { fact: 'isPublicSecurityVideoSystem', in: [true] },
  provision: id('definition'),
  asks: [],
  force: 'named',
  absent: 'outside-scope',
  absentMeansNotAddressed: true,
};
export const managementUnit: Element = {
  what: '公共安全视频系统管理单位（第七条）',
  when: {
    any: [
      { fact: 'isManagementUnit', in: [true] },
      both({ fact: 'placeIsD799Art7', in: [true] }, { not: { fact: 'isManagementUnit', in: [false] } }),
    ],
  },
  provision: id('others-ban'),
  asks: [],
  force: 'named',
  absent: 'not-management-unit',
  absentMeansNotAddressed: true,
};
/** Art. 9(2): outside the places of art. 7, arts. 11, 14, 15, 16(2) and 17 do not apply (E57). */
export const art7Place: Element = {
  what: '场所属于第七条（第九条的其他公共场所不适用本条义务）',
  when: { fact: 'placeIsD799Art7', in: [true] },
  provision: id('other-public-places-exempt'),
  asks: ['place'],
  force: 'presupposed',
  absent: 'other-public-place',
};
export const publicPlace: Element = {
  what: '安装在公共场所',
  when: { not: { fact: 'placeIsNonPublic', in: [true] } },
  provision: id('non-public-places'),
  asks: [],
  force: 'named',
  absent: 'non-public-place',
};
/** Art. 8: 「公共场所的下列区域、部位」; a changing room or bath is one unless it is known to be in a home. */
export const areaOfPublicPlace: Element = {
  ...publicPlace,
  provision: id('prohibited-areas'),
  wordsMayStayOpen: true,
};
export const notResponsible: Element = {
  what: '不是政府有关部门或者对场所负有经营管理责任（安全防范义务）的单位',
  when: {
    any: [
      {
        not: {
          any: [
            { fact: 'isManagementUnit', in: [true] },
            { fact: 'actor', in: ['government'] },
          ],
        },
      },
      both(byIndividual, { fact: 'placeIsD799Art7', in: [true] }),
      both({ not: { fact: 'actor', in: ['government'] } }, { fact: 'placeIsD799Art7Government', in: [true] }),
    ],
  },
  provision: id('others-ban'),
  asks: [],
  force: 'named',
  absent: 'responsible-unit',
};
export const installedUnderArt7: Element = {
  ...art7Place,
  what: '设备是依据第七条规定安装的（第二十三条第二项，E61）',
  provision: id('prohibited-acts'),
  absent: 'not-installed-under-art7',
};
