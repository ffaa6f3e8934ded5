import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failed, type ValidationErrors } from '../../failures.ts'
import type { Json, JsonObject } from '../../json.ts'
import { CompiledSchemas, schemasOf } from './compiled-schemas.ts'
import { Validator } from './validator.ts'

interface Case {
  /** Validator of core.md §14 and what the case is about. */
  readonly name: string
  /** Schema of the field `field`; or of the document when `whole`. */
  readonly schema: JsonObject
  readonly whole?: true
  readonly value: Json
  readonly errors: ValidationErrors
}

const cases: readonly Case[] = [
  {
    name: 'required: the path ends with the missing field, which is also the value',
    schema: { type: 'object', required: ['a', 'b'] },
    value: { b: 1 },
    errors: { 'field.a': { required: { message: 'is required', value: 'a' } } },
  },
  {
    name: 'required: at the top',
    whole: true,
    schema: { type: 'object', required: ['name'] },
    value: {},
    errors: { name: { required: { message: 'is required', value: 'name' } } },
  },
  {
    name: 'type: one',
    schema: { type: 'string' },
    value: 5,
    errors: { field: { type: { message: 'must be a string', target: 'string', value: 5 } } },
  },
  {
    name: 'type: several are joined',
    schema: { type: ['object', 'null'] },
    value: 'x',
    errors: {
      field: { type: { message: 'must be an object or null', target: 'object, null', value: 'x' } },
    },
  },
  {
    name: 'type: null is not a string',
    schema: { type: 'string' },
    value: null,
    errors: { field: { type: { message: 'must be a string', target: 'string', value: null } } },
  },
  {
    name: 'type: a list is not an object',
    schema: { type: 'object' },
    value: [],
    errors: { field: { type: { message: 'must be an object', target: 'object', value: [] } } },
  },
  {
    name: 'enum',
    schema: { enum: ['a', 'b'] },
    value: 'c',
    errors: { field: { enum: { message: 'must be one of: a, b', target: ['a', 'b'], value: 'c' } } },
  },
  {
    name: 'enum: of structured values',
    schema: { enum: [{ a: 1, b: [2] }] },
    value: { a: 1, b: [3] },
    errors: {
      field: {
        enum: {
          message: 'must be one of: {"a":1,"b":[2]}',
          target: [{ a: 1, b: [2] }],
          value: { a: 1, b: [3] },
        },
      },
    },
  },
  {
    name: 'minLength: counts characters, not UTF-16 units',
    schema: { minLength: 3 },
    value: '😀😀',
    errors: {
      field: {
        minLength: {
          message: 'must be at least 3 characters long',
          target: 3,
          cause: '😀😀',
          value: '😀😀',
        },
      },
    },
  },
  {
    name: 'maxLength',
    schema: { maxLength: 1 },
    value: 'ab',
    errors: {
      field: {
        maxLength: { message: 'must be at most 1 character long', target: 1, cause: 'ab', value: 'ab' },
      },
    },
  },
  {
    name: 'minimum',
    schema: { minimum: 5 },
    value: 4.5,
    errors: { field: { minimum: { message: 'must be at least 5', target: 5, value: 4.5 } } },
  },
  {
    name: 'minimum: exclusive, as draft-04 writes it',
    schema: { minimum: 5, exclusiveMinimum: true },
    value: 5,
    errors: { field: { minimum: { message: 'must be more than 5', target: 5, value: 5 } } },
  },
  {
    name: 'maximum',
    schema: { maximum: 5 },
    value: 6,
    errors: { field: { maximum: { message: 'must be at most 5', target: 5, value: 6 } } },
  },
  {
    name: 'maximum: exclusive',
    schema: { maximum: 5, exclusiveMaximum: true },
    value: 5,
    errors: { field: { maximum: { message: 'must be less than 5', target: 5, value: 5 } } },
  },
  {
    name: 'minItems',
    schema: { minItems: 1 },
    value: [],
    errors: { field: { minItems: { message: 'must have at least 1 item', target: 1, value: [] } } },
  },
  {
    name: 'maxItems',
    schema: { maxItems: 1 },
    value: [1, 2],
    errors: { field: { maxItems: { message: 'must have at most 1 item', target: 1, value: [1, 2] } } },
  },
  {
    name: 'uniqueItems: the order of keys makes no difference',
    schema: { uniqueItems: true },
    value: [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    errors: {
      field: {
        uniqueItems: {
          message: 'must not have the same item twice',
          value: [
            { a: 1, b: 2 },
            { b: 2, a: 1 },
          ],
        },
      },
    },
  },
  {
    name: 'pattern',
    schema: { pattern: '^[0-9]+$' },
    value: '12a',
    errors: {
      field: {
        pattern: { message: 'must match the pattern ^[0-9]+$', target: '^[0-9]+$', value: '12a' },
      },
    },
  },
  {
    name: 'wrong_format: email',
    schema: { format: 'email' },
    value: 'a@b@c',
    errors: {
      field: { wrong_format: { message: 'must be written as email', value: 'a@b@c', format: 'email' } },
    },
  },
  {
    name: 'additionalProperties: every extra has a path, its value is the whole object',
    schema: { properties: { a: {} }, patternProperties: { '^x_': {} }, additionalProperties: false },
    value: { a: 1, x_b: 2, c: 3, 'd.e': 4 },
    errors: {
      'field.c': {
        additionalProperties: {
          message: 'is not a field this object may have',
          value: { a: 1, x_b: 2, c: 3, 'd.e': 4 },
        },
      },
      'field.d%2Ee': {
        additionalProperties: {
          message: 'is not a field this object may have',
          value: { a: 1, x_b: 2, c: 3, 'd.e': 4 },
        },
      },
    },
  },
  {
    name: 'additionalProperties: as a schema',
    schema: { properties: { a: {} }, additionalProperties: { type: 'integer' } },
    value: { a: 'x', b: 'y' },
    errors: { 'field.b': { type: { message: 'must be a whole number', target: 'integer', value: 'y' } } },
  },
  {
    name: 'patternProperties: unanchored',
    schema: { patternProperties: { b: { type: 'boolean' } } },
    value: { abc: 1, xyz: 1 },
    errors: { 'field.abc': { type: { message: 'must be true or false', target: 'boolean', value: 1 } } },
  },
  {
    name: 'additionalItems',
    schema: { items: [{ type: 'string' }], additionalItems: false },
    value: ['a', 'b'],
    errors: {
      field: { additionalItems: { message: 'must have no more than 1 item', value: ['a', 'b'] } },
    },
  },
  {
    name: 'items: positions count from 0',
    schema: { items: { properties: { codecs: { items: { enum: ['PCMU'] } } } } },
    value: [{ codecs: ['PCMU', 'X'] }],
    errors: {
      'field.0.codecs.1': { enum: { message: 'must be one of: PCMU', target: ['PCMU'], value: 'X' } },
    },
  },
  {
    name: 'too_few_properties',
    schema: { minProperties: 1 },
    value: {},
    errors: { field: { too_few_properties: { message: 'must have at least 1 field', value: {} } } },
  },
  {
    name: 'too_many_properties',
    schema: { maxProperties: 0 },
    value: { a: 1 },
    errors: { field: { too_many_properties: { message: 'must have at most 0 fields', value: { a: 1 } } } },
  },
  {
    name: 'not_multiple_of',
    schema: { multipleOf: 5 },
    value: 7,
    errors: { field: { not_multiple_of: { message: 'must be a multiple of 5', value: 7 } } },
  },
  {
    name: 'not_one_schema_valid: none fits, and the branches keep their errors to themselves',
    schema: { oneOf: [{ type: 'boolean' }, { properties: { a: { type: 'string' } }, required: ['b'] }] },
    value: { a: 1 },
    errors: {
      field: { not_one_schema_valid: { message: 'fits none of the allowed forms', value: { a: 1 } } },
    },
  },
  {
    name: 'not_one_schema_valid: two fit',
    schema: { oneOf: [{ type: 'number' }, { minimum: 1 }] },
    value: 2,
    errors: {
      field: { not_one_schema_valid: { message: 'fits more than one of the allowed forms', value: 2 } },
    },
  },
  {
    name: 'any_schemas_not_valid',
    schema: { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
    value: 2,
    errors: { field: { any_schemas_not_valid: { message: 'fits none of the allowed forms', value: 2 } } },
  },
  {
    name: 'error: kazoo-regexp',
    schema: { type: 'string', 'kazoo-regexp': true },
    value: '(',
    errors: { field: { error: { message: 'must be a regular expression', value: '(' } } },
  },
  {
    name: 'schema: a reference that leads nowhere',
    schema: { $ref: 'nowhere' },
    value: 1,
    errors: { schema: { schema: { message: 'there is no schema nowhere', schema: 'nowhere' } } },
  },
  {
    name: 'several validators on one path: the last by name remains',
    schema: { minLength: 2, pattern: '^b', enum: ['bb'] },
    value: 'a',
    errors: { field: { pattern: { message: 'must match the pattern ^b', target: '^b', value: 'a' } } },
  },
  {
    name: 'errors on different paths come together',
    whole: true,
    schema: { properties: { a: { type: 'string' }, b: { minimum: 1 } }, required: ['c'] },
    value: { a: 1, b: 0 },
    errors: {
      a: { type: { message: 'must be a string', target: 'string', value: 1 } },
      b: { minimum: { message: 'must be at least 1', target: 1, value: 0 } },
      c: { required: { message: 'is required', value: 'c' } },
    },
  },
]

for (const { name, schema, whole, value, errors } of cases)
  test(name, async () => {
    const document = whole ? schema : { properties: { field: schema } }
    const validator = new Validator(undefined, new CompiledSchemas(schemasOf({ document })))
    const checked = await validator.check('document', whole ? (value as JsonObject) : { field: value })
    assert.ok(!failed(checked))
    assert.deepEqual(checked.errors, errors)
  })

const fine: readonly (readonly [name: string, schema: JsonObject, value: Json])[] = [
  ['maxLength counts an astral character once', { maxLength: 1 }, '😀'],
  ['minLength counts an unpaired surrogate as a character', { minLength: 1 }, '\ud800'],
  ['limits of length leave other types alone', { minLength: 3 }, 5],
  ['limits of numbers leave other types alone', { minimum: 3 }, 'a'],
  ['an exclusive limit without the limit asks nothing', { exclusiveMinimum: true }, 0],
  ['a pattern may match anywhere', { pattern: 'b' }, 'abc'],
  ['a pattern is Unicode', { pattern: '^.$' }, '😀'],
  ['a union type', { type: ['object', 'null'] }, null],
  ['a whole number is a number', { type: 'number' }, 1],
  ['unknown formats are not checked', { format: 'uri' }, 'not a uri'],
  ['uniqueItems tells texts from numbers', { uniqueItems: true }, [1, '1', true, 'true', null, 'null']],
  ['extra fields are kept', { properties: { a: { type: 'string' } } }, { b: [null] }],
  ['enum of whole numbers', { enum: [8000, 16000] }, 16000],
]

for (const [name, schema, value] of fine)
  test(name, async () => {
    const schemas = new CompiledSchemas(schemasOf({ document: { properties: { field: schema } } }))
    const outcome = await new Validator(undefined, schemas).validate('document', { field: value })
    assert.deepEqual(outcome, { value: { field: value } })
  })
