/** Writes api/graphql/schema.graphql from the code: the contract that reviewers read in a diff. */
import fs from 'node:fs'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { buildSchema } from '../api/graphql/schema.ts'

fs.writeFileSync('api/graphql/schema.graphql', `${printSchema(lexicographicSortSchema(buildSchema()))}\n`)
