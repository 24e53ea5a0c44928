// SPDX-License-Identifier: Apache-2.0
/** The shape of a page's words: English has every key that Chinese has. */
export type SameKeys<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> };
