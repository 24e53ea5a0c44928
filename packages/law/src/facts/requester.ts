// SPDX-License-Identifier: Apache-2.0
/** Who asks for footage, from the words a person wrote. Words outside the lists stay unknown. */
import type { Tri } from '../types/corpus.ts';

const policeOrStateSecurity = /公安|派出所|警察|刑侦|交警|巡警|特警|国家安全|国安|police|state security/i;
const organ =
  /公安|派出所|警察|刑侦|交警|巡警|国家安全|国安|检察|法院|监察|监委|纪委|军事机关|应急管理|消防|卫生健康|卫健|疾控|市场监督|市场监管|城管|综合执法|税务|海关|海事|生态环境|交通运输|人民政府|区政府|市政府|县政府|街道办|政府|管理局|监督局|委员会|[局厅]$|police|court|procurator|government|bureau/i;
const notOrgan =
  /公司|企业|商店|物业|律师|记者|媒体|居民|业主|村民|市民|个人|本人|家属|亲属|父|母|配偶|妻|丈夫|子女|监护|邻居|学生|顾客|员工|居民委员会|村民委员会|业主委员会|company|resident|owner|neighbour|neighbor|journalist|lawyer/i;
const related =
  /本人|近亲属|父亲|母亲|父母|配偶|妻子|丈夫|子女|儿子|女儿|兄|弟|姐|妹|祖父|祖母|监护|看护|代管|self|parent|spouse|guardian|child/i;
const unrelated = /公司|企业|商店|物业|律师|记者|媒体|邻居|同事|朋友|company|journalist|neighbour|neighbor/i;

const known = (yes: RegExp, no: RegExp, text: string | undefined): Tri => {
  if (text === undefined) return 'unknown';
  if (no.test(text)) return false;
  return yes.test(text) ? true : 'unknown';
};

/** An organ of state with power of its own to investigate, enforce or dispose. */
export const isOrgan = (requester: string | undefined): Tri => known(organ, notOrgan, requester);

/** 公安机关、国家安全机关: the only ones the emergency clause of Qinhuangdao art. 21(2) names. */
export function isPoliceOrStateSecurity(requester: string | undefined): Tri {
  if (requester === undefined) return 'unknown';
  if (policeOrStateSecurity.test(requester) && !notOrgan.test(requester)) return true;
  return isOrgan(requester) === 'unknown' ? 'unknown' : false;
}

/** 本人、近亲属或者其他负有监护、看护、代管责任的人 (D799 art. 21). */
export function isRelatedPerson(requester: string | undefined): Tri {
  if (requester === undefined) return 'unknown';
  if (related.test(requester)) return true;
  return unrelated.test(requester) ? false : 'unknown';
}
