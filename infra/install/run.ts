import type { Hands } from '../hands.ts';
import type { ValuesFile } from '../values.ts';

/** One run of the installer, for one installation. */
export interface Run {
  /** What the installation is called. */
  readonly name: string;
  readonly file: ValuesFile;
  readonly hands: Hands;
  /** The package with the code. */
  readonly zip: string;
  /** Names of the values of this command line, also where nothing stands behind them. */
  readonly said: ReadonlySet<string>;
}

/** Keeps a value for this run and all later ones; a dry run keeps it to itself. */
export function keep({ file, hands }: Run, name: string, value: string): void {
  if (file.get(name) === value) return;
  file.set(name, value);
  if (hands.dry) return;
  file.save();
  hands.say(`  ${name}=${value}`);
}

/** How to begin again, with what is different this time. */
export function again({ name }: Run, ...values: readonly string[]): string {
  return ['node infra/install.ts deploy --name', name, ...values].join(' ');
}
