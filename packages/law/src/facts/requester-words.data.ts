// SPDX-License-Identifier: Apache-2.0
/** Words that name who asks for footage, separated by 「、」, each with the kinds it may mean. */
import type { RequesterKind } from '../types/facts.ts';

export const REQUESTER_WORDS: readonly (readonly [kinds: readonly RequesterKind[], words: string])[] = [
  [
    ['police'],
    '公安局、公安分局、公安厅、公安机关、公安部、公安、派出所、警察、民警、刑侦、经侦、治安支队、治安大队、刑警、交警、巡警、特警、国家安全局、国家安全机关、国家安全、国安、police、state security',
  ],
  [
    ['organ'],
    '检察院、检察、法院、监察委员会、监察委、监察、监委、纪委、军事机关、应急管理局、应急管理、消防救援、消防、卫生健康委员会、卫生健康、卫健委、卫健、疾控、市场监督管理局、市场监督、市场监管、城管、综合执法、税务、海关、海事、生态环境、交通运输、人民政府、区政府、市政府、县政府、街道办事处、街道办、政府、管理局、监督局、管理委员会、委员会、局、厅、court、procurator、procuratorate、government、bureau',
  ],
  [
    ['related'],
    '本人、近亲属、父亲、母亲、父母、爸爸、妈妈、父、母、配偶、妻子、妻、丈夫、子女、儿子、女儿、兄弟、姐妹、祖父、祖母、爷爷、奶奶、外公、外婆、监护人、监护、看护人、看护、代管人、代管、self、parent、spouse、guardian、child',
  ],
  [
    ['related', 'other'],
    '居民、业主、住户、村民、市民、个人、家属、亲属、家长、学生、顾客、员工、resident、owner',
  ],
  [
    ['other'],
    '公司、企业、商店、商场、物业、保安、律师、律师事务所、记者、媒体、邻居、同事、朋友、居民委员会、居委会、村民委员会、村委会、业主委员会、业委会、company、neighbour、neighbor、journalist、lawyer',
  ],
];
