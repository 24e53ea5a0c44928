// SPDX-License-Identifier: Apache-2.0
/** Every word of the desk, by page. */
import * as law from '../law/texts.ts';
import * as audit from './audit/texts.ts';
import * as chronicle from './chronicle/texts.ts';
import * as consistency from './consistency/texts.ts';
import * as draws from './draws/texts.ts';
import * as field from './field/texts.ts';
import * as filing from './filings/texts.ts';
import * as importTexts from './import/texts.ts';
import * as map from './map/texts.ts';
import { en as menuEn, zh as menuZh } from './menu-texts.ts';
import * as oversight from './oversight/texts.ts';
import * as people from './people/texts.ts';
import * as footage from './process/footage-texts.ts';
import * as process from './process/texts.ts';
import * as publicPages from './public/texts.ts';
import * as recorders from './recorders/texts.ts';
import * as registration from './registrations/texts.ts';
import * as signIn from './sign-in/texts.ts';
import * as statistics from './statistics/texts.ts';
import * as systems from './systems/texts.ts';
import * as unit from './unit/texts.ts';
import * as units from './units/texts.ts';
import * as workbench from './workbench/texts.ts';

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
  footage,
  draws,
  field,
  consistency,
  statistics,
  oversight,
  public: publicPages,
  recorders,
  chronicle,
  registration,
  law,
} as const;

const of = (language: 'zh' | 'en') =>
  Object.fromEntries(Object.entries(pages).map(([name, texts]) => [name, texts[language]]));

export const deskTexts = {
  'zh-CN': { ...menuZh, ...of('zh') },
  en: { ...menuEn, ...of('en') },
} as const;
