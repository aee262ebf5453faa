import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DoorKind, MessageQuote, QuotedDoor } from '@/api/prices';
import { I18nProvider } from '@/lib/i18n';
import { en } from '@/lib/locales/en';
import { WhyDoors } from './why-doors';

afterEach(cleanup);

const cloud: QuotedDoor = {
  door: 'cloud',
  verdict: 'usable',
  official: true,
  price: {
    money: { amount: '0.0085', currency: 'USD' },
    rule: 'service_charged',
    card: 'Meta USD 2026-10-01',
    card_valid_from: '2026-10-01T00:00:00Z',
    market: 'Mexico',
  },
};

const lite = (verdict: QuotedDoor['verdict']): QuotedDoor => ({
  door: 'lite',
  verdict,
  official: false,
  price: {
    money: { amount: '0', currency: 'USD' },
    rule: 'linked_device',
    card: null,
    card_valid_from: null,
    market: null,
  },
});

const quote = (part: Partial<MessageQuote>): MessageQuote => ({
  door: 'cloud',
  rule: 'policy',
  category: 'service',
  country: 'MX',
  options: [cloud, lite('policy_excludes')],
  ...part,
});

function show(one: MessageQuote, chosen: DoorKind | null = null) {
  const [onDoor, onClose] = [vi.fn(), vi.fn()];
  render(
    <I18nProvider locale="en" texts={en}>
      <WhyDoors quote={one} chosen={chosen} onDoor={onDoor} onClose={onClose} />
    </I18nProvider>,
  );
  const [first, second] = screen.getAllByRole('listitem').map((item) => within(item));
  return { onDoor, onClose, first, second };
}

describe('the doors of the next message', () => {
  it('tell price, reason and card, and what stands in the way of the other one', () => {
    const { first, second } = show(quote({}));
    first?.getByText('$0.0085');
    first?.getByText('This one carries it');
    first?.getByText('Meta USD 2026-10-01, in force since Oct 1, 2026 · market Mexico');
    second?.getByText('Free');
    second?.getByText("The line's rule does not choose it by itself.");
    second?.getByText(/nothing is charged/);
  });

  it('offer another one that could take it, in one press', () => {
    const { onDoor, onClose } = show(quote({}));
    fireEvent.click(screen.getByRole('button', { name: 'Send the next one this way' }));
    expect(onDoor).toHaveBeenCalledWith('lite');
    expect(onClose).toHaveBeenCalled();
  });

  it('offer none that could not, and none where there is one alone', () => {
    show(quote({ options: [cloud, lite('unofficial_not_allowed')] }));
    expect(screen.queryByRole('button')).toBeNull();
    screen.getByText('No owner has allowed unofficial connections on this line.');
    cleanup();
    show(quote({ options: [cloud] }));
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('show what was chosen, and let the line choose again', () => {
    const options = [{ ...cloud, verdict: 'usable' as const }, lite('usable')];
    const { second, onDoor } = show(quote({ door: 'lite', rule: 'chosen', options }), 'lite');
    second?.getByText('Chosen for the next message');
    fireEvent.click(screen.getByRole('button', { name: 'Let the line choose' }));
    expect(onDoor).toHaveBeenCalledWith(null);
  });

  it('name a door that the line does not have only where there is no other', () => {
    const missing: QuotedDoor = { ...lite('not_connected'), price: null };
    show(quote({ door: null, rule: 'none_usable', options: [missing] }));
    screen.getByText('Not connected.');
    screen.getByText('No connection of the line can take it now.');
  });
});
