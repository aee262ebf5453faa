/** Connects a number by hand: app, identifiers and token, then the webhook. */
import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { clsx } from 'clsx';
import { Check, X } from 'lucide-react';
import { useState } from 'react';
import type { Line } from '@/api/types';
import { BACKDROP, POPUP, useFirstControl } from '@/components/ui/dialog';
import { Logo } from '@/components/ui/logo';
import { useI18n } from '@/lib/i18n';
import { ConnectApp } from './connect-app';
import { ConnectDone } from './connect-done';
import { ConnectNumber } from './connect-number';

const STEPS = ['app', 'number', 'webhook'] as const;
type Step = (typeof STEPS)[number];

export function ConnectWizard({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const [step, setStep] = useState<Step>('app');
  const [app, setApp] = useState<string | null>(null);
  const [line, setLine] = useState<Line | null>(null);
  const { popup, find } = useFirstControl();
  return (
    <BaseDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={BACKDROP} />
        <BaseDialog.Popup
          ref={popup}
          tabIndex={-1}
          initialFocus={find}
          className={clsx(
            POPUP,
            'grid w-[min(860px,calc(100vw-24px))] md:min-h-[460px] md:grid-cols-[236px_minmax(0,1fr)]',
          )}
        >
          <Steps current={step} />
          <div className="flex min-w-0 flex-col p-7 max-md:p-4">
            <header className="flex items-start gap-3">
              <div className="min-w-0 flex-1">
                <BaseDialog.Title className="text-20 font-semibold tracking-[-0.02em]">
                  {t(`connect.${step}.title`)}
                </BaseDialog.Title>
                <BaseDialog.Description className="mt-1 text-13 text-ink-2">
                  {t(`connect.${step}.hint`)}
                </BaseDialog.Description>
              </div>
              <BaseDialog.Close
                aria-label={t('action.close')}
                className="grid size-8 shrink-0 place-items-center rounded-md text-ink-2 hover:bg-hover hover:text-ink max-md:size-11"
              >
                <X className="size-[18px] stroke-[1.75]" />
              </BaseDialog.Close>
            </header>
            <div className="mt-6 flex flex-1 flex-col">
              {step === 'app' && (
                <ConnectApp
                  chosen={app}
                  onNext={(chosen) => {
                    setApp(chosen);
                    setStep('number');
                  }}
                  onCancel={onClose}
                />
              )}
              {step === 'number' && (
                <ConnectNumber
                  app={app}
                  onBack={() => setStep('app')}
                  onConnected={(connected) => {
                    setLine(connected);
                    setStep('webhook');
                  }}
                />
              )}
              {step === 'webhook' && line && <ConnectDone line={line} onClose={onClose} />}
            </div>
          </div>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

function Steps({ current }: { current: Step }) {
  const { t } = useI18n();
  const now = STEPS.indexOf(current);
  return (
    <div className="border-r border-line bg-surface-2 p-5 max-md:hidden">
      <p className="flex items-center gap-2.5 pb-5 text-14 font-semibold">
        <Logo className="size-5 text-brass-ink" />
        {t('lines.connect')}
      </p>
      <ol className="flex flex-col">
        {STEPS.map((step, index) => {
          const done = index < now;
          const here = index === now;
          return (
            <li key={step} aria-current={here ? 'step' : undefined} className="relative flex gap-3 pb-6">
              <span
                className={clsx(
                  'z-10 grid size-6 shrink-0 place-items-center rounded-full text-12 font-semibold',
                  done
                    ? 'bg-verdi text-on-verdi'
                    : here
                      ? 'bg-verdi-soft text-verdi-ink ring-2 ring-verdi'
                      : 'bg-surface-3 text-ink-3',
                )}
              >
                {done ? (
                  <Check className="size-3.5 stroke-[2.5]" aria-label={t('connect.done')} />
                ) : (
                  index + 1
                )}
              </span>
              {index < STEPS.length - 1 && (
                <i
                  aria-hidden
                  className={clsx(
                    'absolute top-7 bottom-1 left-[11.5px] w-px',
                    done ? 'bg-verdi' : 'bg-line-2',
                  )}
                />
              )}
              <span>
                <span className={clsx('block text-13 font-medium', index > now && 'text-ink-3')}>
                  {t(`connect.${step}.name`)}
                </span>
                <span className="block text-12 text-ink-3">{t(`connect.${step}.what`)}</span>
              </span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
