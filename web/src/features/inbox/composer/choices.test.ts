import { expect, test } from 'vitest';
import { readCoordinates } from '@/components/cards/location-dialog';
import { type Choices, interactiveOf, isReady, NO_CHOICES } from './choices';

const with_ = (part: Partial<Choices>): Choices => ({ ...NO_CHOICES, body: ' ¿Cuál? ', ...part });

test('buttons become what Meta expects, without the empty ones', () => {
  const choices = with_({ buttons: ['Sí', ' ', 'No'], footer: 'Azulejos' });
  expect(isReady(choices)).toBe(true);
  expect(interactiveOf(choices)).toEqual({
    type: 'button',
    body: { text: '¿Cuál?' },
    footer: { text: 'Azulejos' },
    action: {
      buttons: [
        { type: 'reply', reply: { id: 'b1', title: 'Sí' } },
        { type: 'reply', reply: { id: 'b2', title: 'No' } },
      ],
    },
  });
  expect(isReady(with_({ buttons: ['Sí', 'Sí'] }))).toBe(false);
  expect(isReady({ ...choices, body: '' })).toBe(false);
});

test('a list needs what opens it, and rows', () => {
  const sections = [{ title: '', rows: [{ title: 'Azul', description: 'A mano' }] }];
  expect(isReady(with_({ kind: 'list', sections }))).toBe(false);
  const list = with_({ kind: 'list', sections, label: 'Ver' });
  expect(isReady(list)).toBe(true);
  expect(interactiveOf(list).action).toEqual({
    button: 'Ver',
    sections: [{ rows: [{ id: 'r1', title: 'Azul', description: 'A mano' }] }],
  });
});

test('several sections need titles, and no two rows share an id', () => {
  const row = (title: string) => ({ title, description: '' });
  const list = (titles: [string, string]) =>
    with_({
      kind: 'list',
      label: 'Ver',
      sections: [
        { title: titles[0], rows: [row('Azul'), row(' ')] },
        { title: titles[1], rows: [row('Azul')] },
        { title: 'Sin filas', rows: [row('')] },
      ],
    });
  expect(isReady(list(['Colores', '']))).toBe(false);
  const named = list(['Colores', ' Tonos ']);
  expect(isReady(named)).toBe(true);
  expect(interactiveOf(named).action).toMatchObject({
    sections: [
      { title: 'Colores', rows: [{ id: 'r1', title: 'Azul' }] },
      { title: 'Tonos', rows: [{ id: 'r2', title: 'Azul' }] },
    ],
  });
});

test('a request for a place is its text alone', () => {
  const request = with_({ kind: 'location_request_message', header: 'x', footer: 'y' });
  expect(isReady(request)).toBe(true);
  expect(interactiveOf(request)).toEqual({
    type: 'location_request_message',
    body: { text: '¿Cuál?' },
    action: { name: 'send_location' },
  });
});

test('a link needs an address of the web', () => {
  const link = with_({ kind: 'cta_url', label: 'Rastrear', url: 'https://azulejos.example/r' });
  expect(isReady(link)).toBe(true);
  expect(isReady({ ...link, url: 'javascript:alert(1)' })).toBe(false);
});

test('coordinates are found wherever they are pasted from', () => {
  const place = { latitude: 20.6407, longitude: -103.3112 };
  expect(readCoordinates('20.6407, -103.3112')).toEqual(place);
  expect(readCoordinates('https://maps.example/search/?query=20.6407%2C-103.3112')).toEqual(place);
  expect(readCoordinates('120, 10')).toBeNull();
  expect(readCoordinates('Tlaquepaque')).toBeNull();
});
