import assert from 'node:assert/strict';
import { at, literal, readBicep, readBicepParameters } from '../support/bicep.ts';

const SAMPLE = `
// A comment with 'a quote and a { bracket
@description('Names: { } // no comment')
@allowed([
  'a'
  'b'
])
param size string = 'a'
param tags object = { one: 'x', two: [1, 2] }
param id string

var address = 'https://\${id}.example/\${empty(size) ? 'none' : '{'}'
var role = resourceId(
  'Some/type',
  'x'
)

resource old 'Some/type@2020-01-01' existing = {
  name: id
}

resource many 'Some/type/child@2021-02-03-preview' = [
  for item in items: {
    parent: old
    name: item.name
  }
]

resource maybe 'Some/other@2022-01-01' = if (!empty(tags) && (size == 'a')) {
  name: 'it\\'s' // why
  '\${old.id}': {}
  properties: {
    list: [
      {
        key: 'k'
      }
      'second'
    ]
    choice: empty(size) ? [] : [old.id]
  }
}

module part 'modules/part.bicep' = if (size == 'b') {
  params: {
    id: id
  }
}

output host string = maybe.properties.host
`;

describe('infra: the reader of Bicep', () => {
  const file = readBicep(SAMPLE);

  it('reads parameters with their defaults and decorators', () => {
    assert.deepEqual([...file.params.keys()], ['size', 'tags', 'id']);
    assert.equal(literal(file.params.get('size')?.usual), 'a');
    assert.match(file.params.get('size')?.decorators ?? '', /@description\('Names: \{ \} \/\/ no comment'\)\n@allowed/);
    assert.deepEqual(file.params.get('tags')?.usual, { one: "'x'", two: ['1', '2'] });
    assert.deepEqual(file.params.get('id'), { type: 'string', decorators: '', usual: undefined });
  });

  it('keeps strings whole, with slashes, brackets and expressions in them', () => {
    assert.equal(file.variables.get('address'), `'https://\${id}.example/\${empty(size) ? 'none' : '{'}'`);
    assert.equal(file.variables.get('role'), "resourceId( 'Some/type', 'x' )");
    assert.equal(literal(file.variables.get('address')), undefined);
  });

  it('tells what exists, what is made in a loop, and what only sometimes', () => {
    const [old, many, maybe] = file.resources;
    assert.equal(old?.existing, true);
    assert.deepEqual([many?.type, many?.version], ['Some/type/child', '2021-02-03-preview']);
    assert.deepEqual([many?.loop, at(many?.body, 'name')], ['item in items', 'item.name']);
    assert.equal(maybe?.condition, "!empty(tags) && (size == 'a')");
    assert.equal(file.modules[0]?.condition, "size == 'b'");
    assert.equal(file.outputs.get('host'), 'maybe.properties.host');
  });

  it('reads objects, arrays and keys that are expressions', () => {
    const body = file.resources[2]?.body;
    assert.deepEqual(at(body, 'properties.list'), [{ key: "'k'" }, "'second'"]);
    assert.deepEqual(body?.[`\${old.id}`], {});
    assert.equal(at(body, 'properties.choice'), 'empty(size) ? [] : [old.id]');
    assert.equal(at(body, 'properties.absent.deeper'), undefined);
  });

  const BROKEN: readonly [what: string, text: string][] = [
    ['a statement that it does not know', 'extension something'],
    ['an object without an end', "resource a 'T/t@2020-01-01' = {\n  name: 'x'\n"],
    ['an array without an end', 'var a = [\n  1\n'],
    ['a string without an end', "var a = 'x"],
    ['a property without a value', "resource a 'T/t@2020-01-01' = {\n  name:\n}"],
    ['a resource that is no object', "resource a 'T/t@2020-01-01' = 'x'"],
    ['a missing equals sign', "resource a 'T/t@2020-01-01' {\n}"],
  ];
  for (const [what, broken] of BROKEN) {
    it(`does not accept ${what}`, () => {
      assert.throws(() => readBicep(broken), /is not understood/);
    });
  }

  it('reads a parameter file, and nothing else in it', () => {
    const { using, values } = readBicepParameters("using 'main.bicep'\n// why\nparam a = 'x'\nparam b = f('y', '')\n");
    assert.equal(using, 'main.bicep');
    assert.deepEqual(
      [...values],
      [
        ['a', "'x'"],
        ['b', "f('y', '')"],
      ],
    );
    assert.throws(() => readBicepParameters('param a string'), /is not understood/);
  });
});
