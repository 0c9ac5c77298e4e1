import type { GraphResponse } from '../types.ts';
import { GraphError } from './graph-error.ts';
import type { GraphCall, Route } from './route.ts';
import { refuseGuests, targetOf } from './subject.ts';

/** Source: Microsoft Graph, "Get profilePhoto". */
const SIZES = ['48x48', '64x64', '96x96', '120x120', '240x240', '360x360', '432x432', '504x504', '648x648'];

/** What `/photo/$value` answers: large enough for any card. */
const DEFAULT_SIZE = '240x240';

const SCOPES = ['User.Read', 'User.ReadBasic.All', 'ProfilePhoto.Read.All', 'ProfilePhoto.ReadWrite.All'];

function readPhoto(call: GraphCall): GraphResponse {
  call.query.allow();
  refuseGuests(call);
  const user = targetOf(call);
  const size = (call.parameters.size ?? DEFAULT_SIZE).toLowerCase();
  const photo = SIZES.includes(size) ? call.tenant.photoOf(user.id, Number.parseInt(size, 10)) : undefined;
  if (!photo)
    throw new GraphError(
      404,
      'ImageNotFound',
      'Exception of type Microsoft.Fast.Profile.Core.Exception.ImageNotFoundException was thrown.',
    );
  return { status: 200, headers: { 'Content-Type': 'image/png' }, body: photo };
}

export const PHOTO_ROUTES: readonly Route[] = [
  { method: 'GET', template: '/users/{user}/photo/$value', scopes: SCOPES, meScopes: SCOPES, answer: readPhoto },
  {
    method: 'GET',
    template: '/users/{user}/photos/{size}/$value',
    scopes: SCOPES,
    meScopes: SCOPES,
    answer: readPhoto,
  },
];
