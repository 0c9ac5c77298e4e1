import { z } from 'zod';

/** An object id or a role template id of Entra ID, in lower case whatever the file has. */
export const objectId = z
  .guid({ error: 'write an object id, such as 62e90394-69f5-4237-9190-012177145e10' })
  .toLowerCase();
