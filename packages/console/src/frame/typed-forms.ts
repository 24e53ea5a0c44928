// SPDX-License-Identifier: Apache-2.0
/** Forms that somebody typed into and did not save. */

const typed = new Set<HTMLFormElement>();

/** @param target what an input event came from */
export function noteTyped(target: EventTarget | null): void {
  const form = target instanceof Element ? target.closest('form') : null;
  if (form && !form.hasAttribute('data-passing')) typed.add(form);
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
