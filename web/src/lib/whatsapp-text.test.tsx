import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { whatsappPlain } from './whatsapp-plain';
import { WhatsappText } from './whatsapp-text';

const html = (text: string) =>
  render(<WhatsappText text={text} />).container.innerHTML.replace(/ (class|target|rel)="[^"]*"/g, '');

describe('WhatsApp text', () => {
  it('formats bold, italic, struck and code, also inside each other', () => {
    expect(html('*a* _b_ ~c~ `d`')).toBe('<strong>a</strong> <em>b</em> <s>c</s> <code>d</code>');
    expect(html('*a _b_*')).toBe('<strong>a <em>b</em></strong>');
  });

  it('leaves marks inside words and loose marks alone', () => {
    expect(html('snake_case_name 2*3*4 * a *')).toBe('snake_case_name 2*3*4 * a *');
  });

  it('links addresses without the sentence mark after them, and never other schemes', () => {
    expect(html('ve https://example.com/a_b_c.')).toBe(
      've <a href="https://example.com/a_b_c">https://example.com/a_b_c</a>.',
    );
    expect(html('javascript:alert(1)')).toBe('javascript:alert(1)');
  });

  it('shows markup as text', () => {
    expect(html('<img src=x onerror=alert(1)>')).toBe('&lt;img src=x onerror=alert(1)&gt;');
  });

  it('draws quotes, lists and blocks of code', () => {
    expect(html('> uno\n- dos\n- tres')).toBe('<span>uno</span><ul><li>dos</li><li>tres</li></ul>');
    expect(html('2. dos\n3. tres')).toBe('<ol start="2"><li>dos</li><li>tres</li></ol>');
    expect(html('```*no*```')).toBe('<code>*no*</code>');
  });

  it('takes an open fence for what it is', () => {
    expect(html('a ``` b')).toBe('a ``` b');
  });

  it('is plain in a place of one line', () => {
    expect(whatsappPlain('> *Total:* _dos_\n```x```')).toBe('Total: dos x');
    expect(whatsappPlain('snake_case_name')).toBe('snake_case_name');
  });
});
