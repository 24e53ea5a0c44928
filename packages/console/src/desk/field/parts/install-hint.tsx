// SPDX-License-Identifier: Apache-2.0
/** Before a visit: installed and kept for good, or how many days a browser that clears its storage leaves. */
import { Alert, Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';

/** What Chromium hands out when the page may be installed. */
interface InstallPrompt extends Event {
  readonly prompt: () => Promise<unknown>;
}

/** Safari clears what a page that is not installed has written after seven days without a visit. */
const daysUntilCleared = 7;

export function InstallHint() {
  const { t } = useTranslation();
  const [prompt, setPrompt] = useState<InstallPrompt>();
  const [kept, setKept] = useState<boolean>();
  const [online, setOnline] = useState(navigator.onLine);
  const installed = window.matchMedia('(display-mode: standalone)').matches;
  useEffect(() => {
    const offer = (event: Event) => {
      event.preventDefault();
      setPrompt(event as InstallPrompt);
    };
    const network = () => setOnline(navigator.onLine);
    window.addEventListener('beforeinstallprompt', offer);
    window.addEventListener('online', network);
    window.addEventListener('offline', network);
    void navigator.storage?.persist?.().then(setKept);
    return () => {
      window.removeEventListener('beforeinstallprompt', offer);
      window.removeEventListener('online', network);
      window.removeEventListener('offline', network);
    };
  }, []);
  return (
    <>
      {online ? null : <Alert type="info" showIcon title={t('field.offline')} className={layout.below3} />}
      {installed || kept === true ? null : (
        <Alert
          type="warning"
          showIcon
          className={layout.below3}
          title={t('field.notInstalled', { days: daysUntilCleared })}
          action={
            prompt ? (
              <Button size="small" onClick={() => void prompt.prompt()}>
                {t('field.install')}
              </Button>
            ) : undefined
          }
        />
      )}
    </>
  );
}
