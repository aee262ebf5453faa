/**
 * Puts the theme script into the head as a blocking file with a hashed name.
 * A file, because the content security policy allows no inline script; blocking, because a page must never
 * be painted in the wrong theme first.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HtmlTagDescriptor, Plugin } from 'vite';

const SOURCE = 'build/theme.js';

const tag = (src: string): HtmlTagDescriptor => ({ tag: 'script', attrs: { src }, injectTo: 'head-prepend' });

export function themeFirst(): Plugin {
  let source = '';
  let building = false;
  return {
    name: 'aldaba:theme-first',
    configResolved(config) {
      source = readFileSync(join(config.root, SOURCE), 'utf8');
      building = config.command === 'build';
    },
    configureServer(server) {
      server.middlewares.use('/theme.js', (_request, response) => {
        response.setHeader('Content-Type', 'text/javascript');
        response.end(source);
      });
    },
    buildStart() {
      if (building)
        this.emitFile({ type: 'asset', name: 'theme.js', source: source.replace(/^\s*\/\/.*\n/gm, '') });
    },
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const file = Object.keys(bundle ?? {}).find((name) => /theme-[^/]+\.js$/.test(name));
        return [tag(file ? `/${file}` : '/theme.js')];
      },
    },
  };
}
