/** The measured figures beside their budgets: asserted here, recorded by `make prove`. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { expect } from '@playwright/test';

type Figure = { what: string; value: number; unit: string; budget: number };

export class Figures {
  private readonly all: Figure[] = [];

  /** Notes a figure and holds it against its budget; a failing one is recorded too. */
  atMost(what: string, value: number, unit: string, budget: number): void {
    const rounded = Math.round(value * 100) / 100;
    this.all.push({ what, value: rounded, unit, budget });
    expect.soft(rounded, `${what}, ${unit}`).toBeLessThanOrEqual(budget);
  }

  /** To `PATH.json` and `PATH.md`, when a path is given. */
  write(title: string, path = process.env.E2E_FIGURES): void {
    if (!path || this.all.length === 0) return;
    const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
    const base = path.replace(/\.(json|md)$/, '');
    const record = { title, commit, at: new Date().toISOString(), cores: cpus().length, figures: this.all };
    writeFileSync(`${base}.json`, `${JSON.stringify(record, null, 2)}\n`);
    const rows = this.all.map(
      ({ what, value, unit, budget }) => `| ${what} | ${value} ${unit} | ≤ ${budget} ${unit} |`,
    );
    writeFileSync(
      `${base}.md`,
      `# ${title}\n\nCommit ${commit}, ${record.at.slice(0, 10)}, ${record.cores} cores. CPU time is the browser's main thread.\n\n` +
        `| what | measured | budget |\n|---|---|---|\n${rows.join('\n')}\n`,
    );
  }
}
