/** Templates for tests. */
import type { Template } from './shape';

export const templateSample = (part: Partial<Template> = {}): Template => ({
  id: 'template_1',
  waba_id: '100',
  provider_id: '1',
  name: 'pedido_listo',
  language: 'es_MX',
  category: 'utility',
  state: 'approved',
  quality: 'GREEN',
  rejection: null,
  announced: { category: null, disable_at: null },
  parameter_format: 'positional',
  components: [],
  created_at: '2026-11-22T10:00:00.000Z',
  updated_at: '2026-11-22T10:00:00.000Z',
  usage: { sent: 0, delivered: 0, read: 0 },
  ...part,
});

const buttons = [
  { type: 'QUICK_REPLY', text: 'Voy por él' },
  { type: 'URL', text: 'Ver', url: 'https://example.com/{{1}}', example: ['17'] },
  { type: 'COPY_CODE', text: 'Copiar', example: 'AZUL10' },
];

/** With a value of every sort. */
export const RICH = templateSample({
  components: [
    { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::aW'] } },
    { type: 'BODY', text: 'Hola {{1}}, su pedido {{2}}.', example: { body_text: [['Mariana', 'A-17']] } },
    { type: 'FOOTER', text: 'Azulejos Alhambra' },
    { type: 'BUTTONS', buttons },
  ],
});

const card = (text: string) => ({
  components: [
    { type: 'HEADER', format: 'IMAGE' },
    { type: 'BODY', text },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Quiero' }] },
  ],
});

export const CAROUSEL = templateSample({
  category: 'marketing',
  components: [
    { type: 'BODY', text: 'Vea esto.' },
    { type: 'CAROUSEL', cards: [card('Azul.'), card('A {{1}}.')] },
  ],
});

export const CODE_TEMPLATE = templateSample({
  category: 'authentication',
  components: [
    { type: 'BODY', add_security_recommendation: true },
    { type: 'FOOTER', code_expiration_minutes: 5 },
    { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
  ],
});
