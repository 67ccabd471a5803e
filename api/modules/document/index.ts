import type { Express, Request, Response } from 'express'
import type { RequestContext } from '../../context.ts'

type ContextOf = (req: Request, res: Response) => Promise<RequestContext>

/** Routes of files, up and down. Same session and permissions as GraphQL. */
export function documentRoutes(_app: Express, _contextOf: ContextOf): void {}
