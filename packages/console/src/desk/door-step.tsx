// SPDX-License-Identifier: Apache-2.0
/** The page around what one sees without being signed in. */
import { Typography } from 'antd';
import { createContext, type ReactNode, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import door from '../frame/door.module.css';
import layout from '../frame/layout.module.css';
import { LanguageButton, Mark } from '../frame/mark.tsx';

const links = [
  ['/desk/public/register', 'signIn.register'],
  ['/desk/public/schedule', 'signIn.schedule'],
  ['/desk/public/receipt', 'signIn.receipt'],
  ['/desk/public/report', 'signIn.report'],
  ['/desk/public/request', 'signIn.request'],
  ['/desk/public/look-up', 'signIn.lookUp'],
] as const;

/** Within a dialog over a page that is still there, a step has no page of its own. */
export const OverThePage = createContext(false);

export function DoorStep(props: {
  readonly title: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  if (useContext(OverThePage))
    return (
      <>
        <Typography.Title level={2} className={`${layout.large} ${layout.above0}`}>
          {props.title}
        </Typography.Title>
        {props.children}
      </>
    );
  return (
    <div className={door.page}>
      <main className={props.wide ? door.cardWide : door.cardNarrow}>
        <div className={door.paper}>
          <div className={`${layout.row} ${layout.middle} ${layout.gap3} ${layout.below4}`}>
            <Mark size={34} />
            <Typography.Text strong className={`${layout.lead} ${layout.grows}`}>
              {t('product')}
            </Typography.Text>
            <LanguageButton />
          </div>
          <Typography.Title level={1} className={`${layout.large} ${layout.above0}`}>
            {props.title}
          </Typography.Title>
          {props.children}
        </div>
      </main>
      <nav
        aria-label={t('signIn.publicPages')}
        className={`${layout.row} ${layout.wraps} ${layout.gap4} ${layout.inside4}`}
      >
        <a className={door.link} href="/desk/">
          {t('signIn.title')}
        </a>
        {links.map(([href, text]) => (
          <a key={href} className={door.link} href={href}>
            {t(text)}
          </a>
        ))}
      </nav>
    </div>
  );
}
