/** A customer's simulated phone as a person uses it: by names and roles, never by class names. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { Demo } from './demo.ts';

type Upload = { name: string; mimeType: string; buffer: Buffer };

export class Handset {
  readonly glass: Locator;
  readonly field: Locator;

  private constructor(
    readonly page: Page,
    readonly name: string,
  ) {
    this.glass = page.getByRole('region', { name: `Phone of ${name}` });
    this.field = this.glass.getByRole('textbox', { name: 'Message' });
  }

  /** Takes up the phone of somebody who has written already. */
  static async takeUp(page: Page, demo: Demo, name: string): Promise<Handset> {
    await page.goto(`/o/${demo.organization}/phone`);
    await page.getByLabel('Customer').selectOption({ label: name });
    const handset = new Handset(page, name);
    await expect(handset.field).toBeVisible();
    return handset;
  }

  bubbles(text: string | RegExp): Locator {
    return this.glass.locator('[data-message]').filter({ hasText: text });
  }

  bubble(text: string | RegExp): Locator {
    return this.bubbles(text).first();
  }

  async write(text: string): Promise<void> {
    await this.field.fill(text);
    await this.page.keyboard.press('Enter');
    await expect(this.field).toHaveValue('');
  }

  async attach(what: string): Promise<void> {
    await this.glass.getByRole('button', { name: 'Attach', exact: true }).click();
    await this.page.getByRole('menuitem', { name: what, exact: true }).click();
  }

  async sendFile(kind: 'Photo' | 'Video' | 'Document' | 'Audio' | 'Sticker', file: Upload): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.attach(kind);
    await (await chooser).setFiles(file);
  }

  async menu(bubble: Locator, item: string): Promise<void> {
    await bubble.hover();
    await bubble.getByRole('button', { name: 'More about this message' }).click();
    await this.page.getByRole('menuitem', { name: item, exact: true }).click();
  }
}
