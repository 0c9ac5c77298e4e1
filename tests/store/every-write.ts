import type { Request } from '../../src/desk/request/request.ts';
import type { AuditedRequestStore } from '../../src/store/record/audited-store.ts';
import { FIRST_APPROVALS, sampleApprovals } from './contract-settings.ts';
import { movedTo, NOW, sampleCommand, sampleDoubt, sampleDuty, sampleEntry, sampleRequest } from './samples.ts';

/** Every way to write to a store that holds this request, by name. They are of the moment at which they are called. */
export function everyWrite(
  now: () => { store: AuditedRequestStore; request: Request },
): Record<string, () => Promise<unknown>> {
  const write = (act: (store: AuditedRequestStore, request: Request) => Promise<unknown>) => () => {
    const { store, request } = now();
    return act(store, request);
  };
  return {
    create: write((store, request) => store.create(sampleRequest(), sampleEntry(request))),
    replace: write((store, request) => store.replace(movedTo(request, 'running'), sampleEntry(request))),
    'replace without a row': write((store, request) => store.replace({ ...request, duties: [sampleDuty()] })),
    record: write((store, request) => store.record(sampleEntry(request))),
    putSetting: write((store, request) => store.putSetting('approvals', sampleApprovals(), sampleEntry(request))),
    replaceSetting: write((store, request) => store.replaceSetting('approvals', FIRST_APPROVALS, sampleEntry(request))),
    keepPending: write(store => store.keepPending('p', sampleCommand())),
    takePending: write(store => store.takePending('p', NOW)),
    takeMessage: write(store => store.takeMessage('m', NOW)),
    releaseMessage: write(store => store.releaseMessage('m')),
    'doubts.keep': write(store => store.doubts.keep(sampleDoubt())),
    'doubts.replace': write(store => store.doubts.replace(sampleDoubt())),
    'doubts.take': write(store => store.doubts.take(sampleDoubt().id)),
    'forgetting.settings': write(store => store.forgetting.settings(NOW)),
    'forgetting.record': write(store => store.forgetting.record({ before: NOW, days: 30, now: NOW })),
    check: write(store => store.check()),
  };
}
