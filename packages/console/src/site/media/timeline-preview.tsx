// SPDX-License-Identifier: Apache-2.0
/** The picture under the pointer on a timeline, once the pointer rests: of an open look, through its gate, and in its register. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import sheet from './timeline.module.css';

/** A pointer that passes asks for nothing: each picture is decoded, and counts as shown. */
const restMs = 400;
/** One picture stands for so long a stretch. */
const bucketMs = 10_000;

interface PreviewProps {
  readonly atMs: number;
  /** Where it stands, as CSS. */
  readonly left: string;
  readonly addressOf: (atMs: number) => string;
}

export function TimelinePreview({ atMs, left, addressOf }: PreviewProps) {
  const { t } = useTranslation();
  const bucket = Math.floor(atMs / bucketMs) * bucketMs;
  const [rested, setRested] = useState<number>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    setFailed(false);
    const timer = setTimeout(() => setRested(bucket), restMs);
    return () => clearTimeout(timer);
  }, [bucket]);
  if (rested !== bucket || failed) return null;
  return (
    <img
      className={sheet.preview}
      style={{ left: `clamp(90px, ${left}, calc(100% - 90px))` }}
      src={addressOf(bucket)}
      alt={t('timeline.preview')}
      onError={() => setFailed(true)}
    />
  );
}
