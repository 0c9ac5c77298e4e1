import {
  isForgettable,
  isPassing,
  isSettingOver,
  type PassingSetting,
  withForgotten,
} from '../../src/desk/forgettable.ts';
import type { ForgettingStore } from '../../src/desk/forgetting-store.ts';
import type { ForgottenSoFar, Settings } from '../../src/desk/settings.ts';
import { headOf } from '../../src/store/record/chain-row.ts';
import { cutMark } from '../../src/store/record/cut.ts';
import type { ChainKey } from '../../src/store/seal/chain-keys.ts';
import type { MemoryData } from './memory-store.ts';

/** How much a step takes: little, so that the desk's specs see more than one. */
const AT_ONCE = 3;

/** How the store in memory forgets. @param open throws when the store is closed */
export function memoryForgetting(open: () => MemoryData, key: ChainKey): ForgettingStore {
  const counted = (what: 'requests' | 'settings' | 'rows', count: number, more: boolean) => {
    const { settings } = open();
    if (count > 0)
      settings.set('forgotten', withForgotten(settings.get('forgotten') as ForgottenSoFar | undefined, what, count));
    return more ? { count, next: 'on' } : { count };
  };
  return {
    async requests(before) {
      const { requests } = open();
      const old = [...requests.values()].filter(request => isForgettable(request, before));
      for (const { id } of old.slice(0, AT_ONCE)) requests.delete(id);
      return counted('requests', Math.min(old.length, AT_ONCE), old.length > AT_ONCE);
    },
    async settings(before) {
      const { settings } = open();
      const old = [...settings].filter(
        ([name, value]) => isPassing(name) && isSettingOver(value as Settings[PassingSetting], before),
      );
      for (const [name] of old) settings.delete(name);
      return counted('settings', old.length, false);
    },
    async record(wanted) {
      const data = open();
      const head = headOf(key, data.rows.at(-1), data.cut);
      const mark = cutMark(data.rows.slice(0, AT_ONCE), head, wanted, { current: key, earlier: [] });
      if (!mark) return { count: 0 };
      const gone = mark.count - (data.cut?.count ?? 0);
      data.cut = mark;
      data.rows.splice(0, gone);
      return counted('rows', gone, true);
    },
  };
}
