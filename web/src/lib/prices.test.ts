import { describe, expect, it } from 'vitest';
import type { MessageQuote, QuotedDoor } from '@/api/prices';
import { translator } from './i18n';
import { en } from './locales/en';
import { moneyText } from './money';
import { cardDay, countryName, isChoosable, ownDoors, priceLine, priceText, shownDoor } from './prices';

const words = {
  t: translator(en),
  money: (money: { amount: string; currency: string }) => moneyText('en', money),
};

type Priced = Partial<NonNullable<QuotedDoor['price']>>;

const cloud = (price: Priced = {}, verdict: QuotedDoor['verdict'] = 'usable'): QuotedDoor => ({
  door: 'cloud',
  verdict,
  official: true,
  price: {
    money: { amount: '0.0085', currency: 'USD' },
    rule: 'service_charged',
    card: 'Meta USD 2026-10-01',
    card_valid_from: '2026-10-01T00:00:00Z',
    market: 'Mexico',
    ...price,
  },
});

const lite = (verdict: QuotedDoor['verdict'] = 'usable'): QuotedDoor => ({
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

const quote = (part: Partial<MessageQuote> = {}): MessageQuote => ({
  door: 'cloud',
  rule: 'only_door',
  category: 'service',
  country: 'MX',
  options: [cloud()],
  ...part,
});

const line = (one: MessageQuote, country = 'Mexico') => {
  const option = shownDoor(one, null);
  if (!option) throw new Error('no door');
  const { text, tone } = priceLine(words, one, option, country);
  return { text, tone };
};

describe('the line of a price', () => {
  it('says the amount, the category and the country of what is charged', () => {
    expect(line(quote())).toEqual({ text: '$0.0085 · Service, Mexico', tone: 'charged' });
    const marketing = quote({ category: 'marketing', options: [cloud({ rule: 'template_rate' })] });
    expect(line(marketing, '').text).toBe('$0.0085 · Marketing, Mexico');
    expect(priceLine(words, marketing, cloud(), '').short).toBe('$0.0085');
  });

  it('says why something is free', () => {
    const money = { amount: '0', currency: 'USD' };
    const reasons = [
      ['service_allowance', "Free · this month's free messages"],
      ['free_entry_point', 'Free · came from an ad'],
      ['service_free_before', 'Free · service window'],
      ['utility_in_window', 'Free · service window'],
    ] as const;
    for (const [rule, text] of reasons)
      expect(line(quote({ options: [cloud({ money, rule })] }))).toEqual({ text, tone: 'free' });
    expect(line(quote({ door: 'lite', options: [lite()] })).text).toBe('Free · linked phone');
  });

  it('never takes what is unknown for free', () => {
    const unknown = quote({ options: [cloud({ money: null, rule: 'unknown_market' }, 'price_unknown')] });
    expect(line(unknown)).toEqual({ text: 'Price not known · country on no card', tone: 'unknown' });
    expect(priceText(words, { money: null })).toBe('Price not known');
  });

  it('says what stands in the way where no door takes it', () => {
    const stopped = quote({ door: null, rule: 'none_usable', options: [cloud({}, 'over_budget')] });
    expect(line(stopped)).toEqual({ text: 'Cannot be sent · budget spent', tone: 'none' });
  });
});

describe('the doors of a quote', () => {
  it('are those of the line, and the shown one is the one it takes', () => {
    const missing: QuotedDoor = { ...lite('not_connected'), price: null };
    expect(ownDoors(quote({ options: [cloud(), missing] })).map((one) => one.door)).toEqual(['cloud']);
    expect(shownDoor(quote({ door: 'lite', options: [cloud(), lite()] }), null)?.door).toBe('lite');
    const refused = quote({ door: null, options: [cloud(), lite('unofficial_not_allowed')] });
    expect(shownDoor(refused, 'lite')?.door).toBe('lite');
    expect(shownDoor(quote({ door: null, options: [missing] }), null)?.door).toBe('lite');
  });

  it('can be chosen where the message would go, now or later', () => {
    expect(isChoosable(lite('policy_excludes'))).toBe(true);
    expect(isChoosable(cloud({}, 'held'))).toBe(true);
    for (const verdict of ['unofficial_not_allowed', 'window_closed', 'over_budget', 'disabled'] as const)
      expect(isChoosable(lite(verdict)), verdict).toBe(false);
  });
});

it("tells a card's first day by its own calendar, and countries by name", () => {
  expect(cardDay('en', '2026-10-01T00:00:00Z')).toBe('Oct 1, 2026');
  expect(countryName('es', 'MX')).toBe('México');
  expect([countryName('en', null), countryName('en', ''), countryName('en', 'unknown')]).toEqual([
    '',
    '',
    '',
  ]);
});
