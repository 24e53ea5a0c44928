// SPDX-License-Identifier: Apache-2.0
/** Entry of the recorder's pages. */
import { startConsole } from '../frame/start-console.tsx';
import { router } from './app.tsx';
import { firstTexts } from './first-texts.ts';

startConsole(firstTexts, router);
