// SPDX-License-Identifier: Apache-2.0
/** Every word of the desk, by page. */
import * as law from '../../law/texts.ts';
import * as audit from './audit.ts';
import * as consistency from './consistency.ts';
import * as draws from './draws.ts';
import * as field from './field.ts';
import * as filing from './filing.ts';
import * as importTexts from './import.ts';
import * as map from './map.ts';
import { en as menuEn, zh as menuZh } from './menu.ts';
import * as oversight from './oversight.ts';
import * as people from './people.ts';
import * as process from './process.ts';
import * as publicPages from './public.ts';
import * as recorders from './recorders.ts';
import * as registration from './registration.ts';
import * as signIn from './sign-in.ts';
import * as statistics from './statistics.ts';
import * as systems from './systems.ts';
import * as unit from './unit.ts';
import * as units from './units.ts';
import * as workbench from './workbench.ts';

const pages = {
  signIn,
  workbench,
  filing,
  unit,
  units,
  systems,
  import: importTexts,
  map,
  people,
  audit,
  process,
  draws,
  field,
  consistency,
  statistics,
  oversight,
  public: publicPages,
  recorders,
  registration,
  law,
} as const;

const of = (language: 'zh' | 'en') =>
  Object.fromEntries(Object.entries(pages).map(([name, texts]) => [name, texts[language]]));

export const deskTexts = {
  'zh-CN': { ...menuZh, ...of('zh') },
  en: { ...menuEn, ...of('en') },
} as const;
