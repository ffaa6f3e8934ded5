import type { Json, JsonObject } from '../../../json.ts'
import { branchCaption, captionOf, type Names } from './caption.ts'
import type { Layout, PlacedNode } from './layout.ts'
import { escaped, shortened } from './text.ts'

/** Sizes in pixels. */
const box = { width: 190, height: 50 }
const gap = { x: 96, y: 16 }
const margin = 24
/** Height of the heading and the box of numbers above the first action. */
const head = 112

/** How kinds of actions are told apart; all others look plain. */
const kinds: Readonly<Record<string, string>> = {
  ...kind(
    'rings',
    'user device group ring_group page_group intercom eavesdrop group_pickup intercept camping_feature',
  ),
  ...kind(
    'asks',
    'menu temporal_route check_cid cidlistmatch branch_variable branch_bnumber collect_dtmf disa directory',
  ),
  ...kind('plays', 'play tts audio_macro answer noop sleep send_dtmf dead_air language'),
  ...kind('keeps', 'voicemail conference faxbox receive_fax park acdc_member record_call record_caller'),
  ...kind('leaves', 'resources offnet transfer callflow pivot webhook function'),
  ...kind('ends', 'hangup response wait_for_hangup'),
}

// Colours are given twice, for light and for dark surroundings.
const style = `
.page{fill:#fff}.box{fill:#f4f5f7;stroke:#8a919c}.line{fill:none;stroke:#8a919c;stroke-width:1.5}
text{font:13px system-ui,sans-serif;fill:#1d232b}.title{font-weight:600}.detail,.branch{font-size:12px}
.branch{fill:#5a3fb0}.heading{font-size:16px;font-weight:600}.skipped{opacity:.45}
.rings .box{fill:#e3f1e5;stroke:#3f8f4c}.asks .box{fill:#fdf1d6;stroke:#b98413}.plays .box{fill:#e4effb;stroke:#3b76b8}
.keeps .box{fill:#f0e8fa;stroke:#8257b5}.leaves .box{fill:#e0f3f2;stroke:#2b8a86}.ends .box{fill:#e9eaec;stroke:#5c636d}
.dangling .box{stroke:#c62828;stroke-width:2;stroke-dasharray:5 3}.dangling .detail{fill:#c62828}
@media(prefers-color-scheme:dark){.page{fill:#15191f}text{fill:#e6e9ee}.branch{fill:#b9a5f5}.box{fill:#262c35}
.rings .box{fill:#1d3a23}.asks .box{fill:#453411}.plays .box{fill:#193450}.keeps .box{fill:#352449}
.leaves .box{fill:#123a39}.ends .box{fill:#31363d}.dangling .detail{fill:#ff8a80}}`

/**
 * Draws a flow as an SVG image: a box for each action with what it points at, lines with the names of their
 * branches, and dashed red boxes where something is missing.
 */
export function drawFlow(callflow: JsonObject, layout: Layout, names: Names): string {
  const width = Math.max(1, layout.steps) * (box.width + gap.x) - gap.x + 2 * margin
  const height = head + layout.lanes * (box.height + gap.y) + margin
  const heading = typeof callflow['name'] === 'string' ? callflow['name'] : 'Callflow'
  const size = `width="${String(width)}" height="${String(height)}" viewBox="0 0 ${String(width)} ${String(height)}"`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img">`,
    `<title>${escaped(heading)}</title>`,
    `<style>${style}</style>`,
    `<rect class="page" width="100%" height="100%"/>`,
    `<text class="heading" x="${String(margin)}" y="${String(margin + 8)}">${escaped(shortened(heading, width - 2 * margin, 9))}</text>`,
    entrance(callflow, layout),
    ...layout.nodes.map((node) => line(node, layout, names)),
    ...layout.nodes.map((node) => action(node, names)),
    ...(layout.omitted > 0 ? [note(`${String(layout.omitted)} more actions are not drawn`, height)] : []),
    '</svg>',
    '',
  ].join('\n')
}

/** The numbers and patterns that lead into the flow. */
function entrance({ numbers, patterns }: JsonObject, { nodes }: Layout): string {
  const all = [numbers, patterns].flatMap((list) => (Array.isArray(list) ? list.map(String) : []))
  const [y, middle] = [margin + 24, left(0) + box.width / 2]
  const down = nodes.length === 0 ? '' : path(`M${at(middle, y + 34)}V${String(head)}`)
  return group('entry', all.join(', '), [
    `<rect class="box" x="${String(margin)}" y="${String(y)}" width="${String(box.width)}" height="34" rx="17"/>`,
    label('detail', middle, y + 21, all.join(', ') || 'no numbers'),
    down,
  ])
}

function action(node: PlacedNode, names: Names): string {
  const caption = captionOf(node.action, names)
  const [x, y] = [left(node.step), top(node.lane)]
  const classes = [
    ...kindsOf(node.action['module']),
    ...(caption.dangling ? ['dangling'] : []),
    ...(caption.skipped ? ['skipped'] : []),
  ]
  const detail = caption.dangling ? `missing: ${caption.detail}` : caption.detail
  const size = `width="${String(box.width)}" height="${String(box.height)}"`
  return group(classes.join(' '), `${caption.title}${detail ? `: ${detail}` : ''}`, [
    `<rect class="box" x="${String(x)}" y="${String(y)}" ${size} rx="8"/>`,
    label('title', x + box.width / 2, y + (detail ? 21 : 29), caption.title),
    ...(detail ? [label('detail', x + box.width / 2, y + 38, detail)] : []),
  ])
}

/** From an action to the next: straight on, or down beside it and on. */
function line(node: PlacedNode, { nodes }: Layout, names: Names): string {
  const from = node.parent === undefined ? undefined : nodes[node.parent]
  if (!from) return ''
  const [start, turn, end] = [left(from.step) + box.width, left(node.step) - gap.x + 14, left(node.step)]
  const [high, low] = [middleOf(from), middleOf(node)]
  const caption = shortened(branchCaption(node.branch, from.action, names), gap.x - 20, 6.3)
  const text =
    caption &&
    `<text class="branch" x="${String(turn + 5)}" y="${String(low - 5)}">${escaped(caption)}</text>`
  return (
    path(`M${at(start, high)}${high === low ? '' : `H${String(turn)}V${String(low)}`}H${String(end)}`) + text
  )
}

function path(way: string): string {
  return `<path class="line" d="${way}"/>`
}

function at(x: number, y: number): string {
  return `${String(x)} ${String(y)}`
}

function group(classes: string, title: string, parts: readonly string[]): string {
  return `<g class="${classes}"><title>${escaped(title)}</title>${parts.join('')}</g>`
}

function label(className: string, x: number, y: number, text: string): string {
  return `<text class="${className}" x="${String(x)}" y="${String(y)}" text-anchor="middle">${escaped(shortened(text, box.width - 16))}</text>`
}

function note(text: string, height: number): string {
  return `<text class="detail" x="${String(margin)}" y="${String(height - 10)}">${escaped(text)}</text>`
}

function left(step: number): number {
  return margin + step * (box.width + gap.x)
}

function top(lane: number): number {
  return head + lane * (box.height + gap.y)
}

function middleOf({ lane }: PlacedNode): number {
  return top(lane) + box.height / 2
}

function kindsOf(module: Json | undefined): readonly string[] {
  const known = typeof module === 'string' && Object.hasOwn(kinds, module) ? kinds[module] : undefined
  return known === undefined ? [] : [known]
}

function kind(name: string, modules: string): Readonly<Record<string, string>> {
  return Object.fromEntries(modules.split(' ').map((module) => [module, name]))
}
