import { describe, expect, it } from 'vitest';
import { ApiProblem, Unreachable } from '@/api/problem';
import { counter, fill, LOCALES, loadTexts, translator } from './i18n';
import { problemText } from './problem-text';

const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe('the texts', () => {
  it('have the same keys and parameters in every language, and none is empty', async () => {
    const en = await loadTexts('en');
    for (const locale of LOCALES) {
      const texts = Object.entries(await loadTexts(locale));
      expect(texts.map(([key]) => key).sort()).toEqual(Object.keys(en).sort());
      for (const [key, text] of texts) {
        expect(text, `${locale} ${key}`).not.toBe('');
        const english = Object.entries(en).find(([other]) => other === key)?.[1] ?? '';
        expect(names(text), `${locale} ${key}`).toEqual(names(english));
      }
    }
  });

  it('count by the rules of the language', async () => {
    const es = counter(await loadTexts('es'), 'es');
    expect(es('thread.new_messages', 1)).toContain('1 mensaje nuevo');
    expect(es('thread.new_messages', 2)).toContain('2 mensajes nuevos');
    expect(es('thread.new_messages', 1_000_000)).toContain('mensajes nuevos');
  });

  it('fill in their values', async () => {
    expect(translator(await loadTexts('pt'))('inbox.writes', { name: 'Ana' })).toBe('Ana está escrevendo…');
    expect(fill('{a} {b}', { a: 1 })).toBe('1 {b}');
  });
});

describe('a failure', () => {
  it('is said in words by its code', async () => {
    const en = await loadTexts('en');
    expect(problemText(en, new Unreachable('x'))).toBe(en['problem.unreachable']);
    expect(problemText(en, new ApiProblem(422, 'text_too_long', '', { limit: 4096 }))).toContain('4096');
    const refused = new ApiProblem(422, 'file_type_not_allowed', '', {
      accepted: ['image/jpeg', 'image/png'],
    });
    expect(problemText(en, refused)).toContain('JPEG, PNG');
    expect(problemText(en, new ApiProblem(418, 'teapot', '', {}, [], 'req_1'))).toContain('teapot, req_1');
  });
});
