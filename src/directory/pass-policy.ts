import { z } from 'zod';
import type { PassPolicy } from '../desk/actions/temporary-access-pass/pass.ts';
import type { BatchItem } from './batch.ts';
import { type GraphAnswer, succeeded } from './graph-answer.ts';
import { directoryError, troubleOf } from './graph-errors.ts';
import { OBJECT_ID } from './values.ts';

/** As the id of a group it means everybody (Microsoft Graph, authenticationMethodTarget). */
const EVERYBODY = 'all_users';

const TARGET = z.object({ targetType: z.enum(['group', 'user']), id: OBJECT_ID });

const MEANT = z.array(TARGET).transform((targets): PassPolicy['included'] => {
  const idsOf = (type: z.infer<typeof TARGET>['targetType']) =>
    targets.filter(({ targetType, id }) => targetType === type && id !== EVERYBODY).map(({ id }) => id);
  return {
    everybody: targets.some(({ targetType, id }) => targetType === 'group' && id === EVERYBODY),
    groupIds: idsOf('group'),
    userIds: idsOf('user'),
  };
});

const MINUTES = z.int().positive();

const POLICY = z
  .object({
    state: z.enum(['enabled', 'disabled']),
    includeTargets: MEANT,
    excludeTargets: MEANT.nullish(),
    minimumLifetimeInMinutes: MINUTES,
    maximumLifetimeInMinutes: MINUTES,
    defaultLifetimeInMinutes: MINUTES,
    isUsableOnce: z.boolean(),
  })
  .refine(policy => policy.minimumLifetimeInMinutes <= policy.maximumLifetimeInMinutes)
  .transform(
    (policy): PassPolicy => ({
      enabled: policy.state === 'enabled',
      included: policy.includeTargets,
      excluded: policy.excludeTargets ?? { everybody: false, groupIds: [], userIds: [] },
      shortest: policy.minimumLifetimeInMinutes,
      longest: policy.maximumLifetimeInMinutes,
      usual: policy.defaultLifetimeInMinutes,
      onceOnly: policy.isUsableOnce,
    }),
  );

/**
 * The read of what the tenant says about passes (Microsoft Graph, "Get temporaryAccessPassAuthenticationMethodConfiguration"). It
 * takes a permission that not every tenant has consented to, and a role that few of the helpdesk have.
 */
export function passPolicyItem(id: string): BatchItem {
  const url = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
  return { id, url, essential: false, mayBeDenied: true };
}

/**
 * What the tenant says about passes; undefined where it could not be read, or holds anything that can't be made out.
 * @throws DirectoryError (sign-in-again)
 */
export function readPassPolicy(answer: GraphAnswer): PassPolicy | undefined {
  if (succeeded(answer)) return POLICY.safeParse(answer.body).data;
  if (troubleOf(answer) === 'sign-in-again') throw directoryError(answer, 'pass policy');
  return undefined;
}
