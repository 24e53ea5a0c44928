// SPDX-License-Identifier: Apache-2.0
/**
 * Leaving a page asks first when something was typed into a form of it and not saved: by a link, by "back" on a phone, by
 * closing the window. What counts as typed or picked is seen at the document, so that no form can forget to say it;
 * an action that succeeded (`useAction`) or a form that is gone ends it. A form that only looks something up says `data-passing`.
 */
import { useBlocker } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { forgetTyped, hasTyped, notePicked, noteTyped } from './typed-forms.ts';

/** A page that shows another thing under another `?` is left as well. */
const sameSearch = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

export function LeaveGuard() {
  const { t } = useTranslation();
  useEffect(() => {
    const typed = ({ target }: Event) => noteTyped(target);
    const emptied = ({ target }: Event) => forgetTyped(target);
    document.addEventListener('input', typed, true);
    // A file dropped onto a form.
    document.addEventListener('drop', typed, true);
    document.addEventListener('click', notePicked, true);
    document.addEventListener('keydown', notePicked, true);
    document.addEventListener('reset', emptied, true);
    return () => {
      document.removeEventListener('drop', typed, true);
      document.removeEventListener('click', notePicked, true);
      document.removeEventListener('keydown', notePicked, true);
      document.removeEventListener('input', typed, true);
      document.removeEventListener('reset', emptied, true);
    };
  }, []);
  useBlocker({
    shouldBlockFn: ({ current, next }) => {
      if (current.pathname === next.pathname && sameSearch(current.search, next.search)) return false;
      if (!hasTyped()) return false;
      const leaves = window.confirm(t('frame.leave'));
      if (leaves) forgetTyped();
      return !leaves;
    },
    enableBeforeUnload: hasTyped,
  });
  return null;
}
