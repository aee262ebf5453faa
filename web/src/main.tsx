/** Starts the app: theme and texts first, so that the first paint is the right one. */
import '@fontsource-variable/hanken-grotesk/wght.css';
import '@fontsource-variable/geist-mono/wght.css';
import './styles.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { sessionQuery } from './api/session';
import { makeQueryClient } from './app/query-client';
import { makeRouter } from './app/router';
import { I18nProvider, loadTexts, preferredLocale } from './lib/i18n';
import { followTheme } from './lib/preferences';

const RELOADED = 'aldaba.reloaded';
const ONCE_IN_MS = 60_000;

/** After an update the old page asks for chunks that no longer exist; the new page has its own. */
window.addEventListener('vite:preloadError', () => void reloadWhereServed());

/** Without the server there is nothing to load again: the page stays as it is, and says that it is offline. */
async function reloadWhereServed(): Promise<void> {
  const served = await fetch('/healthz', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
  if (!served || Date.now() - Number(sessionStorage.getItem(RELOADED)) < ONCE_IN_MS) return;
  sessionStorage.setItem(RELOADED, String(Date.now()));
  window.location.reload();
}

async function start(): Promise<void> {
  const place = document.getElementById('root');
  if (!place) throw new Error('index.html has no #root');
  followTheme();
  const cache = makeQueryClient();
  // The session and the texts travel side by side.
  void cache.prefetchQuery(sessionQuery);
  const locale = preferredLocale();
  const texts = await loadTexts(locale);
  const router = makeRouter(cache);
  createRoot(place).render(
    <StrictMode>
      <I18nProvider locale={locale} texts={texts}>
        <QueryClientProvider client={cache}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </I18nProvider>
    </StrictMode>,
  );
}

void start();
