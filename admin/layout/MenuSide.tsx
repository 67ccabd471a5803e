import type { Theme } from '@mui/material'
import useMediaQuery from '@mui/material/useMediaQuery'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Sidebar, useSidebarState } from 'react-admin'

interface MenuSideProps {
  readonly children: ReactNode
}

/**
 * Beside the page on a wide screen; on a phone it would lie over the page and shut it off. A window that becomes that
 * narrow therefore starts with the menu closed: the page in work stays at hand with all that was typed. A wide window gets
 * the menu back as it was.
 */
export function MenuSide({ children }: MenuSideProps) {
  const isPhone = useMediaQuery<Theme>(theme => theme.breakpoints.down('sm'), { noSsr: true })
  const [isOpen, setOpen] = useSidebarState()
  const [shape, setShape] = useState<'phone' | 'wide'>('wide')
  const openWhenWide = useRef(isOpen)
  const next = isPhone ? 'phone' : 'wide'
  useEffect(() => {
    if (shape === next) {
      if (next === 'wide') openWhenWide.current = isOpen
      return
    }
    setOpen(next === 'wide' && openWhenWide.current)
    setShape(next)
  }, [shape, next, isOpen, setOpen])
  // One that is still open must not become a modal for a moment: the page below would stay hidden from readers.
  if (shape !== next) return null
  // The library would leave a strip for icons; ours has words, which it would cut off.
  if (shape === 'wide' && !isOpen) return null
  return <Sidebar key={shape}>{children}</Sidebar>
}
