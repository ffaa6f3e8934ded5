/** What stands for a value in the text of a mail: `{{ user.first_name }}`. */
const placeholder = /\{\{\s*([a-z_]+(?:\.[a-z_]+)*)\s*\}\}/g

/** A value of a mail by its name, such as `user.first_name`. */
export type MailValues = ReadonlyMap<string, string>

/** Puts values into a plain text. Names that have no value leave nothing behind; all else stays as it is. */
export function renderText(template: string, values: MailValues): string {
  return template.replaceAll(placeholder, (_, name: string) => values.get(name) ?? '')
}

/** Puts values into HTML, as text: whatever they hold, they are neither tags nor the end of an attribute in quotes. */
export function renderHtml(template: string, values: MailValues): string {
  return template.replaceAll(placeholder, (_, name: string) => escaped(values.get(name) ?? ''))
}

/** Whether a text has a place for a value. */
export function mentions(template: string, name: string): boolean {
  return [...template.matchAll(placeholder)].some(([, mentioned]) => mentioned === name)
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')
}
