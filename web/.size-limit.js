/** Budgets of the bundle; what belongs to the first load is read from Vite's manifest. */
import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('./dist/.vite/manifest.json', import.meta.url), 'utf8'));
const entry = Object.values(manifest).find((chunk) => chunk.isEntry);

const closure = (chunk, seen = new Set()) => {
  if (seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const name of chunk.imports ?? []) closure(manifest[name], seen);
  return seen;
};

const initial = closure(entry);
// One locale always travels with the first load; the largest stands for all.
const locales = Object.entries(manifest).filter(([name]) => /locales\/\w+\/index\.ts$/.test(name));
const largestLocale = locales
  .map(([, chunk]) => chunk.file)
  .sort((a, b) => readFileSync(`dist/${b}`).length - readFileSync(`dist/${a}`).length)[0];

const lazy = Object.values(manifest)
  .filter((chunk) => chunk.isDynamicEntry && !initial.has(chunk.file))
  .map((chunk) => ({
    name: `lazy: ${chunk.name}`,
    path: [...closure(chunk)].filter((file) => !initial.has(file)).map((file) => `dist/${file}`),
    limit: '80 kB',
    gzip: true,
  }));

export default [
  {
    name: 'initial JS',
    path: [...initial, largestLocale].map((file) => `dist/${file}`),
    limit: '220 kB',
    gzip: true,
  },
  { name: 'CSS', path: entry.css.map((file) => `dist/${file}`), limit: '20 kB', gzip: true },
  ...lazy,
];
