import { readFileSync } from 'node:fs';

/** Clock ticks of /proc in milliseconds: 100 a second on every Linux that Node.js runs on. */
const TICK = 10;

/** CPU time that a process has used so far, in milliseconds (Linux). Throws when there is no such process. */
export function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK;
}
