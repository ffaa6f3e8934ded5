import pg from 'pg'

/** Makes a database on the server that an address leads to; its name is of letters, digits and `_`. */
export async function createDatabase(address: string, name: string, template?: string): Promise<void> {
  await administer(address, `CREATE DATABASE ${name}${template === undefined ? '' : ` TEMPLATE ${template}`}`)
}

/** Removes a database, whoever is using it. */
export async function dropDatabase(address: string, name: string): Promise<void> {
  await administer(address, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
}

/** Does one statement, with the rights of the server's owner. */
export async function administer(address: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: address })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** The address of another database of the same server. */
export function withDatabase(address: string, name: string): string {
  const url = new URL(address)
  url.pathname = `/${name}`
  return url.href
}
