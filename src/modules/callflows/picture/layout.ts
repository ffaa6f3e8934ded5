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
  readonly row: number
  readonly column: number
}

/** A flow taken apart, ready to be drawn. */
export interface Layout {
  readonly nodes: readonly PlacedNode[]
  readonly rows: number
  readonly columns: number
  /** Actions that were left out. */
  readonly omitted: number
}

/** More would be a wall, not a picture. */
const mostNodes = 1_000

/**
 * Gives each action of a flow a row and a column, as a tree whose main path (`_`) runs straight down: an action
 * stands above its first child, further branches open to the right, as near as nothing crosses.
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
    // An action's row is taken as far as the line to its last branch runs.
    outlines[index] = [{ from: 0, to: last }, ...joined]
  }
  const columns: number[] = []
  const placed = nodes.map((node, index): PlacedNode => {
    const column = (node.parent === undefined ? 0 : (columns[node.parent] ?? 0)) + (offsets[index] ?? 0)
    columns.push(column)
    return { ...node, column }
  })
  return {
    nodes: placed,
    rows: Math.max(0, ...placed.map(({ row }) => row + 1)),
    columns: Math.max(0, ...columns.map((column) => column + 1)),
    omitted,
  }
}

/** Columns a subtree takes in each of its rows, relative to its first action. */
type Outline = readonly { readonly from: number; readonly to: number }[]

type Collected = Omit<PlacedNode, 'column'>

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
    const row = parent === undefined ? 0 : (nodes[parent]?.row ?? 0) + 1
    nodes.push({ action: node.action, branch: node.branch, parent, row })
  }
  return { nodes, omitted }
}

/** The branch taken when no other fits comes first, so that it leads straight down. */
function mainFirst(a: Collected | undefined, b: Collected | undefined): number {
  return Number(b?.branch === '_') - Number(a?.branch === '_')
}

/** How far to the right a subtree must move to stand clear of those beside it. */
function distance(left: Outline, right: Outline): number {
  let least = 0
  for (const [row, { to }] of left.entries()) {
    const other = right[row]
    if (!other) break
    least = Math.max(least, to + 1 - other.from)
  }
  return least
}

function join(left: Outline, right: Outline, by: number): Outline {
  const rows = Math.max(left.length, right.length)
  return Array.from({ length: rows }, (_, row) => {
    const [a, b] = [left[row], right[row]]
    return { from: a?.from ?? (b?.from ?? 0) + by, to: b ? b.to + by : (a?.to ?? 0) }
  })
}
