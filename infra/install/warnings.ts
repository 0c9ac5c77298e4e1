/** Whatever else it says, this means something. */
const SERIOUS = /\bfail|\berror|\btimed out\b|\bunsuccessful/i;
/** Warnings of the Azure CLI that are known to mean nothing here, and why. */
const HARMLESS: readonly (readonly [RegExp, string | undefined])[] = [
  [/SCM_DO_BUILD_DURING_DEPLOYMENT|(?:will not|without|skip\w*) build/i, 'harmless: the package is built already'],
  [/basic auth|publishing credentials|SCM basic/i, 'harmless: passwords for publishing are switched off on purpose'],
  [/update\(s\) available|az upgrade|updates available|configuration value of bicep/i, undefined],
  [
    /Initiating deployment|Deploying from local path|Warming up|Polling the status|Status: |Deployment has completed|You can visit your app/i,
    undefined,
  ],
  [/new Bicep release is available|in preview|under development/i, undefined],
  [/ARM_TENANT|Ignore this warning|Symlink/i, undefined],
];

/** Says what the Azure CLI warns of, but for what is no more than progress or advertising. */
export function explainWarning(line: string, say: (line: string) => void): void {
  const plain = line.replace(/^WARNING: /, '');
  const harmless = SERIOUS.test(plain) ? undefined : HARMLESS.find(([pattern]) => pattern.test(plain));
  if (!harmless) say(`  az warns: ${plain}`);
  else if (harmless[1] !== undefined) say(`  az warns: ${plain} (${harmless[1]})`);
}
