// SPDX-License-Identifier: Apache-2.0
/** Headings of the tables that are imported, and the field each stands for. */

export const unitColumns = [
  ['单位名称', 'name'],
  ['统一社会信用代码', 'creditCode'],
  ['场所类型', 'placeKind'],
  ['地址', 'address'],
  ['行政区划代码', 'jurisdiction'],
  ['存储天数', 'storageDays'],
  ['竣工验收合格日期', 'acceptancePassedOn'],
  ['投入使用日期', 'putIntoUseOn'],
  ['经度', 'longitude'],
  ['纬度', 'latitude'],
] as const;

/** The first six must be there. */
export const filingColumns = [
  ['单位名称', 'name'],
  ['场所类型', 'placeKind'],
  ['地址', 'address'],
  ['行政区划代码', 'jurisdiction'],
  ['备案日期', 'filedOn'],
  ['回执号', 'receiptNumber'],
  ['统一社会信用代码', 'creditCode'],
  ['全国备案回执号', 'nationalReceiptNumber'],
  ['存储天数', 'storageDays'],
  ['投入使用日期', 'putIntoUseOn'],
] as const;
