import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mentions, renderHtml, renderText } from './mail-template.ts'

const values = new Map([
  ['user.first_name', `Jo <b>"&'`],
  ['link', 'https://ui.test/?a=1&recovery=ff'],
  ['account.name', '{{link}} $& $1'],
])

test('values stand where they are named', () => {
  assert.equal(
    renderText('Hi {{user.first_name}},\n{{ link }}{{  link}}', values),
    `Hi Jo <b>"&',\nhttps://ui.test/?a=1&recovery=ffhttps://ui.test/?a=1&recovery=ff`,
  )
})

test('values are text in HTML, in attributes too', () => {
  assert.equal(
    renderHtml(`<a href="{{link}}" title='{{user.first_name}}'>`, values),
    `<a href="https://ui.test/?a=1&amp;recovery=ff" title='Jo &lt;b&gt;&quot;&amp;&#39;'>`,
  )
})

test('values are not templates themselves', () => {
  assert.equal(renderText('{{account.name}}', values), '{{link}} $& $1')
})

test('what has no value leaves nothing, what is no placeholder stays', () => {
  assert.equal(renderText('a{{ unknown.name }}b{{__proto__}}c', values), 'abc')
  for (const text of ['{{', '}}', '{ {link} }', '{{link|safe}}', '{% if link %}', '{{Link}}', '{{link.}}'])
    assert.equal(renderText(text, values), text)
})

test('a place for a value is found, and a long text is gone through at once', () => {
  assert.equal(mentions('see {{ link }}', 'link'), true)
  assert.equal(mentions('see {{ links }} {link}', 'link'), false)
  assert.equal(mentions('{{ '.repeat(20_000) + 'a.'.repeat(20_000), 'link'), false)
})
