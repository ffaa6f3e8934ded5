import type { Answer } from '../answer.ts'
import type { Exchange } from '../exchange.ts'
import { contentDisposition } from '../render/download.ts'
import { corsOf } from './json.ts'

/** An empty page: what the API answers where a PDF is asked for and there is nothing to print (core.md §8). */
const emptyPage = [
  '%PDF-1.4',
  '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
  '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
  '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj',
  'trailer<</Root 1 0 R>>',
  '%%EOF',
  '',
].join('\n')

/** Whether the answer is to be a PDF: only when something is read (core.md §8). */
export function isPdf(exchange: Exchange): boolean {
  return exchange.offer.form === 'pdf' && exchange.verb === 'GET'
}

/** The PDF of an operation that has no pages of its own. */
export function emptyPdf(exchange: Exchange): Answer {
  return {
    status: 200,
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': contentDisposition('attachment', 'file.pdf'),
      'x-request-id': exchange.requestId,
      ...corsOf(exchange),
    },
    body: emptyPage,
  }
}
