// SPDX-License-Identifier: Apache-2.0
/** A signature on glass. */
import { Button } from 'antd';
import { type PointerEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import sheet from './signature-pad.module.css';

interface Props {
  readonly onSigned: (canvas: HTMLCanvasElement) => void;
  readonly busy: boolean;
}

export function SignaturePad({ onSigned, busy }: Props) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef(false);
  const [empty, setEmpty] = useState(true);
  const at = ({ nativeEvent, currentTarget }: PointerEvent<HTMLCanvasElement>) => ({
    x: (nativeEvent.offsetX / currentTarget.clientWidth) * currentTarget.width,
    y: (nativeEvent.offsetY / currentTarget.clientHeight) * currentTarget.height,
  });
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    const pen = canvas.current?.getContext('2d');
    if (!pen) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drawing.current = true;
    const { x, y } = at(event);
    pen.lineWidth = 4;
    pen.lineCap = 'round';
    pen.beginPath();
    pen.moveTo(x, y);
  };
  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    const pen = canvas.current?.getContext('2d');
    if (!drawing.current || !pen) return;
    const { x, y } = at(event);
    pen.lineTo(x, y);
    pen.stroke();
    setEmpty(false);
  };
  const clear = () => {
    const { current } = canvas;
    current?.getContext('2d')?.clearRect(0, 0, current.width, current.height);
    setEmpty(true);
  };
  return (
    <>
      <canvas
        ref={canvas}
        width={640}
        height={240}
        aria-label={t('field.signHere')}
        className={sheet.pad}
        onPointerDown={begin}
        onPointerMove={go}
        onPointerUp={() => {
          drawing.current = false;
        }}
      />
      <div className={`${layout.row} ${layout.gap2} ${layout.above2}`}>
        <Button onClick={clear}>{t('field.clear')}</Button>
        <Button
          type="primary"
          disabled={empty}
          loading={busy}
          onClick={() => {
            if (canvas.current) onSigned(canvas.current);
            clear();
          }}
        >
          {t('field.keepSignature')}
        </Button>
      </div>
    </>
  );
}
