import { createServer, type Server, type Socket } from 'node:net';
import { AzFailure, answer } from './commands.ts';
import type { AzureState, Fault } from './state.ts';

/** What a command that stands in for `az` hands on: its arguments go there, and what comes back it says. */
export function scriptFor(port: number): string {
  return `#!/bin/bash
exec 3<>/dev/tcp/127.0.0.1/${port}
printf '%s\\x1f' "$@" >&3
printf '\\n' >&3
IFS= read -r code <&3
IFS= read -r warning <&3
[[ -z "$warning" ]] || printf '%s\\n' "$warning" >&2
case "$code" in
  0) /bin/cat <&3 ;;
  kill) kill -KILL "$PPID" ;;
  *) /bin/cat <&3 >&2; exit "$code" ;;
esac
`;
}

/** The stand-in for the Azure CLI: what one command changes is there at the next. */
export class Az {
  readonly calls: string[] = [];
  faults: Fault[] = [];
  state: AzureState;
  readonly #server: Server = createServer(socket => this.#listen(socket));

  constructor(state: AzureState) {
    this.state = state;
  }

  /** Begins to listen, and says where. */
  async listen(): Promise<number> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('it listens nowhere');
    return address.port;
  }

  async close(): Promise<void> {
    await new Promise(resolve => this.#server.close(resolve));
  }

  #listen(socket: Socket): void {
    let heard = '';
    socket.setEncoding('utf8').on('data', text => {
      heard += text;
      if (!heard.endsWith('\x1f\n')) return;
      socket.end(this.#answer(heard.slice(0, -2).split('\x1f')));
    });
    // Whoever has called is gone.
    socket.on('error', () => socket.destroy());
  }

  #answer(args: readonly string[]): string {
    const line = args.join(' ');
    this.calls.push(line);
    const fault = this.#fault(line);
    try {
      if (fault?.fails) throw new AzFailure(fault.fails);
      const before = structuredClone(this.state);
      const said = answer(before, args);
      this.state = before;
      const text = said === undefined || typeof said === 'string' ? (said ?? '') : JSON.stringify(said);
      return `${fault?.kills ? 'kill' : 0}\n${fault?.warns ?? ''}\n${text}`;
    } catch (error) {
      // Whoever has called waits for an answer, also where the stand-in itself is broken.
      const said = error instanceof AzFailure ? error.message : `The stand-in is broken: ${String(error)}`;
      return `1\n\nERROR: ${said}\n`;
    }
  }

  /** The first fault that fits and is not used up. */
  #fault(line: string): Fault | undefined {
    const fault = this.faults.find(({ to, times }) => line.includes(to) && times !== 0);
    if (fault?.times !== undefined) fault.times -= 1;
    return fault;
  }
}
