import { z } from 'zod';
import type { Phone } from '../desk/ports.ts';
import { pathSegment } from './endpoint.ts';
import { succeeded } from './graph-answer.ts';
import { callGraph, type GraphCalls } from './graph-calls.ts';
import { directoryError, troubleOf } from './graph-errors.ts';
import { SHOWN_TEXT } from './values.ts';

const NUMBER = z.string().transform(number => SHOWN_TEXT.parse(number)?.trim());

/** All of it has to be there: what is not told may be a number, and one that is not kept on premises. */
const PHONES = z.object({
  mobilePhone: NUMBER.nullable(),
  businessPhones: z.array(NUMBER),
  onPremisesSyncEnabled: z.boolean().nullable(),
});

/**
 * The telephone numbers of an account; undefined: could not be read. The business numbers of a synced account can be changed on
 * premises alone (Microsoft Graph, user). Its mobile number can be changed in the cloud all the same, by the person and by
 * administrators, and whether the tenant prevents that is not told to us (Microsoft Entra Connect, "How to use the
 * BypassDirSyncOverrides feature").
 * @throws DirectoryError (sign-in-again), and (gone) where the id can't be one
 */
export async function phonesOf(calls: GraphCalls, targetId: string): Promise<readonly Phone[] | undefined> {
  const path = `/users/${pathSegment(targetId)}?$select=id,mobilePhone,businessPhones,onPremisesSyncEnabled`;
  const answer = await callGraph(calls, { method: 'GET', path, repeat: 'read' });
  if (succeeded(answer)) return readPhones(answer.body);
  if (troubleOf(answer) === 'sign-in-again') throw directoryError(answer, 'phones');
  return undefined;
}

/** Each number once, those that are kept on premises first. */
function readPhones(body: unknown): readonly Phone[] | undefined {
  const { data } = PHONES.safeParse(body);
  if (!data) return undefined;
  const onPremises = data.onPremisesSyncEnabled === true;
  const business = data.businessPhones.map(number => ({ number, onPremises }));
  const mobile = { number: data.mobilePhone ?? undefined, onPremises: false };
  const phones = onPremises ? [...business, mobile] : [mobile, ...business];
  const byNumber = new Map<string, Phone>();
  for (const { number, onPremises } of phones) {
    if (number !== undefined && !byNumber.has(number)) byNumber.set(number, { number, onPremises });
  }
  return [...byNumber.values()];
}
