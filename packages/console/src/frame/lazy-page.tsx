// SPDX-License-Identifier: Apache-2.0
/** Pages that are fetched when somebody opens them, with the words of the console: who signs in waits for neither. */
import { Spin } from 'antd';
import { type ComponentType, createContext, type FunctionComponent, lazy, Suspense, useContext } from 'react';
import { addTexts, type Texts } from './language.ts';
import layout from './layout.module.css';

const reloaded = 'mingjing.reloaded';

/** Where a newer version of the program answers, the parts of the old page are gone: the page is read anew, once a minute at most. */
export function watchForNewVersion(): void {
  addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(reloaded) ?? 0);
    if (Date.now() - last < 60_000) return;
    sessionStorage.setItem(reloaded, String(Date.now()));
    event.preventDefault();
    location.reload();
  });
}

/** True within a page that has the room for messages and questions around it already. */
const HasRoom = createContext(false);

/** What is fetched: the file that exports the component under this name. */
type Load<Props, Name extends string> = () => Promise<Readonly<Record<Name, ComponentType<Props>>>>;

/** @param words all words of the console, fetched once with the first page that is not the door */
export function pagesWith(words: () => Promise<Texts>) {
  let known: Promise<void> | undefined;
  const learn = (): Promise<void> => {
    known ??= words().then(addTexts, (error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
  return <Props extends object, Name extends string>(
    load: Load<Props, Name>,
    name: Name,
  ): FunctionComponent<Props> => {
    const Page = lazy(async () => {
      const [file, { App: Room }] = await Promise.all([load(), import('./room.ts'), learn()]);
      const Inner = file[name] as ComponentType<object>;
      return {
        default: (props: object) =>
          useContext(HasRoom) ? (
            <Inner {...props} />
          ) : (
            <Room>
              <HasRoom value>
                <Inner {...props} />
              </HasRoom>
            </Room>
          ),
      };
    });
    return (props) => (
      <Suspense fallback={<Spin className={layout.block} />}>
        <Page {...props} />
      </Suspense>
    );
  };
}

/** A part of a page that few need, fetched when it is shown. */
export function lazyPart<Props extends object, Name extends string>(
  load: Load<Props, Name>,
  name: Name,
): FunctionComponent<Props> {
  const Part = lazy(async () => ({ default: (await load())[name] as ComponentType<object> }));
  return (props) => (
    <Suspense fallback={<Spin />}>
      <Part {...props} />
    </Suspense>
  );
}
