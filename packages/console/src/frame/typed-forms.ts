// SPDX-License-Identifier: Apache-2.0
/** Forms that somebody typed into and did not save. */

const typed = new Set<HTMLFormElement>();

/** @param target what an input event came from */
export function noteTyped(target: EventTarget | null): void {
  const form = target instanceof Element ? target.closest('form') : null;
  if (form && !form.hasAttribute('data-passing')) typed.add(form);
}

/** Rows of lists and days of calendars; they stand outside the form of the field they belong to. */
const choices =
  '.ant-select-item-option, .ant-cascader-menu-item, .ant-picker-cell, .ant-picker-time-panel-cell';

/**
 * A value picked out of a list or calendar counts as typed. Those stand outside the form and tell it nothing; the field they
 * belong to keeps the focus.
 *
 * @param event a click, or a key pressed in a field whose list is open
 */
export function notePicked(event: Event): void {
  const { target } = event;
  if (!(target instanceof Element)) return;
  const isPick =
    event instanceof KeyboardEvent
      ? event.key === 'Enter' && target.getAttribute('aria-expanded') === 'true'
      : target.closest(choices) !== null;
  if (isPick) noteTyped(document.activeElement);
}

/** @param form absent: all, because something was saved */
export function forgetTyped(form?: EventTarget | null): void {
  if (form === undefined) typed.clear();
  else typed.delete(form as HTMLFormElement);
}

/** A form that has left the page counts no more. */
export function hasTyped(): boolean {
  for (const form of typed) if (!form.isConnected) typed.delete(form);
  return typed.size > 0;
}
