import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { emptyAnswer, failed } from '../../failures.ts'
import { defaultOffers, negotiate, overrideAccept, type Offer } from './negotiate.ts'

const audio: readonly Offer[] = ['audio/x-wav', 'audio/mpeg', 'audio/ogg', 'application/pdf'].map(
  (mediaType) => ({
    mediaType,
    form: 'binary',
  }),
)

function chosen(accept: string | undefined, offers = defaultOffers): unknown {
  const offer = negotiate(accept, offers)
  return failed(offer) ? offer.detail : offer.mediaType
}

describe('Accept', () => {
  it('absent, empty or anything gives the first offer', () => {
    for (const accept of [
      undefined,
      '',
      '*/*',
      '*',
      '*/*;q=0.1',
      'text/html, image/gif, *; q=.2, */*; q=.2',
    ]) {
      assert.equal(chosen(accept), 'application/json', accept)
    }
    assert.equal(
      chosen('text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'),
      'application/json',
    )
  })

  it('prefers the higher quality, then the more specific, then the later', () => {
    assert.equal(chosen('application/json;q=0.5, text/csv;q=0.8'), 'text/csv')
    assert.equal(chosen('audio/*, audio/mpeg', audio), 'audio/mpeg')
    assert.equal(chosen('*/*, application/pdf', audio), 'application/pdf')
    assert.equal(chosen('audio/ogg, audio/mpeg', audio), 'audio/mpeg')
    assert.equal(chosen('audio/mpeg;level=1, audio/ogg', audio), 'audio/mpeg')
    assert.equal(chosen('*/*;q=0.8, application/pdf;q=0.5', audio), 'audio/x-wav')
  })

  it('takes families and ignores parameters and case', () => {
    assert.equal(chosen('text/*'), 'text/csv')
    assert.equal(chosen('Text/CSV; charset="a,b"; q=1.000'), 'text/csv')
    assert.equal(chosen('image/png, audio/*;q=0.1', audio), 'audio/x-wav')
  })

  it('never gives what has q=0', () => {
    assert.equal(chosen('audio/x-wav;q=0, audio/*', audio), 'audio/mpeg')
    assert.equal(chosen('*/*;q=0, application/pdf', audio), 'application/pdf')
    assert.deepEqual(chosen('application/pdf;q=0', audio), emptyAnswer(406).detail)
  })

  it('that fits nothing is 406, and malformed 400', () => {
    assert.deepEqual(chosen('image/png'), emptyAnswer(406).detail)
    assert.deepEqual(chosen('application/json', audio), emptyAnswer(406).detail)
    for (const bad of [
      'json',
      'text/',
      'a/b/c',
      '*/json',
      'text/csv;q=2',
      'text/csv;q=x',
      'text/csv;q=1.5',
      'a b',
    ]) {
      assert.deepEqual(chosen(bad), emptyAnswer(400).detail, bad)
    }
  })
})

describe('the accept override', () => {
  const json: Offer = { mediaType: 'application/json', form: 'json' }
  const wav: Offer = { mediaType: 'audio/x-wav', form: 'binary' }

  it('replaces JSON by CSV or PDF', () => {
    assert.deepEqual(overrideAccept('csv', json, defaultOffers), { mediaType: 'text/csv', form: 'csv' })
    assert.deepEqual(overrideAccept('pdf', json, defaultOffers), {
      mediaType: 'application/pdf',
      form: 'pdf',
    })
    assert.deepEqual(overrideAccept('text/csv', json, defaultOffers), { mediaType: 'text/csv', form: 'csv' })
  })

  it('chooses another type offered', () => {
    assert.equal(overrideAccept('audio/mpeg', wav, audio).mediaType, 'audio/mpeg')
  })

  it('is ignored otherwise', () => {
    const csv: Offer = { mediaType: 'text/csv', form: 'csv' }
    assert.equal(overrideAccept(undefined, json, defaultOffers), json)
    assert.equal(overrideAccept(true, json, defaultOffers), json)
    assert.equal(overrideAccept('image/png', json, defaultOffers), json)
    assert.equal(overrideAccept('csv', wav, audio), wav)
    assert.equal(overrideAccept('application/json', csv, defaultOffers), csv)
  })
})
