import { Button } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { Platform } from '../contract/index.ts'
import { useMe } from '../data/useMe.ts'
import { PLATFORM } from '../documents/identity.ts'
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
    const { platform } = await ask<{ platform: Platform }>(PLATFORM)
    fill(platform.demoLogins.find(one => one.login === who)?.code ?? '')
  }
  return (
    <Button variant="text" onClick={() => void take()}>
      {translate('door.demoCode')}
    </Button>
  )
}
