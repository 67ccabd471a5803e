import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { costLimitPlugin } from '@escape.tech/graphql-armor-cost-limit'
import { maxAliasesPlugin } from '@escape.tech/graphql-armor-max-aliases'
import { maxDepthPlugin } from '@escape.tech/graphql-armor-max-depth'
import { maxTokensPlugin } from '@escape.tech/graphql-armor-max-tokens'
import type { NextFunction, Request, Response } from 'express'
import { GraphQLError, NoSchemaIntrospectionCustomRule, stripIgnoredCharacters } from 'graphql'
import type { Plugin } from 'graphql-yoga'

/** The largest of our own documents has depth 7, no alias, 93 tokens and a cost below 200 (docs/decisions/0009). */
const DEPTH = 12
const ALIASES = 20
const TOKENS = 1_000
const COST = 1_000

/** Refuses documents that cost more to answer than any of ours, before they are run. */
export function documentLimits({ production }: { readonly production: boolean }): Plugin[] {
  const limits = [
    maxTokensPlugin({ n: TOKENS }),
    maxDepthPlugin({ n: DEPTH }),
    maxAliasesPlugin({ n: ALIASES }),
    costLimitPlugin({ maxCost: COST }),
  ] as unknown as Plugin[]
  return production ? [...limits, withoutHints] : limits
}

/** A stranger learns the names of fields neither by asking for the schema nor by guessing. */
const withoutHints: Plugin = {
  onValidate({ addValidationRule }) {
    addValidationRule(NoSchemaIntrospectionCustomRule)
    return ({ result, setResult }) => {
      const errors: readonly Error[] = result
      if (errors.length > 0) setResult(errors.map(withoutHint))
    }
  },
}

function withoutHint(error: Error): GraphQLError {
  const nodes = error instanceof GraphQLError ? (error.nodes ?? null) : null
  return new GraphQLError(error.message.replace(/ ?Did you mean .*$/s, ''), { nodes })
}

/** SHA-256 of a document without what carries no meaning; null when it cannot be read. */
export function documentHash(text: string): string | null {
  try {
    return createHash('sha256').update(stripIgnoredCharacters(text)).digest('hex')
  } catch {
    return null
  }
}

const HASHES_KEPT = 500

/**
 * Lets only the documents of our own screens through (dist/operations.json, written by the build).
 * @throws Error with one line when the file is not there
 */
export function onlyKnownDocuments(file: string) {
  const known = new Set(readHashes(file))
  const seen = new Map<string, boolean>()
  const isKnown = (text: string): boolean => {
    const cached = seen.get(text)
    if (cached !== undefined) return cached
    const found = known.has(documentHash(text) ?? '')
    if (found && seen.size < HASHES_KEPT) seen.set(text, found)
    return found
  }
  return (req: Request, res: Response, next: NextFunction): void => {
    const body: unknown = req.body
    const text = typeof body === 'object' && body !== null && 'query' in body ? body.query : req.query.query
    if (typeof text === 'string' && isKnown(text)) {
      next()
      return
    }
    const message = 'Only the documents of the built-in screens are answered here (PERSISTED_ONLY).'
    res.status(400).json({ errors: [{ message, extensions: { code: 'PERSISTED_QUERY_ONLY' } }] })
  }
}

function readHashes(file: string): readonly string[] {
  if (!fs.existsSync(file)) throw new Error(`${file} is missing: build it with \`node scripts/prepare.mjs build\`.`)
  return JSON.parse(fs.readFileSync(file, 'utf8')) as string[]
}
