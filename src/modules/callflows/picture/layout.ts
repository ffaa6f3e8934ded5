import type { Json, JsonObject } from '../../../json.ts'
import { actionsOf, type FlowNode } from '../flow.ts'

/** An action with its place in the picture. */
export interface PlacedNode {
  readonly action: JsonObject
  /** Name of the branch that leads to it; absent for the first action. */
  readonly branch: string | undefined
  /** Index of the action that leads to it; absent for the first. */
  readonly parent: number | undefined
  /** Steps from the first action. */
  readonly step: number
  /** Which of the paths that run side by side. */
  readonly lane: number
}

/** A flow taken apart, ready to be drawn. */
export interface Layout {
  readonly nodes: readonly PlacedNode[]
  readonly steps: number
  readonly lanes: number
  /** Actions that were left out. */
  readonly omitted: number
}

/** More would be a wall, not a picture. */
const mostNodes = 1_000

/**
 * Gives each action of a flow a step and a lane, as a tree whose main path (`_`) runs straight on: an action's
 * first child is in its lane, further branches take lanes beside it, as near as nothing crosses.
 */
export function layOut(flow: Json | undefined): Layout {
  const { nodes, omitted } = collect(flow)
  const children = nodes.map((): number[] => [])
  nodes.forEach(({ parent }, index) => {
    if (parent !== undefined) children[parent]?.push(index)
  })
  const offsets = nodes.map(() => 0)
  const outlines: Outline[] = []
  // Children come after their parents: from the end, every subtree is known when its parent is met.
  for (let index = nodes.length - 1; index >= 0; index--) {
    const below = (children[index] ?? []).toSorted((a, b) => mainFirst(nodes[a], nodes[b]))
    let joined: Outline = []
    let last = 0
    for (const child of below) {
      const outline = outlines[child] ?? []
      last = joined.length === 0 ? 0 : distance(joined, outline)
      offsets[child] = last
      joined = join(joined, outline, last)
    }
    // An action's step is taken as far as the line to its last branch runs.
    outlines[index] = [{ from: 0, to: last }, ...joined]
  }
  const lanes: number[] = []
  const placed = nodes.map((node, index): PlacedNode => {
    const lane = (node.parent === undefined ? 0 : (lanes[node.parent] ?? 0)) + (offsets[index] ?? 0)
    lanes.push(lane)
    return { ...node, lane }
  })
  return {
    nodes: placed,
    steps: Math.max(0, ...placed.map(({ step }) => step + 1)),
    lanes: Math.max(0, ...lanes.map((lane) => lane + 1)),
    omitted,
  }
}

/** Lanes a subtree takes at each of its steps, relative to its first action. */
type Outline = readonly { readonly from: number; readonly to: number }[]

type Collected = Omit<PlacedNode, 'lane'>

function collect(flow: Json | undefined): { nodes: readonly Collected[]; omitted: number } {
  const nodes: Collected[] = []
  const indexes = new Map<FlowNode, number>()
  let omitted = 0
  for (const node of actionsOf(flow)) {
    const parent = node.parent && indexes.get(node.parent)
    if (nodes.length === mostNodes || (node.parent && parent === undefined)) {
      omitted++
      continue
    }
    indexes.set(node, nodes.length)
    const step = parent === undefined ? 0 : (nodes[parent]?.step ?? 0) + 1
    nodes.push({ action: node.action, branch: node.branch, parent, step })
  }
  return { nodes, omitted }
}

/** The branch taken when no other fits comes first, so that it leads straight on. */
function mainFirst(a: Collected | undefined, b: Collected | undefined): number {
  return Number(b?.branch === '_') - Number(a?.branch === '_')
}

/** How many lanes a subtree must move to stand clear of those before it. */
function distance(before: Outline, subtree: Outline): number {
  let least = 0
  for (const [step, { to }] of before.entries()) {
    const other = subtree[step]
    if (!other) break
    least = Math.max(least, to + 1 - other.from)
  }
  return least
}

function join(before: Outline, subtree: Outline, by: number): Outline {
  const steps = Math.max(before.length, subtree.length)
  return Array.from({ length: steps }, (_, step) => {
    const [a, b] = [before[step], subtree[step]]
    return { from: a?.from ?? (b?.from ?? 0) + by, to: b ? b.to + by : (a?.to ?? 0) }
  })
}
