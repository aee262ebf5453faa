import { fileURLToPath } from 'node:url';
import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { compress } from './build/compress.ts';
import { themeFirst } from './build/theme-first.ts';

const server = process.env.ALDABA_SERVER ?? 'http://127.0.0.1:8088';

export default defineConfig({
  plugins: [react(), tailwind(), themeFirst(), compress()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // No data: addresses in CSS, so that the content security policy needs no exception for them.
  build: { target: 'es2023', assetsInlineLimit: 0, reportCompressedSize: false, manifest: true },
  server: {
    proxy: {
      '/api': { target: server, ws: true, changeOrigin: false },
      '/hooks': { target: server },
      '/media': { target: server },
    },
  },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
});
