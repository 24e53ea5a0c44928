// SPDX-License-Identifier: Apache-2.0
import { findProvision, getInstrument, printedArticle, publishedArticle } from '@mingjing/law';

/** e.g. 《公共安全视频图像信息系统管理条例》第十九条; ids that are none are given back. */
export function provisionName(id: string): string {
  const provision = findProvision(id);
  if (!provision) return id;
  return `《${getInstrument(provision.instrument).title}》${publishedArticle(provision) ?? printedArticle(provision) ?? ''}`;
}
