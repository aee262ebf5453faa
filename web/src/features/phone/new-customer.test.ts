import { expect, test } from 'vitest';
import { customerOf } from './new-customer';

test('somebody new has a name and a number, or an id in place of a hidden number', () => {
  expect(customerOf(' Irma Luna ', '+52 55 5555 0150')).toMatchObject({
    name: 'Irma Luna',
    phone: '+525555550150',
    user_id: '',
  });
  expect(customerOf('Irma', '12')).toBeNull();
  expect(customerOf(' ', '+525555550150')).toBeNull();
  const hidden = customerOf('Irma', ' ');
  expect(hidden?.phone).toBeNull();
  expect(hidden?.user_id).toMatch(/^MX\.\w+$/);
});
