import { isJsonObject, type Json, type JsonObject } from '../../json.ts'

/** One action of a flow with those that come after it. */
export interface FlowNode {
  readonly action: JsonObject
  /** Name of the branch that leads to it; absent for the first action. */
  readonly branch?: string
  /** The action it follows; absent for the first. */
  readonly parent?: FlowNode
}

/** The actions of a flow, each before its children. */
export function* actionsOf(flow: Json | undefined): Generator<FlowNode> {
  // A stack of its own: flows may be nested deeper than calls can.
  const waiting: FlowNode[] = isJsonObject(flow) ? [{ action: flow }] : []
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node
    const { children } = node.action
    if (!isJsonObject(children)) continue
    for (const [branch, action] of Object.entries(children).toReversed())
      if (isJsonObject(action)) waiting.push({ action, branch, parent: node })
  }
}

/** Names of the modules a flow uses, in order, each once; actions that are skipped do not count (accounts-and-pbx.md, "callflows" 4). */
export function modulesOf(flow: Json | undefined): readonly string[] {
  const names = new Set<string>()
  for (const { action } of actionsOf(flow)) {
    const { module, data } = action
    if (typeof module === 'string' && isJsonObject(data) && data['skip_module'] !== true) names.add(module)
  }
  return [...names]
}

/**
 * Ids a flow mentions, each once: `id` and everything named like `…_id` in the data of its actions, and the
 * names of its branches, which may be ids of temporal rules (accounts-and-pbx.md, "callflows" 5).
 */
export function idsIn(flow: Json | undefined): readonly string[] {
  const ids = new Set<string>()
  for (const { action, branch } of actionsOf(flow)) {
    if (branch !== undefined) ids.add(branch)
    const { data } = action
    if (!isJsonObject(data)) continue
    for (const [key, value] of Object.entries(data))
      if (typeof value === 'string' && (key === 'id' || key.includes('_id'))) ids.add(value)
  }
  return [...ids].filter((id) => id.length > 1)
}
