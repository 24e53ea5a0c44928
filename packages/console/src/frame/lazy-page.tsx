// SPDX-License-Identifier: Apache-2.0
/** A page that is fetched when somebody opens it: the first page does not wait for the others. */
import { Spin } from 'antd';
import { type ComponentType, type FunctionComponent, lazy, Suspense } from 'react';
import layout from './layout.module.css';

const reloaded = 'mingjing.reloaded';

/** Where a newer version of the program answers, the parts of the old page are gone: the page is read anew, once. */
export function watchForNewVersion(): void {
  addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(reloaded) ?? 0);
    if (Date.now() - last < 60_000) return;
    sessionStorage.setItem(reloaded, String(Date.now()));
    event.preventDefault();
    location.reload();
  });
}

/**
 * @param load fetches the file with the page
 * @param name the page's component in it
 */
export function lazyPage<Props extends object, Name extends string>(
  load: () => Promise<Readonly<Record<Name, ComponentType<Props>>>>,
  name: Name,
): FunctionComponent<Props> {
  const Page = lazy(async () => ({ default: (await load())[name] as ComponentType<object> }));
  return (props) => (
    <Suspense fallback={<Spin className={layout.block} />}>
      <Page {...props} />
    </Suspense>
  );
}
