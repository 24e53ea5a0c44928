// SPDX-License-Identifier: Apache-2.0
/** Making elements. Text is always set as text: nothing from a bundle becomes markup. */

type Child = Node | string | undefined | false;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  for (const child of children) if (child !== undefined && child !== false) made.append(child);
  return made;
}

/** Rows of name and value; rows without a value are left out. */
export function definitions(rows: readonly (readonly [string, string | undefined])[]): HTMLElement {
  const list = element('dl', 'facts');
  for (const [name, value] of rows)
    if (value !== undefined && value !== '') list.append(element('dt', '', name), element('dd', '', value));
  return list;
}
