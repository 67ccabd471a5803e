import { Button } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useMe } from '../data/useMe.ts'
import { DEMO_CODE } from '../documents/identity.ts'
import { ask } from '../graphqlClient.ts'

interface DemoCodeProps {
  readonly fill: (code: string) => void
  /** The login at the door; the signed-in one when left out. */
  readonly login?: string
}

/** Fills in the code of a demo account; only a demo server knows any. */
export function DemoCode({ fill, login }: DemoCodeProps) {
  const translate = useTranslate()
  const me = useMe()
  const who = login ?? me?.login
  const isDemo = window.sessionStorage.getItem('demo') === 'yes'
  if (!isDemo) return null
  async function take() {
    if (!who) return
    const { platform } = await ask<{ platform: { demoCode: string | null } }>(DEMO_CODE, { login: who })
    fill(platform.demoCode ?? '')
  }
  return (
    <Button variant="text" onClick={() => void take()}>
      {translate('door.demoCode')}
    </Button>
  )
}
