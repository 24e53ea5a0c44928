// SPDX-License-Identifier: Apache-2.0
import { cellOf, type Field, type Value } from '@mingjing/contracts/registers';
import { currentLanguage } from '../../../frame/language.ts';
import { useAllCameras } from '../../use-all-cameras.ts';

/** Values as a person reads them: cameras by their names, also those that were removed. */
export function useCells(): (field: Field, value: Value | undefined) => string {
  const { nameOf } = useAllCameras();
  const language = currentLanguage() === 'en' ? 'en' : 'zh';
  return (field, value) =>
    field.kind === 'camera' && typeof value === 'string' ? nameOf(value) : cellOf(field, value, language);
}
