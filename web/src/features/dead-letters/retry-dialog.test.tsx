import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { I18nProvider } from '@/lib/i18n';
import { en } from '@/lib/locales/en';
import { type Asking, RetryDialog } from './retry-dialog';

function ask(asking: Asking) {
  const onConfirm = vi.fn();
  render(
    <I18nProvider locale="en" texts={en}>
      <RetryDialog asking={asking} onClose={() => undefined} onConfirm={onConfirm} />
    </I18nProvider>,
  );
  return onConfirm;
}

const send = () => fireEvent.click(screen.getByRole('button', { name: 'Send again' }));

describe('what may have arrived', () => {
  afterEach(cleanup);

  it('stays out of many, unless somebody wants it too', () => {
    const onConfirm = ask({ count: 5, uncertain: 2 });
    screen.getByText('Send 5 messages again?');
    send();
    expect(onConfirm).toHaveBeenLastCalledWith(false);
    fireEvent.click(screen.getByRole('switch', { name: 'Also the 2 that may have arrived' }));
    send();
    expect(onConfirm).toHaveBeenLastCalledWith(true);
  });

  it('is asked for where nobody knows how many there are', () => {
    const onConfirm = ask({ count: 120, uncertain: null });
    screen.getByRole('switch', { name: 'Also those that may have arrived' });
    send();
    expect(onConfirm).toHaveBeenLastCalledWith(false);
  });

  it('is said in words where it is all that goes out', () => {
    const onConfirm = ask({ count: 1, uncertain: 1 });
    screen.getByText('The customer may get it twice. Send it again?');
    expect(screen.queryByRole('switch')).toBeNull();
    send();
    expect(onConfirm).toHaveBeenLastCalledWith(true);
  });
});
