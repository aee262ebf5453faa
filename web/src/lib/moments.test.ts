import { expect, test } from 'vitest';
import { fieldValue, momentOf, momentProblem, quickMoments } from './moments';

const at = (text: string) => Date.parse(text);
const said = (moment: number | null) => (moment === null ? null : new Date(moment).toISOString());

test('a field means its moment by the clock of the zone', () => {
  const moment = at('2026-11-30T15:05:00Z');
  expect(fieldValue(moment, 'America/Mexico_City')).toBe('2026-11-30T09:05');
  expect(said(momentOf('2026-11-30T09:05', 'America/Mexico_City'))).toBe('2026-11-30T15:05:00.000Z');
  expect(said(momentOf('2026-11-30T00:00', 'Asia/Kolkata'))).toBe('2026-11-29T18:30:00.000Z');
  expect(momentOf('', 'America/Mexico_City')).toBeNull();
  expect(momentOf('2026-13-40T09:00', 'America/Mexico_City')).toBeNull();
});

test('summer time begins and ends between now and then', () => {
  // Madrid goes from +2 to +1 on 25 October, and from +1 to +2 on 29 March.
  expect(said(momentOf('2026-10-24T09:00', 'Europe/Madrid'))).toBe('2026-10-24T07:00:00.000Z');
  expect(said(momentOf('2026-10-25T09:00', 'Europe/Madrid'))).toBe('2026-10-25T08:00:00.000Z');
  expect(said(momentOf('2027-03-28T01:30', 'Europe/Madrid'))).toBe('2027-03-28T00:30:00.000Z');
  const before = at('2026-10-24T16:00:00Z');
  expect(said(quickMoments(before, 'Europe/Madrid').tomorrow)).toBe('2026-10-25T08:00:00.000Z');
});

test('tomorrow and Monday are those of the zone, and are not offered twice', () => {
  // Still Saturday in Mexico, Sunday in Madrid.
  const now = at('2026-11-29T01:30:20Z');
  const mexico = quickMoments(now, 'America/Mexico_City');
  expect(said(mexico.hour)).toBe('2026-11-29T02:31:00.000Z');
  expect(said(mexico.tomorrow)).toBe('2026-11-29T15:00:00.000Z');
  expect(said(mexico.monday)).toBe('2026-11-30T15:00:00.000Z');
  expect(quickMoments(now, 'Europe/Madrid').monday).toBeNull();
  // On a Monday it is the next one.
  const monday = quickMoments(at('2026-11-30T18:00:00Z'), 'America/Mexico_City');
  expect(said(monday.monday)).toBe('2026-12-07T15:00:00.000Z');
});

test('what is past or too far ahead is said before it is sent', () => {
  const now = at('2026-11-30T12:00:00Z');
  expect(momentProblem(now, now)).toBe('past');
  expect(momentProblem(now + 60_000, now)).toBeNull();
  expect(momentProblem(at('2027-02-28T12:00:00Z'), now)).toBeNull();
  expect(momentProblem(at('2027-02-28T12:00:01Z'), now)).toBe('too_far');
});
