interface Line {
  number: number;
  indent: number;
  text: string;
}

/** What the few kinds of YAML of our rules say: maps, lists of texts, and texts on one line without quotes. Throws at anything else. */
export function readYaml(yaml: string): Record<string, unknown> {
  const lines = yaml.split('\n').flatMap((line, each): Line[] => {
    const [, blanks = '', text = ''] = /^( *)(.*)$/.exec(line) ?? [];
    return text === '' ? [] : [{ number: each + 1, indent: blanks.length, text }];
  });
  const read = mapAt(lines, 0);
  if (lines[0]) refuse(lines[0]);
  return read;
}

function mapAt(lines: Line[], indent: number): Record<string, unknown> {
  const map: Record<string, unknown> = {};
  for (let line = lines[0]; line?.indent === indent; line = lines[0]) {
    const [, key, value] = /^([\w.]+):(?: (\S.*))?$/.exec(line.text) ?? [];
    if (key === undefined || Object.hasOwn(map, key) || (value !== undefined && !isPlain(value))) return refuse(line);
    lines.shift();
    map[key] = value ?? blockBelow(lines, line);
  }
  return map;
}

function blockBelow(lines: Line[], above: Line): unknown {
  const [first] = lines;
  if (!first || first.indent <= above.indent) return refuse(above);
  return first.text.startsWith('- ') ? listAt(lines, first.indent) : mapAt(lines, first.indent);
}

function listAt(lines: Line[], indent: number): string[] {
  const list: string[] = [];
  for (let line = lines[0]; line && line.indent >= indent; line = lines[0]) {
    const [, value] = /^- (\S.*)$/.exec(line.text) ?? [];
    if (value === undefined || line.indent !== indent || !isPlain(value)) return refuse(line);
    list.push(value);
    lines.shift();
  }
  return list;
}

/** A text that YAML takes as it stands (YAML 1.2.2, "Plain Style"). */
function isPlain(value: string): boolean {
  return /^[^\s\-?:,[\]{}#&*!|>'"%@`]/.test(value) && !/: |:$| #/.test(value);
}

function refuse({ number, text }: Line): never {
  throw new Error(`line ${number} is none that is read here: ${text}`);
}
